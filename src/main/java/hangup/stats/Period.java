package hangup.stats;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A span of time that a question is about, and the comparable one before it.
 *
 * @param from first moment, inclusive, whole minutes
 * @param to end, exclusive, whole minutes
 * @param beforeFrom start of the comparable period before, for example the same hours yesterday
 * @param beforeTo its end, exclusive
 * @param zone the zone in which it was meant and is shown
 * @param label in words, for example {@code today until 14:05} or {@code 2026-11-01}
 * @param beforeLabel the comparable period in words, for example {@code yesterday until 14:05}
 * @param command how the period is typed, for example {@code today} or {@code last 15m}
 */
public record Period(
    Instant from,
    Instant to,
    Instant beforeFrom,
    Instant beforeTo,
    ZoneId zone,
    String label,
    String beforeLabel,
    String command) {

  /**
   * @throws IllegalArgumentException if a span is empty or reversed, or not in whole minutes
   */
  public Period {
    requireWholeMinutes(from, to);
    requireWholeMinutes(beforeFrom, beforeTo);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  private static void requireWholeMinutes(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("empty or reversed period: " + from + " to " + to);
    }
    if (from.getEpochSecond() % 60 != 0
        || to.getEpochSecond() % 60 != 0
        || from.getNano() != 0
        || to.getNano() != 0) {
      throw new IllegalArgumentException("not in whole minutes: " + from + " to " + to);
    }
  }
}
