package hangup.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment to come as it is typed: {@code 3d}, {@code 18:00}, {@code tomorrow}, {@code monday
 * 09:00}, {@code 2026-12-24}, {@code 2026-12-24 12:00}. A day without a time is its beginning.
 */
public final class Until {

  /** What is allowed, for an error. */
  public static final String ALLOWED =
      "2h, 3d, 18:00, tomorrow, monday, monday 09:00, 2026-12-24 or 2026-12-24 12:00";

  private static final Pattern LENGTH =
      Pattern.compile("(?:for )?([0-9]{1,4}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)");

  private Until() {}

  /** Reads a moment after {@code now}; empty if the text is none, or one that has passed. */
  public static Optional<Instant> parse(String text, Instant now, ZoneId zone) {
    String typed = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^until ", "");
    return moment(typed, now, zone).filter(now::isBefore);
  }

  private static Optional<Instant> moment(String typed, Instant now, ZoneId zone) {
    Matcher length = LENGTH.matcher(typed);
    if (length.matches()) {
      long amount = Long.parseLong(length.group(1));
      return Optional.of(
          switch (length.group(2).charAt(0)) {
            case 'm' -> now.plus(Duration.ofMinutes(amount));
            case 'h' -> now.plus(Duration.ofHours(amount));
            case 'd' -> local(now, zone).plusDays(amount).toInstant();
            default -> local(now, zone).plusWeeks(amount).toInstant();
          });
    }
    Optional<LocalTime> alone = TimeOfDay.parse(typed);
    if (alone.isPresent()) {
      LocalDate today = local(now, zone).toLocalDate();
      Instant at = today.atTime(alone.get()).atZone(zone).toInstant();
      return Optional.of(
          at.isAfter(now) ? at : today.plusDays(1).atTime(alone.get()).atZone(zone).toInstant());
    }
    String[] words = typed.split(" +", 2);
    Optional<LocalDate> day = day(words[0], local(now, zone).toLocalDate());
    Optional<LocalTime> time =
        words.length == 1 ? Optional.of(LocalTime.MIN) : TimeOfDay.parse(words[1]);
    return day.isEmpty() || time.isEmpty()
        ? Optional.empty()
        : Optional.of(day.get().atTime(time.get()).atZone(zone).toInstant());
  }

  private static Optional<LocalDate> day(String word, LocalDate today) {
    if (word.equals("today")) {
      return Optional.of(today);
    }
    if (word.equals("tomorrow")) {
      return Optional.of(today.plusDays(1));
    }
    Optional<Set<DayOfWeek>> weekday = Days.parse(word).filter(days -> days.size() == 1);
    if (weekday.isPresent()) {
      return Optional.of(today.with(TemporalAdjusters.next(weekday.get().iterator().next())));
    }
    try {
      return Optional.of(LocalDate.parse(word));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static java.time.ZonedDateTime local(Instant now, ZoneId zone) {
    return now.atZone(zone);
  }
}
