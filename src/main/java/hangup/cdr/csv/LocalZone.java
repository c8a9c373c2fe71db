package hangup.cdr.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns local times into UTC. In the hour that comes twice when the clocks go back, and in the one
 * that is left out when they go forward, the offset before the change holds.
 */
final class LocalZone {
  private final ZoneId zone;
  private final ZoneRules rules;
  private long sureFrom = Long.MAX_VALUE;
  private long sureTo = Long.MIN_VALUE;
  private int sureOffset;
  private boolean ambiguous;
  private int laterBy;

  LocalZone(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  ZoneId zone() {
    return zone;
  }

  /**
   * UTC epoch seconds.
   *
   * @param local seconds since 1970-01-01 00:00 by the local clock
   */
  long toUtc(long local) {
    ambiguous = false;
    laterBy = 0;
    if (local < sureFrom || local >= sureTo) {
      learn(local);
    }
    return local - sureOffset;
  }

  /** Whether the last local time came twice or not at all. */
  boolean wasAmbiguous() {
    return ambiguous;
  }

  /** For a time that came twice: how many seconds later the second one is; else 0. */
  int laterBy() {
    return laterBy;
  }

  private void learn(long local) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
    ZoneOffset offset = rules.getOffset(time);
    sureOffset = offset.getTotalSeconds();
    ZoneOffsetTransition here = rules.getTransition(time);
    if (here != null) {
      ambiguous = true;
      laterBy = here.isOverlap() ? (int) -here.getDuration().toSeconds() : 0;
      sureOffset = here.getOffsetBefore().getTotalSeconds();
      sureFrom = Long.MAX_VALUE;
      sureTo = Long.MIN_VALUE;
      return;
    }
    Instant instant = time.toInstant(offset);
    ZoneOffsetTransition last = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    sureFrom = last == null ? Long.MIN_VALUE : end(last);
    sureTo = next == null ? Long.MAX_VALUE : start(next);
  }

  /** The first local second after the doubtful ones. */
  private static long end(ZoneOffsetTransition transition) {
    return Math.max(
        transition.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC),
        transition.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC));
  }

  /** The first doubtful local second. */
  private static long start(ZoneOffsetTransition transition) {
    return Math.min(
        transition.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC),
        transition.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC));
  }
}
