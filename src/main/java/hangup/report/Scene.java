package hangup.report;

import hangup.catalog.Catalog;
import java.util.List;

/** All that findings are made of. */
record Scene(
    SummaryQuestion question,
    Evidence evidence,
    Catalog catalog,
    Labels labels,
    List<Incident> incidents) {

  /** Whether there were at most about as many before. */
  boolean isAsUsual(long calls, long before) {
    return evidence.comparable() && calls <= before * Thresholds.STEADY;
  }
}
