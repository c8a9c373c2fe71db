package hangup.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and times as they are read: grouped, rounded as far as they mean something. */
final class Figures {

  /** Shown where there is nothing to compute or too little to mean anything. */
  static final String NONE = "–";

  private static final char MINUS = '−';
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private Figures() {}

  /** {@code 12,345}. */
  static String count(long value) {
    String digits = Long.toString(Math.abs(value));
    StringBuilder text = new StringBuilder(digits.length() + 8);
    if (value < 0) {
      text.append(MINUS);
    }
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /** {@code 1 call}, {@code 2,000 calls}. */
  static String calls(long value) {
    return plural(value, "call");
  }

  /** {@code 1 failure}, {@code 2,000 failures}. */
  static String plural(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** A share in percent, hidden where the whole is too small for one. */
  static String share(long part, long whole) {
    return whole < Thresholds.MIN_FOR_RATIO ? NONE : percent(part, whole);
  }

  /** A share in whole percent, below 10% with one decimal: {@code 61%}, {@code 4.2%}. */
  static String percent(long part, long whole) {
    return whole == 0 ? NONE : percent((double) part / whole);
  }

  /** As {@link #percent(long, long)}, of a ratio of 0 to 1. */
  static String percent(double ratio) {
    if (ratio <= 0) {
      return "0%";
    }
    if (ratio < 0.001) {
      return "<0.1%";
    }
    // What is not everything is never shown as everything.
    return ratio < 0.0995
        ? tenths(ratio * 100) + "%"
        : (ratio < 1 ? Math.min(99, Math.round(ratio * 100)) : 100) + "%";
  }

  /** A quality ratio such as the ASR, with one decimal: {@code 48.1%}. */
  static String ratio(OptionalDouble ratio) {
    return ratio.isEmpty() ? NONE : tenths(ratio.getAsDouble() * 100) + "%";
  }

  /**
   * How a count changed: {@code +12%}, {@code −35%}, {@code ×4.0} from three times on, {@code new},
   * {@code same}; {@link #NONE} where both are too small for a percentage.
   */
  static String change(long now, long before) {
    if (now == before) {
      return now == 0 ? NONE : "same";
    }
    if (before == 0) {
      return "new";
    }
    if (Math.max(now, before) < Thresholds.MIN_FOR_CHANGE) {
      return (now > before ? "+" : "" + MINUS) + Math.abs(now - before);
    }
    double times = (double) now / before;
    if (times >= 3) {
      return times >= 10 ? "×" + count(Math.round(times)) : "×" + tenths(times);
    }
    long percent = Math.round((times - 1) * 100);
    return percent == 0 ? "±0%" : percent > 0 ? "+" + percent + "%" : MINUS + "" + -percent + "%";
  }

  /** As {@link #ratio}, hidden under the minimum count. */
  static String ratio(OptionalDouble ratio, long calls) {
    return calls < Thresholds.MIN_FOR_RATIO ? NONE : ratio(ratio);
  }

  /** A length of time: {@code 42 s}, {@code 1 min 42 s}, {@code 2 h 05 min}. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + two(whole % 60) + " s";
    }
    return whole / 3600 + " h " + two(whole % 3600 / 60) + " min";
  }

  /** A delay: {@code 850 ms}, {@code 2.4 s}. */
  static String delay(double millis) {
    return millis < 1000 ? Math.round(millis) + " ms" : tenths(millis / 1000) + " s";
  }

  /** The time of day, {@code 14:05}. */
  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** Day and time, {@code 2026-11-01 14:05}. */
  static String dayTime(Instant at, ZoneId zone) {
    return DAY_TIME.format(at.atZone(zone));
  }

  /** The time, with the day where that is not the day of {@code reference}. */
  static String near(Instant at, Instant reference, ZoneId zone) {
    return at.atZone(zone).toLocalDate().equals(reference.atZone(zone).toLocalDate())
        ? time(at, zone)
        : dayTime(at, zone);
  }

  private static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }

  private static String two(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }
}
