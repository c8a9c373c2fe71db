package hangup.cdr.sql;

import hangup.cdr.CallIndex.Entry;
import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.sql.IndexedSearch.Row;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for single unanswered calls in VOS3000's tables: by their {@code flowno} where an index of
 * ours says which they are; else by the table's own index on the caller, the mapping gateway or the
 * customer where it picks few rows; else backwards through time, where what many calls have is
 * found soon.
 */
final class Vos3000Search implements IndexedSearch.Database {

  /** Up to so many rows are sorted by time after an index has picked them. */
  private static final int FEW_ROWS = 10_000;

  /** A span this short is read as a whole rather than asked for how many rows an index picks. */
  private static final long SHORT_MS = TimeUnit.MINUTES.toMillis(5);

  private static final String ID = "flowno";

  /** Few equal parameters make no other plan. */
  private static final int MOST_EQUAL = 32;

  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  private final Sessions sessions;
  private final Vos3000Tables tables;

  Vos3000Search(Sessions sessions, Vos3000Tables tables) {
    this.sessions = sessions;
    this.tables = tables;
  }

  @Override
  public void search(CallQuery query, Range places, BackwardScan scan) {
    List<DayTable> newestFirst = new ArrayList<>(tables.covering(places));
    Collections.reverse(newestFirst);
    Map<DayTable, List<String>> toScan = new HashMap<>();
    long newestPlaceMs = Long.MIN_VALUE;
    for (DayTable table : newestFirst) {
      if (scan.isFull() && endsBefore(table, scan)) {
        break;
      }
      if (scan.timeLeft().isZero()) {
        scan.giveUp(query.toMs());
        return;
      }
      long newestMs = tables.ask(table, this::newest).orElse(0L);
      if (newestMs < places.fromMs()) {
        continue;
      }
      boolean few = Math.min(newestMs, places.toMs()) - places.fromMs() <= SHORT_MS;
      List<String> unindexed =
          tables
              .ask(
                  table,
                  layout ->
                      few ? columns(layout, query.by()) : byIndex(layout, query, places, scan))
              .orElse(List.of());
      if (!unindexed.isEmpty()) {
        toScan.put(table, unindexed);
        newestPlaceMs = Math.max(newestPlaceMs, newestMs);
      }
    }
    if (toScan.isEmpty()) {
      return;
    }
    scan.run(
        places,
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

  @Override
  public Optional<Map<Entry, Row>> fetch(
      CallQuery query, Collection<Entry> calls, Duration timeLeft) {
    List<DayTable> all = tables.all();
    Map<Entry, Row> found = new HashMap<>();
    Map<Entry, Deque<DayTable>> where = new LinkedHashMap<>();
    calls.forEach(entry -> where.put(entry, tablesOf(entry, all)));
    while (true) {
      Map<DayTable, List<Entry>> next = new LinkedHashMap<>();
      where.forEach(
          (entry, left) -> {
            if (!found.containsKey(entry) && !left.isEmpty()) {
              next.computeIfAbsent(left.remove(), table -> new ArrayList<>()).add(entry);
            }
          });
      if (next.isEmpty()) {
        return Optional.of(found);
      }
      for (var part : next.entrySet()) {
        boolean indexed =
            tables
                .ask(part.getKey(), layout -> byId(layout, query, part.getValue(), timeLeft, found))
                .orElse(true);
        if (!indexed) {
          return Optional.empty();
        }
      }
    }
  }

  /** Those that may have a call; that of its UTC day first. */
  private static Deque<DayTable> tablesOf(Entry entry, List<DayTable> all) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(entry.placeMs(), DAY_MS));
    Range place = new Range(entry.placeMs(), entry.placeMs() + 1);
    Deque<DayTable> tables = new ArrayDeque<>();
    for (DayTable table : all) {
      if (table.day().equals(Optional.of(day))) {
        tables.addFirst(table);
      } else if (table.mayHold(place)) {
        tables.addLast(table);
      }
    }
    return tables;
  }

  /** Adds the rows that a table has; gives whether it has an index by which to find them. */
  private boolean byId(
      TableLayout layout,
      CallQuery asked,
      List<Entry> calls,
      Duration timeLeft,
      Map<Entry, Row> found) {
    if (layout.index(ID).isEmpty()) {
      return false;
    }
    // Of texts only the index knows what code they stand for.
    CallQuery query = layout.textReason() ? asked.withAnyReason() : asked;
    List<String> columns = columns(layout, query.by());
    Map<Long, List<Entry>> byId = calls.stream().collect(Collectors.groupingBy(Entry::id));
    List<Long> ids = List.copyOf(byId.keySet());
    int parameters = Math.max(MOST_EQUAL, Integer.highestOneBit(ids.size() * 2 - 1));
    return sessions.select(
        layout.byIdSql(
            ID, columns.isEmpty() ? "FALSE" : condition(query, layout, columns), parameters),
        limited(timeLeft),
        statement -> {
          int next = columns.isEmpty() ? 1 : bindCondition(statement, layout, query, columns, 1);
          // The last one again and again, so that there are few different statements.
          for (int i = 0; i < parameters; i++) {
            statement.setLong(next++, ids.get(Math.min(i, ids.size() - 1)));
          }
        },
        rows -> {
          while (rows.next()) {
            boolean fits = rows.getBoolean(TableLayout.FITS);
            Optional<Cdr> cdr = layout.cdr(rows);
            if (cdr.isPresent()) {
              byId.getOrDefault(cdr.get().id(), List.of()).stream()
                  .filter(entry -> entry.startMs() == cdr.get().startMs())
                  .forEach(entry -> found.put(entry, new Row(cdr.get(), fits)));
            }
          }
          return true;
        });
  }

  private static boolean endsBefore(DayTable table, BackwardScan scan) {
    return table
        .day()
        .map(
            day ->
                !scan.wants(
                    day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()))
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
      TableLayout layout, CallQuery query, Range places, BackwardScan scan) {
    List<String> others = new ArrayList<>();
    for (String column : columns(layout, query.by())) {
      if (layout.index(column).isEmpty() || picked(layout, query, column) > FEW_ROWS) {
        others.add(column);
      } else {
        scan.add(
            sessions.select(
                layout.newestSql(condition(query, layout, List.of(column)), column),
                limited(scan.timeLeft()),
                statement -> bind(statement, layout, query, List.of(column), places),
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
        statement -> bind(statement, layout, query, columns, range),
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

  private static List<String> columns(TableLayout layout, CallQuery.By by) {
    Stream<String> all =
        switch (by) {
          case NUMBER -> Stream.of("callere164", "calleee164");
          case GATEWAY -> Stream.of("callergatewayid", "calleegatewayid");
          case CUSTOMER -> Stream.of("customeraccount");
        };
    return all.filter(layout::has).toList();
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
      PreparedStatement statement,
      TableLayout layout,
      CallQuery query,
      List<String> columns,
      Range range)
      throws SQLException {
    int next = layout.bindRange(statement, 1, range);
    next = bindCondition(statement, layout, query, columns, next);
    statement.setInt(next, query.limit());
  }

  /** Gives the number of the next parameter. */
  private static int bindCondition(
      PreparedStatement statement,
      TableLayout layout,
      CallQuery query,
      List<String> columns,
      int first)
      throws SQLException {
    int next = first;
    for (int i = 0; i < columns.size(); i++) {
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
    return next;
  }
}
