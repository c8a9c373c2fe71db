package hangup.stats;

import hangup.cdr.CallIndex.Entry;
import hangup.cdr.CallIndex.Page;
import hangup.cdr.CallQuery;
import hangup.cdr.CdrSource.Range;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds calls in the index of failed calls, within one transaction. */
final class FailedSearch {
  /** The newest hour first, then four times as much, and so on: what many calls have is near. */
  private static final long FIRST_SPAN_MS = TimeUnit.HOURS.toMillis(1);

  private final Statement sql;
  private final Dictionaries dictionaries;
  private final Optional<NumberKey> key;
  private final Deadline deadline;

  /**
   * @param key of the check bits; what was made with another is of no use
   */
  FailedSearch(
      Statement sql, Dictionaries dictionaries, Optional<NumberKey> key, Deadline deadline) {
    this.sql = sql;
    this.dictionaries = dictionaries;
    this.key = key;
    this.deadline = deadline;
  }

  Optional<Page> find(String sourceName, CallQuery query, Entry before, int most)
      throws SQLException {
    List<Integer> sources = ids(Column.SOURCE, sourceName::equals);
    if (sources.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    int source = sources.get(0);
    Optional<Range> covered = covered(source, key.get());
    if (covered.isEmpty() || covered.get().isEmpty()) {
      return Optional.empty();
    }
    long fromMs = Math.max(query.fromMs(), covered.get().fromMs());
    List<String> conditions = conditions(query, new PartialNumber(key.get()));
    String reasons = reasons(query);
    List<Entry> entries = new ArrayList<>();
    long toMs = Math.min(query.toMs(), before.startMs() + (before.equals(Entry.NEWEST) ? 0 : 1));
    long span = FIRST_SPAN_MS;
    boolean inTime = true;
    while (toMs > fromMs && entries.size() < most && inTime) {
      long spanFromMs = Math.max(fromMs, toMs - span);
      inTime =
          read(source, new Range(spanFromMs, toMs), before, conditions, reasons, most, entries);
      if (inTime) {
        toMs = spanFromMs;
        span *= 4;
      }
    }
    boolean full = entries.size() >= most;
    long searchedFromMs = full ? entries.get(most - 1).startMs() : Math.max(fromMs, toMs);
    return Optional.of(
        new Page(
            covered.get(),
            entries,
            Math.min(query.toMs(), searchedFromMs),
            !full && toMs <= fromMs));
  }

  private Optional<Range> covered(int source, NumberKey with) throws SQLException {
    try (ResultSet row =
        sql.executeQuery(
            "SELECT from_ms, to_ms FROM indexed WHERE source = "
                + source
                + " AND number_key = "
                + with.print())) {
      return row.next() ? Optional.of(new Range(row.getLong(1), row.getLong(2))) : Optional.empty();
    }
  }

  /** Adds the entries of a span, newest first; gives whether there was time for all of it. */
  private boolean read(
      int source,
      Range starts,
      Entry before,
      List<String> conditions,
      String reasons,
      int most,
      List<Entry> entries)
      throws SQLException {
    if (deadline.passed()) {
      return false;
    }
    String order = " ORDER BY start_ms DESC, id DESC LIMIT " + (most - entries.size());
    // A scan for each is quicker than one for all, since the database skips what a single column
    // rules out.
    String parts =
        conditions.stream()
            .map(
                condition ->
                    "(SELECT id, start_ms, place_ms FROM failed WHERE source = "
                        + source
                        + " AND start_ms >= "
                        + starts.fromMs()
                        + " AND start_ms < "
                        + starts.toMs()
                        + " AND "
                        + condition
                        + reasons
                        + behind(before)
                        + order
                        + ")")
            .collect(Collectors.joining(" UNION ALL "));
    try (ResultSet rows =
        sql.executeQuery("SELECT DISTINCT id, start_ms, place_ms FROM (" + parts + ")" + order)) {
      while (rows.next()) {
        entries.add(new Entry(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
      }
      return true;
    } catch (SQLException e) {
      if (deadline.passed()) {
        return false;
      }
      throw e;
    }
  }

  private static String behind(Entry before) {
    return before.equals(Entry.NEWEST)
        ? ""
        : " AND (start_ms < " + before.startMs() + " OR id < " + before.id() + ")";
  }

  /** Of which a call that may fit meets one. */
  private List<String> conditions(CallQuery query, PartialNumber numbers) {
    return switch (query.by()) {
      case NUMBER ->
          Stream.of("callee", "caller")
              .flatMap(side -> numbers.conditions(query.value(), side, side + "_rest").stream())
              .toList();
      case GATEWAY ->
          List.of(named(Column.MAPPING, query.value()), named(Column.ROUTING, query.value()));
      case CUSTOMER -> List.of(named(Column.CUSTOMER, query.value()));
    };
  }

  /** As databases compare names; and those beyond the limit of names, which may be any. */
  private String named(Column column, String name) {
    String wanted = folded(name);
    return in(
        column,
        ids(column, known -> folded(known).equals(wanted) || known.equals(IngestResult.OTHERS)));
  }

  private static String folded(String name) {
    return name.stripTrailing().toLowerCase(Locale.ROOT);
  }

  private String reasons(CallQuery query) {
    if (query.code().isPresent()) {
      String code = String.valueOf(query.code().getAsInt());
      return " AND "
          + in(
              Column.REASON,
              ids(Column.REASON, known -> known.equals(code) || known.equals(IngestResult.OTHERS)));
    }
    List<String> excluded = query.excluded().stream().map(String::valueOf).toList();
    return " AND NOT " + in(Column.REASON, ids(Column.REASON, excluded::contains));
  }

  private static String in(Column column, List<Integer> ids) {
    return ids.isEmpty()
        ? "FALSE"
        : ids.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "(" + column.sql + " IN (", "))"));
  }

  private List<Integer> ids(Column column, Predicate<String> wanted) {
    List<Dictionary.Entry> entries = dictionaries.of(column).entries();
    return IntStream.range(0, entries.size())
        .filter(id -> wanted.test(entries.get(id).name()))
        .boxed()
        .toList();
  }
}
