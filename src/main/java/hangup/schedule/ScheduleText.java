package hangup.schedule;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schedule as it is kept: {@code mon-fri 09:00} or {@code all 08:00 every 4h}. */
public final class ScheduleText {

  private static final Pattern KEPT =
      Pattern.compile("(\\S+) ([0-9]{2}:[0-9]{2})(?: every ([0-9]{1,2})h)?");

  private ScheduleText() {}

  /** The schedule as {@link #read} takes it. */
  public static String of(Schedule schedule) {
    return Days.text(schedule.days())
        + " "
        + TimeOfDay.text(schedule.at())
        + (schedule.everyHours() == 24 ? "" : " every " + schedule.everyHours() + "h");
  }

  /**
   * Reads what {@link #of} writes.
   *
   * @throws IllegalArgumentException if the text is no such
   */
  public static Schedule read(String text) {
    Matcher matcher = KEPT.matcher(text);
    Optional<LocalTime> at =
        matcher.matches() ? TimeOfDay.parse(matcher.group(2)) : Optional.empty();
    if (at.isEmpty()) {
      throw new IllegalArgumentException("not a schedule: " + text);
    }
    int hours = matcher.group(3) == null ? 24 : Integer.parseInt(matcher.group(3));
    return new Schedule(
        Days.parse(matcher.group(1)).orElseThrow(IllegalArgumentException::new), at.get(), hours);
  }

  /** For people: {@code mon-fri at 09:00}, {@code every day every 4 hours from 08:00}. */
  public static String words(Schedule schedule) {
    String days = schedule.days().size() == 7 ? "every day" : Days.text(schedule.days());
    String time = TimeOfDay.text(schedule.at());
    return switch (schedule.everyHours()) {
      case 24 -> days + " at " + time;
      case 1 -> days + ", every hour at :" + time.substring(3);
      default ->
          String.format(
              Locale.ROOT,
              "%s, every %d hours from %s",
              days,
              schedule.everyHours(),
              first(schedule));
    };
  }

  private static String first(Schedule schedule) {
    LocalTime at = schedule.at();
    return TimeOfDay.text(LocalTime.of(at.getHour() % schedule.everyHours(), at.getMinute()));
  }
}
