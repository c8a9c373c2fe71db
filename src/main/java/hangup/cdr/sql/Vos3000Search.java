package hangup.cdr.sql;

import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.FoundCalls;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Looks for single unanswered calls in VOS3000's tables: by the index on the caller, the mapping
 * gateway or the customer where it picks few rows, else backwards through time, where what many
 * calls have is found soon.
 */
final class Vos3000Search {

  /** Up to so many rows are sorted by time after an index has picked them. */
  private static final int FEW_ROWS = 10_000;

  private final Sessions sessions;
  private final Vos3000Tables tables;
  private final LongSupplier nanoTime;

  Vos3000Search(Sessions sessions, Vos3000Tables tables, LongSupplier nanoTime) {
    this.sessions = sessions;
    this.tables = tables;
    this.nanoTime = nanoTime;
  }

  FoundCalls find(CallQuery query) {
    BackwardScan scan = new BackwardScan(query, nanoTime);
    Range whole = new Range(query.fromMs(), query.toMs() + BackwardScan.LONGEST_FAILURE_MS);
    List<DayTable> newestFirst = new ArrayList<>(tables.covering(whole));
    Collections.reverse(newestFirst);
    Map<DayTable, List<String>> toScan = new HashMap<>();
    long newestPlaceMs = Long.MIN_VALUE;
    for (DayTable table : newestFirst) {
      if (scan.isFull() && endsBefore(table, scan.oldestMs())) {
        break;
      }
      List<String> unindexed =
          tables.ask(table, layout -> byIndex(layout, query, whole, scan)).orElse(List.of());
      if (!unindexed.isEmpty()) {
        toScan.put(table, unindexed);
        newestPlaceMs =
            Math.max(newestPlaceMs, tables.ask(table, layout -> newest(layout)).orElse(0L));
      }
      if (scan.timeLeft().isZero()) {
        return scan.givenUp(query.toMs());
      }
    }
    if (toScan.isEmpty()) {
      return scan.complete();
    }
    return scan.run(
        newestPlaceMs,
        (range, left) -> {
          List<Cdr> calls = new ArrayList<>();
          for (DayTable table : tables.covering(range)) {
            List<String> columns = toScan.getOrDefault(table, List.of());
            if (!columns.isEmpty()) {
              calls.addAll(
                  tables
                      .ask(table, layout -> byTime(layout, query, columns, range, left))
                      .orElse(List.of()));
            }
          }
          return calls;
        });
  }

  private static boolean endsBefore(DayTable table, long ms) {
    return table
        .day()
        .map(day -> day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() < ms)
        .orElse(false);
  }

  private long newest(TableLayout layout) {
    return sessions.select(
        layout.edgeSql(true),
        Sessions.Binder.NONE,
        rows -> rows.next() ? layout.timeMs(rows, 1) : 0L);
  }

  /** Adds what an index finds; gives the columns that have to be scanned. */
  private List<String> byIndex(
      TableLayout layout, CallQuery query, Range whole, BackwardScan scan) {
    List<String> others = new ArrayList<>();
    for (String column : columns(query.by())) {
      if (!layout.has(column)) {
        continue;
      }
      if (layout.index(column).isEmpty() || picked(layout, query, column) > FEW_ROWS) {
        others.add(column);
      } else {
        scan.add(
            sessions.select(
                layout.newestSql(condition(query, layout, List.of(column)), column),
                limited(scan.timeLeft()),
                statement -> bind(statement, layout, query, 1, whole),
                rows -> calls(layout, rows)));
      }
    }
    return others;
  }

  private long picked(TableLayout layout, CallQuery query, String column) {
    return sessions.select(
        layout.pickedSql(match(query, column), column),
        statement -> {
          statement.setString(1, pattern(query));
          statement.setInt(2, FEW_ROWS + 1);
        },
        rows -> rows.next() ? rows.getLong(1) : 0L);
  }

  private List<Cdr> byTime(
      TableLayout layout, CallQuery query, List<String> columns, Range range, Duration left) {
    return sessions.select(
        layout.newestSql(condition(query, layout, columns)),
        limited(left),
        statement -> bind(statement, layout, query, columns.size(), range),
        rows -> calls(layout, rows));
  }

  private static Duration limited(Duration left) {
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private static List<Cdr> calls(TableLayout layout, ResultSet rows) throws SQLException {
    List<Cdr> calls = new ArrayList<>();
    while (rows.next()) {
      layout.cdr(rows).ifPresent(calls::add);
    }
    return calls;
  }

  private static List<String> columns(CallQuery.By by) {
    return switch (by) {
      case NUMBER -> List.of("callere164", "calleee164");
      case GATEWAY -> List.of("callergatewayid", "calleegatewayid");
      case CUSTOMER -> List.of("customeraccount");
    };
  }

  private static String match(CallQuery query, String column) {
    return query.by() == CallQuery.By.NUMBER ? column + " LIKE ?" : column + " = ?";
  }

  private static String pattern(CallQuery query) {
    return query.by() == CallQuery.By.NUMBER
        ? query.value().replaceAll("[\\\\%_]", "\\\\$0") + "%"
        : query.value();
  }

  /** Parameters: the pattern for each column, the two ends of the period, and the code if any. */
  private static String condition(CallQuery query, TableLayout layout, List<String> columns) {
    String subject =
        columns.stream().map(column -> match(query, column)).collect(Collectors.joining(" OR "));
    String reason;
    if (query.code().isPresent()) {
      reason = " AND endreason = ?";
    } else if (query.excluded().isEmpty()) {
      reason = "";
    } else {
      // Numbers of ours, no text of a user. A text column would be compared as numbers.
      String quote = layout.textReason() ? "'" : "";
      reason =
          query.excluded().stream()
              .sorted()
              .map(code -> quote + code + quote)
              .collect(Collectors.joining(", ", " AND endreason NOT IN (", ")"));
    }
    return "("
        + subject
        + ") AND (holdtime IS NULL OR holdtime <= 0) AND "
        + layout.start()
        + " >= ? AND "
        + layout.start()
        + " < ?"
        + reason;
  }

  private static void bind(
      PreparedStatement statement, TableLayout layout, CallQuery query, int columns, Range range)
      throws SQLException {
    int next = layout.bindRange(statement, 1, range);
    for (int i = 0; i < columns; i++) {
      statement.setString(next++, pattern(query));
    }
    next = layout.bindRange(statement, next, new Range(query.fromMs(), query.toMs()));
    if (query.code().isPresent()) {
      if (layout.textReason()) {
        statement.setString(next++, String.valueOf(query.code().getAsInt()));
      } else {
        statement.setInt(next++, query.code().getAsInt());
      }
    }
    statement.setInt(next, query.limit());
  }
}
