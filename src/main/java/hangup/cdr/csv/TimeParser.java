package hangup.cdr.csv;

import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in time: epoch seconds, milliseconds or microseconds (told apart by the number of
 * digits, which is unmistakable for the years 2000–2099), and text such as {@code 2026-11-01
 * 09:15:02}, {@code 2026/11/1 9:15:02.123}, {@code 2026-11-01T09:15:02+08:00}, {@code
 * 20261101091502} or {@code 2026年11月01日 09时15分02秒}. Text without an offset is local time.
 */
final class TimeParser {
  /** What {@link #parse} returns for no time: nothing, 0, or MySQL's zero date. */
  static final long NONE = 0;

  /** What {@link #parse} returns for what is no time. */
  static final long BAD = Long.MIN_VALUE;

  /** 2000-01-01 and 2100-01-01 in UTC epoch ms. */
  static final long EARLIEST = 946_684_800_000L;

  static final long LATEST = 4_102_444_800_000L;

  private final LocalZone zone;
  private boolean local;
  private boolean metLocal;
  private long ambiguous;

  private int pos;
  private int end;

  TimeParser(ZoneId zone) {
    this.zone = new LocalZone(zone);
  }

  /** UTC epoch ms of a time between 2000 and 2100, {@link #NONE} or {@link #BAD}. */
  long parse(byte[] b, int from, int to) {
    local = false;
    if (from == to) {
      return NONE;
    }
    long number = 0;
    int p = from;
    while (p < to && isDigit(b[p]) && p - from < 18) {
      number = number * 10 + (b[p++] - '0');
    }
    if (p == to) {
      return number == 0 ? NONE : inRange(ofDigits(number, p - from));
    }
    if (b[p] == '.' && p - from > 8) {
      pos = p;
      end = to;
      int millis = fraction(b);
      if (pos != to) {
        return BAD;
      }
      return number == 0 ? NONE : inRange(number * 1000 + millis);
    }
    return text(b, from, to);
  }

  /** For a last time that came twice: how many ms later the second one is; else 0. */
  long laterBy() {
    return local ? zone.laterBy() * 1000L : 0;
  }

  /** How many local times came twice or not at all. */
  long ambiguousCount() {
    return ambiguous;
  }

  /** The zone that local times were read in, if there were any. */
  Optional<ZoneId> usedZone() {
    return metLocal ? Optional.of(zone.zone()) : Optional.empty();
  }

  private long ofDigits(long number, int digits) {
    if (digits <= 11) {
      return number * 1000;
    }
    if (digits <= 13) {
      return number;
    }
    if (digits == 14) {
      long time = number % 1_000_000;
      int date = (int) (number / 1_000_000);
      return fields(
          date / 10_000,
          date / 100 % 100,
          date % 100,
          (int) (time / 10_000),
          (int) (time / 100 % 100),
          (int) (time % 100),
          0,
          null);
    }
    return digits <= 16 ? number / 1000 : BAD;
  }

  private long text(byte[] b, int from, int to) {
    pos = from;
    end = to;
    int year = digits(b, 4, 4);
    if (year < 0 || !separator(b, "-/.")) {
      return BAD;
    }
    int month = digits(b, 1, 2);
    if (month < 0 || !separator(b, "-/.")) {
      return BAD;
    }
    int day = digits(b, 1, 2);
    if (day < 0) {
      return BAD;
    }
    chinese(b);
    boolean parted = pos < end && b[pos] == 'T';
    if (parted) {
      pos++;
    }
    while (pos < end && b[pos] == ' ') {
      pos++;
      parted = true;
    }
    if (!parted) {
      return BAD;
    }
    int hour = digits(b, 1, 2);
    if (hour < 0 || !separator(b, ":")) {
      return BAD;
    }
    int minute = digits(b, 1, 2);
    if (minute < 0) {
      return BAD;
    }
    int second = 0;
    int millis = 0;
    if (separator(b, ":") && pos < end) {
      second = digits(b, 1, 2);
      if (second < 0) {
        return BAD;
      }
      if (pos < end && (b[pos] == '.' || b[pos] == ',')) {
        millis = fraction(b);
      }
      chinese(b);
    }
    if (year == 0 && month == 0 && day == 0) {
      return NONE;
    }
    return inRange(offset(b, year, month, day, hour, minute, second, millis));
  }

  private long offset(
      byte[] b, int year, int month, int day, int hour, int minute, int second, int millis) {
    while (pos < end && b[pos] == ' ') {
      pos++;
    }
    Integer offset = null;
    if (pos < end) {
      byte sign = b[pos++];
      if (sign == 'Z') {
        offset = 0;
      } else if (sign == '+' || sign == '-') {
        int hours = digits(b, 2, 2);
        if (pos < end && b[pos] == ':') {
          pos++;
        }
        int minutes = pos < end ? digits(b, 2, 2) : 0;
        if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59) {
          return BAD;
        }
        offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
      } else if (sign == 'U' && end - pos == 2 && b[pos] == 'T' && b[pos + 1] == 'C') {
        pos = end;
        offset = 0;
      } else {
        return BAD;
      }
      if (pos != end) {
        return BAD;
      }
    }
    return fields(year, month, day, hour, minute, second, millis, offset);
  }

  private long fields(
      int year,
      int month,
      int day,
      int hour,
      int minute,
      int second,
      int millis,
      @Nullable Integer offset) {
    if (month < 1
        || month > 12
        || day < 1
        || day > daysOf(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return BAD;
    }
    long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    if (offset != null) {
      return (seconds - offset) * 1000 + millis;
    }
    local = true;
    metLocal = true;
    long utc = zone.toUtc(seconds) * 1000 + millis;
    if (zone.wasAmbiguous()) {
      ambiguous++;
    }
    return utc;
  }

  private static long inRange(long millis) {
    return millis >= EARLIEST && millis < LATEST ? millis : BAD;
  }

  private int digits(byte[] b, int fewest, int most) {
    int value = 0;
    int count = 0;
    while (pos < end && count < most && isDigit(b[pos])) {
      value = value * 10 + (b[pos++] - '0');
      count++;
    }
    return count < fewest ? -1 : value;
  }

  /** Milliseconds of a fraction with any number of digits, from its point on. */
  private int fraction(byte[] b) {
    int millis = 0;
    int weight = 100;
    for (pos++; pos < end && isDigit(b[pos]); pos++) {
      millis += (b[pos] - '0') * weight;
      weight /= 10;
    }
    return millis;
  }

  private boolean separator(byte[] b, String allowed) {
    if (pos < end && allowed.indexOf(b[pos]) >= 0) {
      pos++;
      return true;
    }
    return chinese(b);
  }

  /** One of 年 月 日 时 分 秒: three bytes of which the first is never a digit's. */
  private boolean chinese(byte[] b) {
    if (pos + 3 <= end && b[pos] < 0 && b[pos + 1] < 0 && b[pos + 2] < 0) {
      pos += 3;
      return true;
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /** Days since 1970-01-01 in the Gregorian calendar, counting years from March. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int m = month <= 2 ? month + 9 : month - 3;
    return 365L * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719_468;
  }
}
