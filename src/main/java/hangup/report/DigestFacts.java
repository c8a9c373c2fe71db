package hangup.report;

import hangup.catalog.Catalog;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Row;
import hangup.stats.Filter;
import hangup.stats.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a digest is made of.
 *
 * @param now rows by reason, routing gateway, customer, reason and customer, reason and mapping
 *     gateway, reason and routing gateway
 * @param weekBefore the same hours a week before, where that says something
 */
record DigestFacts(
    Period period,
    Filter filter,
    Answer now,
    Compared dayBefore,
    Optional<Compared> weekBefore,
    Catalog catalog,
    Labels labels) {

  /**
   * A period to compare with.
   *
   * @param label such as {@code day before}
   * @param answer rows by reason and by routing gateway
   */
  record Compared(String label, Answer answer) {

    CallCounts total() {
      return answer.total();
    }

    boolean has(int breakdown, String key) {
      return answer.rows().get(breakdown).stream().anyMatch(row -> row.key().equals(key));
    }

    CallCounts reason(String key) {
      return counts(answer.rows().get(0), key);
    }
  }

  CallCounts total() {
    return now.total();
  }

  /** What there is to compare with: periods with calls. */
  List<Compared> compared() {
    List<Compared> all = new ArrayList<>();
    all.add(dayBefore);
    weekBefore.ifPresent(all::add);
    all.removeIf(one -> one.total().seizures() == 0);
    return all;
  }

  List<Row> reasons() {
    return now.rows().get(0);
  }

  List<Row> gateways() {
    return now.rows().get(1);
  }

  List<Row> customers() {
    return now.rows().get(2);
  }

  /** Of a breakdown by two dimensions, the rows of one first key. */
  List<Row> pairs(int breakdown, String first) {
    return now.rows().get(breakdown).stream().filter(row -> row.key().equals(first)).toList();
  }

  /** The reason with the most failures of a gateway or customer. */
  Optional<String> mainReason(int breakdown, String second) {
    return now.rows().get(breakdown).stream()
        .filter(row -> row.keys().get(1).equals(second) && row.counts().failures() > 0)
        .map(Row::key)
        .findFirst();
  }

  CallCounts reason(String key) {
    return counts(reasons(), key);
  }

  private static CallCounts counts(List<Row> rows, String key) {
    for (Row row : rows) {
      if (row.key().equals(key)) {
        return row.counts();
      }
    }
    return CallCounts.NONE;
  }
}
