package hangup.schedule;

import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of day as it is typed: {@code 09:00}, {@code 9}, {@code 9:30pm}, {@code 0930}. */
public final class TimeOfDay {

  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,2})(?:[:.h]?([0-9]{2}))?\\s*(am|pm)?");

  private TimeOfDay() {}

  /** Reads a time; empty if the text is none. */
  public static Optional<LocalTime> parse(String text) {
    Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(matcher.group(1));
    int minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    String half = matcher.group(3);
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return Optional.empty();
      }
      hour = hour % 12 + (half.equals("pm") ? 12 : 0);
    }
    return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
  }

  /** {@code 09:00}. */
  public static String text(LocalTime time) {
    return String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
  }
}
