package hangup.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A gateway that was down for an hour.
 *
 * @param gateway its name
 * @param from first moment, inclusive, whole minutes
 * @param to end, exclusive
 */
public record Incident(String gateway, Instant from, Instant to) {
  private static final Duration LENGTH = Duration.ofHours(1);
  private static final LocalTime IN_THE_EVENING = LocalTime.of(19, 0);

  /**
   * The incident to show at a moment: it ended about an hour before; early in the day it began at
   * midnight; and before that hour is over it was yesterday evening, so that it is never cut by
   * midnight.
   */
  static Incident before(Instant now, ZoneId zone, String gateway) {
    ZonedDateTime midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone);
    Instant today = midnight.toInstant();
    long fiveMinutes = 300;
    Instant end =
        Instant.ofEpochSecond(
            Math.floorDiv(now.getEpochSecond() - LENGTH.toSeconds(), fiveMinutes) * fiveMinutes);
    Instant from = end.minus(LENGTH);
    if (from.isBefore(today)) {
      boolean over = !now.isBefore(today.plus(LENGTH).plusSeconds(fiveMinutes));
      from =
          over
              ? today
              : midnight.toLocalDate().minusDays(1).atTime(IN_THE_EVENING).atZone(zone).toInstant();
    }
    return new Incident(gateway, from, from.plus(LENGTH));
  }

  boolean covers(long epochMillis) {
    return epochMillis >= from.toEpochMilli() && epochMillis < to.toEpochMilli();
  }
}
