package hangup.schedule;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Days of the week as they are typed: {@code mon-fri}, {@code mon,wed}, {@code weekend}. */
public final class Days {

  /** What is allowed, for an error. */
  public static final String ALLOWED =
      "mon, tue, wed, thu, fri, sat, sun, a range such as mon-fri, several such as mon,thu, or all,"
          + " weekdays, weekend";

  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private Days() {}

  /** Reads days; empty if the text is none. */
  public static Optional<Set<DayOfWeek>> parse(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.toLowerCase(Locale.ROOT).strip().split("[,;/ ]+|\\band\\b", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      Optional<Set<DayOfWeek>> some = part(part);
      if (some.isEmpty()) {
        return Optional.empty();
      }
      days.addAll(some.get());
    }
    return days.isEmpty() ? Optional.empty() : Optional.of(days);
  }

  private static Optional<Set<DayOfWeek>> part(String part) {
    switch (part) {
      case "all", "daily", "every", "day", "everyday" -> {
        return Optional.of(EnumSet.allOf(DayOfWeek.class));
      }
      case "weekdays", "weekday", "workdays" -> {
        return Optional.of(EnumSet.complementOf(EnumSet.copyOf(WEEKEND)));
      }
      case "weekend", "weekends" -> {
        return Optional.of(EnumSet.copyOf(WEEKEND));
      }
      default -> {}
    }
    String[] ends = part.split("-|–|\\.\\.", -1);
    Optional<DayOfWeek> first = day(ends[0]);
    Optional<DayOfWeek> last = ends.length == 2 ? day(ends[1]) : first;
    if (first.isEmpty() || last.isEmpty() || ends.length > 2) {
      return Optional.empty();
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    DayOfWeek day = first.get();
    days.add(day);
    // Also across Sunday: fri-mon.
    while (day != last.get()) {
      day = day.plus(1);
      days.add(day);
    }
    return Optional.of(days);
  }

  private static Optional<DayOfWeek> day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if ((text.length() >= 2 && name.startsWith(text)) || text.equals(name + "s")) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  /** The days as {@link #parse} reads them: {@code mon-fri}; {@code all}. */
  public static String text(Set<DayOfWeek> days) {
    if (days.size() == 7) {
      return "all";
    }
    List<String> parts = new ArrayList<>();
    int i = 1;
    while (i <= 7) {
      int end = i;
      while (end <= 7 && days.contains(DayOfWeek.of(end))) {
        end++;
      }
      if (end - i > 2) {
        parts.add(shortName(i) + "-" + shortName(end - 1));
      } else {
        for (int day = i; day < end; day++) {
          parts.add(shortName(day));
        }
      }
      i = Math.max(end, i) + 1;
    }
    return String.join(",", parts);
  }

  private static String shortName(int day) {
    return DayOfWeek.of(day).name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
