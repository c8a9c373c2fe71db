package hangup.report;

import hangup.stats.CallStats.Answer;
import java.time.Duration;
import java.time.Instant;

/** Looks closer at the calls with one reason in a part of the period. */
interface Magnifier {

  /**
   * Counts.
   *
   * @param key the reason
   * @param bucket whole minutes
   * @return rows by time, by routing gateway and by customer
   */
  Answer look(String key, Instant from, Instant to, Duration bucket);
}
