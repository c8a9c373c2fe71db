package hangup.report;

import hangup.stats.Filter;
import java.time.Instant;

/** Calls over time, in buckets fine enough to say when something began. */
interface Histogram {

  /** The failures that fit a filter, for each bucket. */
  long[] failures(Filter filter);

  /** All calls of the question, for each bucket. */
  long[] calls();

  /** When a bucket begins; also the end of the one before. */
  Instant start(int bucket);
}
