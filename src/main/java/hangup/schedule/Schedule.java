package hangup.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Local times at which something is due, the same on both sides of a change of clocks. A time that
 * the clocks skip is due at the moment they skip it, a time that occurs twice at its first
 * occurrence: so each time is due once a day. A day that a zone leaves out has none.
 *
 * @param days the days of the week
 * @param at the first time of the day, in whole minutes
 * @param everyHours also due every so many hours after {@code at}, within the same 24 hours: 1, 2,
 *     3, 4, 6, 8 or 12; 24 for once a day
 */
public record Schedule(Set<DayOfWeek> days, LocalTime at, int everyHours) {

  /** What {@code everyHours} can be. */
  public static final List<Integer> HOURS = List.of(1, 2, 3, 4, 6, 8, 12, 24);

  private static final int FURTHEST_DAYS = 9;

  /**
   * @throws IllegalArgumentException if no day is given, the time is not in whole minutes, or the
   *     hours are not one of {@link #HOURS}
   */
  public Schedule {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("no day");
    }
    if (at.getSecond() != 0 || at.getNano() != 0) {
      throw new IllegalArgumentException("not in whole minutes: " + at);
    }
    if (!HOURS.contains(everyHours)) {
      throw new IllegalArgumentException("every " + everyHours + " hours");
    }
    days = java.util.Collections.unmodifiableSet(new TreeSet<>(days));
  }

  /** Every day. */
  public static Schedule daily(LocalTime at) {
    return new Schedule(Set.of(DayOfWeek.values()), at, 24);
  }

  /** The first moment it is due after the one given. */
  public Instant next(Instant after, ZoneId zone) {
    LocalDate day = after.atZone(zone).toLocalDate().minusDays(1);
    for (int i = 0; i <= FURTHEST_DAYS; i++) {
      for (Instant moment : moments(day.plusDays(i), zone)) {
        if (moment.isAfter(after)) {
          return moment;
        }
      }
    }
    throw new IllegalStateException("no time in " + FURTHEST_DAYS + " days: " + this);
  }

  /** The last moment it was due, not after the one given and after {@code since}. */
  public Optional<Instant> last(Instant until, Instant since, ZoneId zone) {
    LocalDate day = until.atZone(zone).toLocalDate().plusDays(1);
    for (int i = 0; i <= FURTHEST_DAYS; i++) {
      List<Instant> moments = moments(day.minusDays(i), zone);
      for (int j = moments.size() - 1; j >= 0; j--) {
        Instant moment = moments.get(j);
        if (!moment.isAfter(until)) {
          return moment.isAfter(since) ? Optional.of(moment) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The moments of a local day, in order, each once. */
  private List<Instant> moments(LocalDate day, ZoneId zone) {
    if (!days.contains(day.getDayOfWeek()) || !exists(day, zone)) {
      return List.of();
    }
    TreeSet<LocalTime> times = new TreeSet<>();
    for (int hours = 0; hours < 24; hours += everyHours) {
      times.add(at.plusHours(hours));
    }
    TreeSet<Instant> moments = new TreeSet<>();
    times.forEach(time -> moments.add(moment(day, time, zone)));
    return List.copyOf(moments);
  }

  private static Instant moment(LocalDate day, LocalTime time, ZoneId zone) {
    var rules = zone.getRules();
    var local = day.atTime(time);
    var offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.get(0));
  }

  /** Whether the day occurs: a zone that crosses the date line leaves one out. */
  private static boolean exists(LocalDate day, ZoneId zone) {
    return moment(day, LocalTime.MIN, zone).isBefore(moment(day.plusDays(1), LocalTime.MIN, zone));
  }
}
