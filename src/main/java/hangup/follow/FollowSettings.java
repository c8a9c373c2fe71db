package hangup.follow;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How a source is followed.
 *
 * @param backfill how far back CDRs are read on the first start
 * @param window how much later than calls that ended at the same time a row may appear to be seen
 *     within seconds; rows that appear up to {@link #CHECKED} later are found within one hour and a
 *     half
 * @param skew how far the source's clock may be ahead of this one's; rows that are dated further
 *     ahead are read when their time has come
 * @param poll pause between two looks for new rows
 * @param pause pause between two reads when there is more to read
 * @param batch rows of one read
 * @param commitRows about how many rows are added to the statistics at once
 * @param zone the zone whose days are read newest first
 */
public record FollowSettings(
    Duration backfill,
    Duration window,
    Duration skew,
    Duration poll,
    Duration pause,
    int batch,
    int commitRows,
    ZoneId zone) {

  /**
   * Of so long back the hours are counted again and again, to find rows that came late; as long as
   * days stay open for calls that come later, if nothing else is set.
   */
  public static final Duration CHECKED = Duration.ofDays(7);

  /**
   * @throws IllegalArgumentException if a value makes no sense
   */
  public FollowSettings {
    if (backfill.isNegative()
        || window.compareTo(Duration.ofSeconds(10)) < 0
        || window.compareTo(Duration.ofHours(24)) > 0
        || skew.isNegative()
        || poll.isNegative()
        || poll.isZero()
        || pause.isNegative()
        || batch < 1
        || commitRows < 1) {
      throw new IllegalArgumentException("these settings make no sense");
    }
  }

  /** The defaults: 30 days back, rows up to 5 minutes out of order. */
  public static FollowSettings defaults(ZoneId zone) {
    return new FollowSettings(
        Duration.ofDays(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(2),
        Duration.ofMillis(20),
        20_000,
        400_000,
        zone);
  }

  public FollowSettings withBackfill(Duration value) {
    return new FollowSettings(value, window, skew, poll, pause, batch, commitRows, zone);
  }

  public FollowSettings withWindow(Duration value) {
    return new FollowSettings(backfill, value, skew, poll, pause, batch, commitRows, zone);
  }

  public FollowSettings withPoll(Duration value) {
    return new FollowSettings(backfill, window, skew, value, pause, batch, commitRows, zone);
  }

  public FollowSettings withPause(Duration value) {
    return new FollowSettings(backfill, window, skew, poll, value, batch, commitRows, zone);
  }

  public FollowSettings withBatch(int rows, int commit) {
    return new FollowSettings(backfill, window, skew, poll, pause, rows, commit, zone);
  }
}
