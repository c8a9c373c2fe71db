package hangup.config;

import java.time.Duration;

/**
 * How long the statistics keep what.
 *
 * @param keep counts of older calls are dropped
 * @param minutes older calls are kept by the quarter of an hour
 * @param ids so long after a day no call can be added to it any more
 */
public record StatsSettings(Duration keep, Duration minutes, Duration ids) {

  static StatsSettings read(Values values) {
    Duration keep =
        values.duration("keep", Duration.ofDays(400), Duration.ofDays(10), Duration.ofDays(3660));
    Duration minutes =
        values.duration("minutes", Duration.ofDays(35), Duration.ofDays(9), Duration.ofDays(3660));
    return new StatsSettings(
        keep,
        minutes.compareTo(keep) > 0 ? keep : minutes,
        values.duration("ids", Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(366)));
  }
}
