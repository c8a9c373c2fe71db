package hangup.cdr.sql;

import hangup.cdr.CdrSource.Range;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CDR table of VOS3000: {@code e_cdr_YYYYMMDD}, or the live {@code e_cdr}.
 *
 * @param day empty for the live table
 */
record DayTable(String name, Optional<LocalDate> day) {
  private static final Pattern NAME = Pattern.compile("e_cdr(?:_(\\d{8}))?");
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  /** Empty if it is no CDR table. */
  static Optional<DayTable> of(String name) {
    Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) == null) {
      return Optional.of(new DayTable(name, Optional.empty()));
    }
    try {
      LocalDate day = LocalDate.parse(matcher.group(1), DateTimeFormatter.BASIC_ISO_DATE);
      return Optional.of(new DayTable(name, Optional.of(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it may hold calls that ended in the range. In which zone a day is meant, and at which
   * hour it begins, differs: so from the day before to the day after in UTC.
   */
  boolean mayHold(Range range) {
    if (day.isEmpty()) {
      return true;
    }
    long startMs = day.get().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return startMs - DAY_MS < range.toMs() && startMs + 2 * DAY_MS > range.fromMs();
  }
}
