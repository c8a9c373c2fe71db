package hangup.report;

import hangup.stats.CallCounts;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Row;
import hangup.stats.Dimension;
import hangup.stats.Period;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The counts a summary is made of: of the period, and of the comparable one before. Rows have those
 * with the most failures first, those by time the oldest.
 *
 * @param reasonGateways by reason and routing gateway
 * @param reasonCustomers by reason and customer; of these only the first
 * @param buckets by time and reason
 * @param gatewayBuckets by time and routing gateway
 * @param bucketsBefore by time, of the period before
 * @param traffic by time, all calls that the buckets are to be measured against
 * @param comparable whether there is a period before to compare with
 */
record Evidence(
    CallCounts total,
    CallCounts totalBefore,
    List<Row> reasons,
    List<Row> reasonsBefore,
    List<Row> gateways,
    List<Row> gatewaysBefore,
    List<Row> customers,
    List<Row> customersBefore,
    List<Row> reasonGateways,
    List<Row> reasonCustomers,
    List<Row> buckets,
    List<Row> gatewayBuckets,
    List<Row> bucketsBefore,
    List<Row> traffic,
    boolean comparable,
    DataState state) {

  /** Rows of customers that are read. */
  static final int CUSTOMERS = 200;

  private static final int PAIRS = 1000;
  private static final int ALL = Integer.MAX_VALUE;

  /**
   * What is asked of the period. Each breakdown costs a query: what can be summed up is not asked.
   */
  static List<Breakdown> breakdowns(Duration fine) {
    return List.of(
        Breakdown.overTime(fine, Dimension.REASON),
        Breakdown.overTime(fine, Dimension.ROUTING_GATEWAY),
        Breakdown.by(Dimension.CUSTOMER, CUSTOMERS),
        Breakdown.by(Dimension.REASON, Dimension.ROUTING_GATEWAY, ALL),
        Breakdown.by(Dimension.REASON, Dimension.CUSTOMER, PAIRS));
  }

  /** What is asked of the period before. */
  static List<Breakdown> breakdownsBefore(Duration bucket) {
    return List.of(
        Breakdown.by(Dimension.REASON, Dimension.ROUTING_GATEWAY, ALL),
        Breakdown.by(Dimension.CUSTOMER, CUSTOMERS),
        Breakdown.overTime(bucket));
  }

  /**
   * Sorts out the answers.
   *
   * @param traffic by time; empty where the period's own calls are the traffic
   */
  static Evidence of(Period period, Answer now, Answer before, Optional<List<Row>> traffic) {
    List<List<Row>> rows = now.rows();
    List<List<Row>> past = before.rows();
    return new Evidence(
        now.total(),
        before.total(),
        sums(rows.get(0), 1),
        sums(past.get(0), 0),
        sums(rows.get(1), 1),
        sums(past.get(0), 1),
        rows.get(2),
        past.get(1),
        rows.get(3),
        rows.get(4),
        rows.get(0),
        rows.get(1),
        past.get(2),
        traffic.orElse(rows.get(0)),
        before.total().seizures() > 0
            && Freshness.covers(now.state(), period.beforeFrom(), period.beforeTo()),
        now.state());
  }

  /** No calls at all. */
  static Evidence none(DataState state) {
    List<Row> no = List.of();
    return new Evidence(
        CallCounts.NONE,
        CallCounts.NONE,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        false,
        state);
  }

  static CallCounts counts(List<Row> rows, String key) {
    for (Row row : rows) {
      if (row.key().equals(key)) {
        return row.counts();
      }
    }
    return CallCounts.NONE;
  }

  /** Of rows by a pair, those with this first key, by their second key. */
  static List<Row> seconds(List<Row> pairs, String first) {
    List<Row> found = new ArrayList<>();
    for (Row row : pairs) {
      if (row.key().equals(first)) {
        found.add(new Row(List.of(row.keys().get(1)), row.counts()));
      }
    }
    return found;
  }

  /** Of rows by a pair, the first key that has the most failures with this second key. */
  static Optional<String> mainFirst(List<Row> pairs, String second) {
    for (Row row : pairs) {
      if (row.keys().get(1).equals(second)) {
        return row.counts().failures() > 0 ? Optional.of(row.key()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** For each gateway its calls in each time bucket, by the bucket's start in epoch ms. */
  Map<String, TreeMap<Long, CallCounts>> gatewaysOverTime() {
    Map<String, TreeMap<Long, CallCounts>> all = new HashMap<>();
    for (Row row : gatewayBuckets) {
      all.computeIfAbsent(row.keys().get(1), name -> new TreeMap<>())
          .put(Long.parseLong(row.key()), row.counts());
    }
    return all;
  }

  /** Sums rows by one of their keys. */
  private static List<Row> sums(List<Row> rows, int key) {
    Map<String, CallCounts> sums = new HashMap<>();
    for (Row row : rows) {
      sums.merge(row.keys().get(key), row.counts(), CallCounts::plus);
    }
    List<Row> sorted = new ArrayList<>(sums.size());
    sums.forEach((name, counts) -> sorted.add(new Row(List.of(name), counts)));
    sorted.sort(
        Comparator.comparingLong((Row row) -> -row.counts().failures())
            .thenComparingLong(row -> -row.counts().seizures())
            .thenComparing(Row::key));
    return sorted;
  }
}
