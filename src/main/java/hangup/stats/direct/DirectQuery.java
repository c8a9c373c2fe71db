package hangup.stats.direct;

import hangup.cdr.EndDirection;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.MappedCalls.Sql;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.Ingest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question as one SELECT, so that its total and all of its breakdowns are of the same moment and
 * the calls are read once: each breakdown is a grouping set.
 */
final class DirectQuery {
  private final Question question;
  private final MappedCalls calls;
  private final Engine engine;
  private final Map<String, String> renamed;
  private final long fromMs;
  private final long toMs;
  private final int cap;

  /** What calls are grouped by in all breakdowns, by the name of its column. */
  private final Map<String, String> keys = new LinkedHashMap<>();

  /** The columns of each breakdown, in its order. */
  private final List<List<String>> sets = new ArrayList<>();

  /**
   * @param renamed end reasons that are another key than the text that the source gives
   * @param cap no breakdown may have more rows
   */
  DirectQuery(Question question, MappedCalls calls, Map<String, String> renamed, int cap) {
    this.question = question;
    this.calls = calls;
    this.engine = calls.engine();
    this.renamed = renamed;
    this.cap = cap;
    this.fromMs = clamp(question.from());
    this.toMs = clamp(question.to());
    for (Breakdown breakdown : question.breakdowns()) {
      sets.add(breakdown.by().stream().map(dimension -> key(dimension, breakdown)).toList());
    }
  }

  static long clamp(Instant at) {
    long seconds = Math.max(0, Math.min(Ingest.MAX_START_MS / 1000, at.getEpochSecond()));
    return seconds * 1000;
  }

  /** Whether no call can match, so that nothing needs to be asked. */
  boolean isEmpty() {
    return fromMs >= toMs
        || question
            .filter()
            .source()
            .filter(name -> !name.equalsIgnoreCase(calls.name()))
            .isPresent();
  }

  private String key(Dimension dimension, Breakdown breakdown) {
    String column =
        switch (dimension) {
          case REASON -> "k_reason";
          case ROUTING_GATEWAY -> "k_out";
          case MAPPING_GATEWAY -> "k_in";
          case CUSTOMER -> "k_customer";
          case ENDED_BY -> "k_ended";
          case TIME -> "k_time_" + breakdown.bucket().toMinutes();
        };
    keys.put(column, expression(dimension, breakdown));
    return column;
  }

  private String expression(Dimension dimension, Breakdown breakdown) {
    return switch (dimension) {
      case REASON -> "q.q_reason";
      case ROUTING_GATEWAY -> "q.c_out";
      case MAPPING_GATEWAY -> "q.c_in";
      case CUSTOMER -> "q.c_customer";
      case ENDED_BY -> "q.c_ended";
      case TIME ->
          engine.times(
              "q.c_start - " + question.from().toEpochMilli(), breakdown.bucket().toMillis());
    };
  }

  // --- the SELECT, from the inside out ---

  Sql sql() {
    List<String> parameters = new ArrayList<>();
    String grouped = grouped(parameters);
    if (limits().isEmpty()) {
      return new Sql(grouped, parameters);
    }
    String ordered =
        "SELECT a.*, row_number() OVER (PARTITION BY a.g ORDER BY a.n_failures DESC, a.n_seizures"
            + " DESC, "
            + keys.keySet().stream().map(key -> "a." + key).collect(Collectors.joining(", "))
            + ") AS place FROM ("
            + grouped
            + ") a";
    String allowed =
        limits().entrySet().stream()
            .map(limit -> " WHEN " + limit.getKey() + " THEN " + limit.getValue())
            .collect(Collectors.joining("", "CASE b.g", " ELSE " + (cap + 1) + " END"));
    return new Sql("SELECT * FROM (" + ordered + ") b WHERE b.place <= " + allowed, parameters);
  }

  /** The most rows of a grouping set, where that is less than the cap. */
  private Map<Long, Integer> limits() {
    Map<Long, Integer> limits = new LinkedHashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      limits.merge(mark(sets.get(i)), limit(question.breakdowns().get(i)), Math::max);
    }
    limits.values().removeIf(limit -> limit > cap);
    return limits;
  }

  private int limit(Breakdown breakdown) {
    return breakdown.by().contains(Dimension.TIME) ? cap + 1 : Math.min(cap + 1, breakdown.limit());
  }

  /** What GROUPING gives for a set: a bit for each column that is not in it, the first highest. */
  private long mark(List<String> set) {
    long mark = 0;
    for (String key : keys.keySet()) {
      mark = mark * 2 + (set.contains(key) ? 0 : 1);
    }
    return mark;
  }

  private String grouped(List<String> parameters) {
    String columns = String.join(", ", keys.keySet());
    Set<String> distinct = new LinkedHashSet<>();
    sets.forEach(
        set ->
            distinct.add(
                "("
                    + keys.keySet().stream().filter(set::contains).collect(Collectors.joining(", "))
                    + ")"));
    return "SELECT "
        + (keys.isEmpty() ? "" : "GROUPING(" + columns + ") AS g, " + columns + ", ")
        + "count(*) AS n_seizures, sum(k_answered) AS n_answers, sum(k_failed) AS n_failures,"
        + " sum(k_effective) AS n_effective, sum(k_talk) AS n_talk, sum(k_pdd) AS n_pdd,"
        + " sum(k_pdd_known) AS n_pdd_calls FROM ("
        + flagged(parameters)
        + ") c"
        + (keys.isEmpty()
            ? ""
            : " GROUP BY GROUPING SETS ((), " + String.join(", ", distinct) + ")");
  }

  private String flagged(List<String> parameters) {
    String named = named(parameters);
    return "SELECT "
        + keys.entrySet().stream()
            .map(key -> key.getValue() + " AS " + key.getKey() + ", ")
            .collect(Collectors.joining())
        + "CASE WHEN q.c_talk > 0 THEN 1 ELSE 0 END AS k_answered, CASE WHEN q.c_talk > 0 OR "
        + isOneOf(question.classification().notFailure())
        + " THEN 0 ELSE 1 END AS k_failed, CASE WHEN q.c_talk > 0 OR "
        + isOneOf(question.classification().networkEffective())
        + " THEN 1 ELSE 0 END AS k_effective, q.c_talk AS k_talk,"
        + " CASE WHEN q.c_pdd >= 0 THEN q.c_pdd ELSE 0 END AS k_pdd,"
        + " CASE WHEN q.c_pdd >= 0 THEN 1 ELSE 0 END AS k_pdd_known FROM ("
        + named
        + ") q"
        + where(parameters);
  }

  private String named(List<String> parameters) {
    String key = "s.c_reason";
    if (!renamed.isEmpty()) {
      StringBuilder text = new StringBuilder("CASE s.c_reason");
      renamed.forEach(
          (given, wanted) -> {
            text.append(" WHEN ? THEN ?");
            parameters.add(given);
            parameters.add(wanted);
          });
      key = text.append(" ELSE s.c_reason END").toString();
    }
    return "SELECT s.*, " + key + " AS q_reason FROM (" + calls.calls(fromMs, toMs) + ") s";
  }

  private static String isOneOf(Set<Integer> codes) {
    return codes.isEmpty()
        ? "1 = 0"
        : codes.stream()
            .sorted()
            .map(code -> "'" + code + "'")
            .collect(Collectors.joining(", ", "q.q_reason IN (", ")"));
  }

  private String where(List<String> parameters) {
    Filter filter = question.filter();
    List<String> conditions = new ArrayList<>();
    filter.code().ifPresent(code -> conditions.add("q.q_reason = '" + code + "'"));
    filter
        .gateway()
        .ifPresent(
            name ->
                conditions.add(
                    "("
                        + isCalled("q.c_in", name, parameters)
                        + " OR "
                        + isCalled("q.c_out", name, parameters)
                        + ")"));
    filter
        .customer()
        .ifPresent(
            name ->
                conditions.add(
                    "("
                        + isCalled("q.c_customer", name, parameters)
                        + " OR "
                        + isCalled("q.c_name", name, parameters)
                        + ")"));
    filter.endedBy().ifPresent(ended -> conditions.add("q.c_ended = '" + ended.code() + "'"));
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private String isCalled(String column, String name, List<String> parameters) {
    parameters.add(name);
    parameters.add(name.toLowerCase(Locale.ROOT));
    return column + " = ? OR " + engine.lower(column) + " = ?";
  }

  // --- the result ---

  /** A row of the result: which breakdown's, its keys by column, and its sums. */
  record Found(long mark, Map<String, String> keys, CallCounts counts) {}

  /** In the order of the SELECT's columns. */
  Found found(ResultSet row) throws SQLException {
    int next = 1;
    long mark = 0;
    Map<String, String> values = new LinkedHashMap<>();
    if (!keys.isEmpty()) {
      mark = row.getLong(next++);
      for (String key : keys.keySet()) {
        @Nullable String value = row.getString(next++);
        values.put(key, value == null ? "" : value);
      }
    }
    CallCounts counts =
        new CallCounts(
            row.getLong(next),
            row.getLong(next + 1),
            row.getLong(next + 2),
            row.getLong(next + 3),
            row.getLong(next + 4),
            row.getLong(next + 5),
            row.getLong(next + 6));
    return new Found(mark, values, counts);
  }

  CallCounts total(List<Found> found) {
    long all = mark(List.of());
    return found.stream()
        .filter(row -> row.mark() == all)
        .map(Found::counts)
        .findFirst()
        .orElse(CallCounts.NONE);
  }

  /** The rows of each breakdown, in the question's order. */
  List<List<Row>> rows(List<Found> found) {
    List<List<Row>> answers = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      answers.add(rows(found, question.breakdowns().get(i), sets.get(i)));
    }
    return answers;
  }

  private List<Row> rows(List<Found> found, Breakdown breakdown, List<String> set) {
    long mark = mark(set);
    List<Row> rows = new ArrayList<>();
    for (Found one : found) {
      if (one.mark() == mark) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
          words.add(
              word(breakdown.by().get(i), one.keys().getOrDefault(set.get(i), ""), breakdown));
        }
        rows.add(new Row(words, one.counts()));
      }
    }
    int time = breakdown.by().indexOf(Dimension.TIME);
    rows.sort(time < 0 ? WORST_FIRST : oldestFirst(time));
    return time < 0 ? rows.subList(0, Math.min(rows.size(), breakdown.limit())) : rows;
  }

  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparingLong((Row row) -> -row.counts().failures())
          .thenComparingLong(row -> -row.counts().seizures())
          .thenComparing(row -> String.join("\0", row.keys()));

  private static Comparator<Row> oldestFirst(int time) {
    return Comparator.comparingLong((Row row) -> Long.parseLong(row.keys().get(time)))
        .thenComparing(row -> String.join("\0", row.keys()));
  }

  private String word(Dimension dimension, String key, Breakdown breakdown) {
    return switch (dimension) {
      case TIME ->
          Long.toString(
              question.from().toEpochMilli() + Long.parseLong(key) * breakdown.bucket().toMillis());
      case ENDED_BY -> EndDirection.of(Integer.parseInt(key)).word();
      case REASON, ROUTING_GATEWAY, MAPPING_GATEWAY, CUSTOMER -> key;
    };
  }
}
