package hangup.stats;

import java.time.Duration;

/**
 * How long the store keeps what.
 *
 * @param calls counts of calls that started longer ago are dropped, by the UTC day
 * @param minutes calls that started longer ago are kept by the quarter of an hour only, since in
 *     every time zone days and hours begin with one
 * @param ids so long after a day is over, and after the last call was added to it, the ids of its
 *     calls are forgotten; no call can be added to it after that, as nobody could tell whether it
 *     counts already
 */
public record Retention(Duration calls, Duration minutes, Duration ids) {

  /** 400 days, 35 days and 7 days. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(400), Duration.ofDays(35), Duration.ofDays(7));

  /**
   * @throws IllegalArgumentException if calls would be dropped before they are compacted, or
   *     forgotten while they may come again
   */
  public Retention {
    if (calls.compareTo(minutes) < 0
        || minutes.compareTo(Duration.ofDays(1)) < 0
        || ids.compareTo(Duration.ofDays(3)) < 0) {
      throw new IllegalArgumentException("these times make no sense");
    }
  }
}
