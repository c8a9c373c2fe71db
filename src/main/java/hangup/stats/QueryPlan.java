package hangup.stats;

import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a question into SQL over the smallest rollup tables that can answer it: by the hour or more
 * where whole ones lie in the period, by the quarter and the minute for what is left at its ends.
 * Text from users never becomes part of the SQL: names are numbers by then.
 */
final class QueryPlan {
  private static final long QUARTER = Grain.QUARTER.minutes;
  private static final long LAST_MINUTE = Ingest.MAX_START_MS / 60_000;

  /** So many of the reasons' numbers are bits of one number. */
  private static final int BITS = 62;

  private final Dictionaries dictionaries;

  /** Where time buckets start, in epoch minutes; may lie outside of what can be counted. */
  private final long start;

  private final long from;
  private final long to;

  /** Whether there are rows that begin before {@link #start}. */
  private final boolean coarse;

  private final List<String> conditions = new ArrayList<>();
  private final EnumSet<Column> filtered = EnumSet.noneOf(Column.class);
  private final String notFailure;
  private final String networkEffective;
  private boolean nothing;

  /**
   * @param data what the tables hold
   */
  QueryPlan(Question question, Dictionaries dictionaries, DataState data) {
    this.dictionaries = dictionaries;
    this.start = Math.floorDiv(question.from().getEpochSecond(), 60);
    long fine = data.fineFrom().map(QueryPlan::minute).orElse(0L);
    long first = minute(question.from());
    long end = minute(question.to());
    this.coarse = first < fine && first % QUARTER != 0;
    this.from = coarse ? first - first % QUARTER : first;
    long newest = data.lastCall().map(QueryPlan::minute).orElse(LAST_MINUTE);
    if (end > newest) {
      // No row begins after it, so that those of the running hour and more count as a whole.
      this.to = up(end, Grain.DAYPART.minutes);
    } else {
      this.to = end < fine ? up(end, QUARTER) : end;
    }
    // Minutes that are kept by the quarter begin with it, which may be before the first call.
    long oldest = data.firstCall().map(QueryPlan::minute).orElse(0L);
    this.nothing = from > newest || to <= oldest - oldest % QUARTER;
    Filter filter = question.filter();
    filter.code().ifPresent(code -> where(Column.REASON, Integer.toString(code)));
    filter.customer().ifPresent(customer -> where(Column.CUSTOMER, customer));
    filter.source().ifPresent(source -> where(Column.SOURCE, source));
    filter.gateway().ifPresent(this::whereGateway);
    filter
        .endedBy()
        .ifPresent(
            direction -> {
              filtered.add(Column.ENDED_BY);
              conditions.add("ended_by = " + direction.code());
            });
    this.notFailure = isReason(question.classification().notFailure());
    this.networkEffective = isReason(question.classification().networkEffective());
  }

  /** Whether no call can match, so that nothing needs to be asked. */
  boolean isEmpty() {
    return nothing || from >= to;
  }

  /** Whether the rows of a breakdown add up to the total: none is left out. */
  static boolean isWhole(Breakdown breakdown) {
    return breakdown.by().contains(Dimension.TIME) || breakdown.limit() == Integer.MAX_VALUE;
  }

  /** Yields one row: the sums, in the order of {@link CallCounts}. */
  String total() {
    return "SELECT " + sums() + " FROM (" + rows(Set.of(), 0) + ")";
  }

  /**
   * Yields the keys, then the sums; in no order where all rows are wanted, but for those by time.
   */
  String of(Breakdown breakdown) {
    List<String> keys = new ArrayList<>();
    Set<Column> needed = EnumSet.noneOf(Column.class);
    long bucket = 0;
    for (Dimension dimension : breakdown.by()) {
      Optional<Column> column = Column.of(dimension);
      if (column.isPresent()) {
        needed.add(column.get());
        keys.add(column.get().sql);
      } else {
        bucket = breakdown.bucket().toMinutes();
        String minute = coarse ? "greatest(m, " + start + ")" : "m";
        keys.add("(" + minute + " - " + start + ") // " + bucket);
      }
    }
    String order = "";
    if (bucket > 0) {
      order = " ORDER BY " + (breakdown.by().get(0) == Dimension.TIME ? "1" : "2, 1");
    } else if (!isWhole(breakdown)) {
      order = " ORDER BY failures DESC, seizures DESC, 1 LIMIT " + breakdown.limit();
    }
    return "SELECT "
        + String.join(", ", keys)
        + ", "
        + sums()
        + " FROM ("
        + rows(needed, bucket)
        + ") GROUP BY "
        + (keys.size() == 1 ? "1" : "1, 2")
        + order;
  }

  /** Start of a time bucket in UTC epoch ms. */
  long bucketStartMs(Breakdown breakdown, long bucket) {
    return (start + bucket * breakdown.bucket().toMinutes()) * 60_000;
  }

  /** In the order of {@link CallCounts}; NULL, where there are no rows, is read as 0. */
  private String sums() {
    // Each sum is computed once, however often it is written: the fewer, the faster.
    return "sum(calls)::BIGINT AS seizures, sum(answers)::BIGINT, (sum(calls) - sum(answers) - "
        + unanswered(notFailure)
        + ")::BIGINT AS failures, (sum(answers) + "
        + unanswered(networkEffective)
        + ")::BIGINT, sum(talk_s)::BIGINT, sum(pdd_ms)::BIGINT, sum(pdd_calls)::BIGINT";
  }

  private static String unanswered(String condition) {
    return "sum(CASE WHEN " + condition + " THEN calls - answers ELSE 0 END)";
  }

  /**
   * The rows of the period, from the tables of both grains.
   *
   * @param bucket width of the time buckets in minutes; 0 without
   */
  private String rows(Set<Column> keys, long bucket) {
    List<String> parts = new ArrayList<>();
    cover(Grain.DAYPART, from, to, "", keys, bucket, parts);
    return String.join(" UNION ALL ", parts);
  }

  /**
   * Covers a span with the rows of one grain as far as whole rows lie in it and in one time bucket,
   * and with finer ones where not.
   */
  private void cover(
      Grain grain,
      long first,
      long end,
      String condition,
      Set<Column> keys,
      long bucket,
      List<String> parts) {
    if (first >= end) {
      return;
    }
    if (grain == Grain.MINUTE) {
      Slice minutes = Slice.coveringMinutes(needed(keys));
      parts.add(rows(keys, grain, minutes, first, end, condition));
      return;
    }
    Slice slice = Slice.covering(needed(keys));
    Grain finer = finer(grain);
    int width = grain.minutes;
    boolean aligned =
        bucket == 0 || (bucket % width == 0 && Math.floorMod(start, (long) width) == 0);
    long firstWhole = Math.floorDiv(first + width - 1, width) * width;
    long endWhole = Math.floorDiv(end, width) * width;
    if (!slice.has(grain) || firstWhole >= endWhole || (!aligned && bucket <= width)) {
      cover(finer, first, end, condition, keys, bucket, parts);
      return;
    }
    cover(finer, first, firstWhole, condition, keys, bucket, parts);
    String inOneBucket = aligned ? "" : sameBucket(width, bucket);
    parts.add(rows(keys, grain, slice, firstWhole, endWhole, and(condition, inOneBucket)));
    if (!aligned) {
      String rest = and(condition, "NOT (" + inOneBucket + ")");
      cover(finer, firstWhole, endWhole, rest, keys, bucket, parts);
    }
    cover(finer, endWhole, end, condition, keys, bucket, parts);
  }

  private static Grain finer(Grain grain) {
    return switch (grain) {
      case DAYPART -> Grain.HOUR;
      case HOUR -> Grain.QUARTER;
      case QUARTER, MINUTE -> Grain.MINUTE;
    };
  }

  private EnumSet<Column> needed(Set<Column> keys) {
    EnumSet<Column> needed = EnumSet.copyOf(filtered);
    needed.addAll(keys);
    return needed;
  }

  private String rows(
      Set<Column> keys, Grain grain, Slice slice, long first, long end, String condition) {
    EnumSet<Column> selected = EnumSet.of(Column.REASON);
    selected.addAll(keys);
    List<String> where = new ArrayList<>();
    where.add("t >= " + first / grain.minutes);
    where.add("t < " + end / grain.minutes);
    where.addAll(conditions);
    String from = slice.table(grain) + " WHERE " + String.join(" AND ", where);
    String select =
        "SELECT t * "
            + grain.minutes
            + " AS m, "
            + selected.stream().map(column -> column.sql).collect(Collectors.joining(", "))
            + ", calls, answers, talk_s, pdd_ms, pdd_calls FROM ";
    return condition.isEmpty()
        ? select + from
        : "SELECT * FROM (" + select + from + ") WHERE " + condition;
  }

  /** Whether the whole part of the day in which minute {@code m} lies is in one time bucket. */
  private String sameBucket(int width, long bucket) {
    String first = "m // " + width + " * " + width;
    return "("
        + first
        + " - "
        + start
        + ") // "
        + bucket
        + " = ("
        + first
        + " + "
        + (width - 1)
        + " - "
        + start
        + ") // "
        + bucket;
  }

  private static String and(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + " AND " + other;
  }

  private void where(Column column, String name) {
    List<Integer> ids = dictionaries.of(column).matching(name);
    filtered.add(column);
    conditions.add(isOneOf(column, ids));
    nothing |= ids.isEmpty();
  }

  /** A name that is a gateway of one side only needs that side's column only. */
  private void whereGateway(String name) {
    List<Integer> mapping = dictionaries.of(Column.MAPPING).matching(name);
    List<Integer> routing = dictionaries.of(Column.ROUTING).matching(name);
    if (routing.isEmpty()) {
      where(Column.MAPPING, name);
    } else if (mapping.isEmpty()) {
      where(Column.ROUTING, name);
    } else {
      filtered.add(Column.MAPPING);
      filtered.add(Column.ROUTING);
      conditions.add(
          "(" + isOneOf(Column.MAPPING, mapping) + " OR " + isOneOf(Column.ROUTING, routing) + ")");
    }
  }

  /** As bits, where that is possible: looking through a list takes a third of a question's time. */
  private String isReason(Collection<Integer> codes) {
    Dictionary reasons = dictionaries.of(Column.REASON);
    List<Integer> ids =
        codes.stream()
            .flatMap(code -> reasons.matching(Integer.toString(code)).stream())
            .sorted()
            .toList();
    long bits =
        ids.stream().filter(id -> id < BITS).mapToLong(id -> 1L << id).reduce(0, (a, b) -> a | b);
    List<Integer> others = ids.stream().filter(id -> id >= BITS).toList();
    String isBit = "((" + bits + "::BIGINT >> reason) & 1) = 1";
    return others.isEmpty() ? isBit : "(" + isBit + " OR " + isOneOf(Column.REASON, others) + ")";
  }

  private static String isOneOf(Column column, List<Integer> ids) {
    return ids.isEmpty()
        ? "FALSE"
        : column.sql
            + " IN ("
            + ids.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")";
  }

  private static long up(long minute, long width) {
    return Math.floorDiv(minute + width - 1, width) * width;
  }

  private static long minute(Instant at) {
    return Math.max(0, Math.min(LAST_MINUTE, Math.floorDiv(at.getEpochSecond(), 60)));
  }
}
