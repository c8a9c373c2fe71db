package hangup.report;

import hangup.stats.CallCounts;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Row;
import hangup.stats.Dimension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The counts a summary is made of: of the period, and of the comparable one before.
 *
 * @param reasons by {@link Dimension#REASON}, as all rows those with the most failures first
 * @param reasonGateways by reason and routing gateway
 * @param reasonCustomers by reason and customer
 * @param buckets by time and reason
 * @param gatewayBuckets by time and routing gateway
 * @param bucketsBefore by time, of the period before
 */
record Evidence(
    CallCounts total,
    CallCounts totalBefore,
    List<Row> reasons,
    List<Row> reasonsBefore,
    List<Row> gateways,
    List<Row> gatewaysBefore,
    List<Row> mappingGateways,
    List<Row> customers,
    List<Row> customersBefore,
    List<Row> reasonGateways,
    List<Row> reasonCustomers,
    List<Row> buckets,
    List<Row> gatewayBuckets,
    List<Row> bucketsBefore,
    DataState state) {

  /** Rows of names that are read; more than any list shows, so that what is rare is not missed. */
  static final int NAMES = 200;

  private static final int PAIRS = 1000;
  private static final int CODES = 1000;

  static List<Breakdown> breakdowns(Duration bucket) {
    return List.of(
        Breakdown.by(Dimension.REASON, CODES),
        Breakdown.by(Dimension.ROUTING_GATEWAY, NAMES),
        Breakdown.by(Dimension.MAPPING_GATEWAY, NAMES),
        Breakdown.by(Dimension.CUSTOMER, NAMES),
        Breakdown.by(Dimension.REASON, Dimension.ROUTING_GATEWAY, PAIRS),
        Breakdown.by(Dimension.REASON, Dimension.CUSTOMER, PAIRS),
        Breakdown.overTime(bucket, Dimension.REASON),
        Breakdown.overTime(bucket, Dimension.ROUTING_GATEWAY));
  }

  static List<Breakdown> breakdownsBefore(Duration bucket) {
    return List.of(
        Breakdown.by(Dimension.REASON, CODES),
        Breakdown.by(Dimension.ROUTING_GATEWAY, NAMES),
        Breakdown.by(Dimension.CUSTOMER, NAMES),
        Breakdown.overTime(bucket));
  }

  static Evidence of(Answer now, Answer before) {
    List<List<Row>> rows = now.rows();
    List<List<Row>> past = before.rows();
    return new Evidence(
        now.total(),
        before.total(),
        rows.get(0),
        past.get(0),
        rows.get(1),
        past.get(1),
        rows.get(2),
        rows.get(3),
        past.get(2),
        rows.get(4),
        rows.get(5),
        rows.get(6),
        rows.get(7),
        past.get(3),
        now.state());
  }

  /** No calls at all. */
  static Evidence none(DataState state) {
    List<Row> rows = List.of();
    return new Evidence(
        CallCounts.NONE,
        CallCounts.NONE,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        rows,
        state);
  }

  /** Whether there is anything to compare with. */
  boolean comparable() {
    return totalBefore.seizures() > 0;
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
  Map<String, Map<Long, CallCounts>> gatewaysOverTime() {
    Map<String, Map<Long, CallCounts>> all = new HashMap<>();
    for (Row row : gatewayBuckets) {
      all.computeIfAbsent(row.keys().get(1), name -> new LinkedHashMap<>())
          .put(Long.parseLong(row.key()), row.counts());
    }
    return all;
  }
}
