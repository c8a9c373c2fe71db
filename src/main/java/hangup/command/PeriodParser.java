package hangup.command;

import hangup.command.PeriodExpression.Calendar;
import hangup.command.PeriodExpression.Day;
import hangup.command.PeriodExpression.DayAndMonth;
import hangup.command.PeriodExpression.DayOrMonthFirst;
import hangup.command.PeriodExpression.DaysAgo;
import hangup.command.PeriodExpression.Last;
import hangup.command.PeriodExpression.OnDate;
import hangup.command.PeriodExpression.OnWeekday;
import hangup.command.PeriodExpression.OneDay;
import hangup.command.PeriodExpression.Point;
import hangup.command.PeriodExpression.Range;
import hangup.command.PeriodExpression.Since;
import hangup.command.PeriodExpression.Unit;
import hangup.stats.Period;
import hangup.text.DidYouMean;
import hangup.text.Typed;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads periods as people type them: {@code today}, {@code last 15m}, {@code monday}, {@code
 * 2026-11-01..2026-11-03}, {@code today 09:00-12:00}, {@code since 14:05} and their like, in the
 * zone given. A period that is still running ends with the running minute. A day or time without a
 * date is the most recent one. Thread-safe.
 */
public final class PeriodParser {

  /** The longest period answered, in local days. */
  public static final int MAX_DAYS = 92;

  /** What is allowed, for an error or for help. */
  public static final String ALLOWED =
      "today, yesterday, last 15m, last 24h, last 7d, this hour, this week, last week, a weekday, "
          + "a date such as 2026-11-01, a range such as 2026-11-01..2026-11-03, "
          + "today 09:00-12:00 or since 14:05";

  // Longer than that, a range that runs past midnight is rather a range typed backwards.
  private static final int LONGEST_NIGHT_MINUTES = 12 * 60;
  private static final int DAY_MINUTES = 24 * 60;

  private final Clock clock;

  public PeriodParser(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads a period.
   *
   * @return a period whose {@link Period#command} reads as the same period at the same moment
   * @throws CommandException if the text is no period, or one that is in the future, reversed, or
   *     longer than {@link #MAX_DAYS} days
   */
  public Period parse(String text, ZoneId zone) {
    Typed typed = Typed.of(text);
    PeriodExpression expression =
        PeriodGrammar.whole(typed.folded()).orElseThrow(() -> unknown(typed.text()));
    try {
      return new Reading(Echo.of(typed.text()), clock.instant(), new LocalTimes(zone))
          .period(expression);
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandException(
          "“" + Echo.of(typed.text()) + "” is outside the calendar. Allowed: " + ALLOWED + ".");
    }
  }

  private static CommandException unknown(String text) {
    Optional<PeriodGrammar.Match> begin = PeriodGrammar.longest(Typed.of(text).folded(), 0);
    if (begin.isEmpty() && PeriodGrammar.isTimeOfDay(Typed.of(text).folded())) {
      return new CommandException(
          "“"
              + Echo.of(text)
              + "” is a moment, not a period. Say since "
              + text.strip()
              + ", or give both ends, for example 09:00-12:00.");
    }
    String first = text.strip().split(" ", 2)[0];
    List<String> near = DidYouMean.among(first, PeriodWords.KEYWORDS, 1);
    String meant =
        near.isEmpty() || near.get(0).equalsIgnoreCase(first)
            ? ""
            : " Did you mean " + near.get(0) + "?";
    return new CommandException(
        "“"
            + Echo.of(text)
            + "” is not a period I can read."
            + meant
            + " Allowed: "
            + ALLOWED
            + ".");
  }

  /** One text read at one moment. */
  private record Reading(String typed, Instant now, Instant end, LocalTimes times) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** The two ends of a period as they were meant, before they are cut off at now. */
    private record Ends(LocalDateTime from, LocalDateTime to) {}

    Reading(String typed, Instant now, LocalTimes times) {
      this(typed, now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES), times);
    }

    Period period(PeriodExpression expression) {
      if (expression instanceof Last last) {
        return last(last);
      }
      if (expression instanceof Calendar calendar) {
        return calendar(calendar);
      }
      if (expression instanceof OneDay day) {
        return day(day.day());
      }
      if (expression instanceof Since since) {
        return since(since.from());
      }
      return range((Range) expression);
    }

    private Period last(Last last) {
      Duration length =
          switch (last.unit()) {
            case MINUTE -> Duration.ofMinutes(last.count());
            case HOUR -> Duration.ofHours(last.count());
            case DAY -> Duration.ofDays(last.count());
            case WEEK -> Duration.ofDays(7 * last.count());
            case MONTH -> throw new IllegalStateException("months are not counted back");
          };
      if (length.isZero()) {
        throw error("is empty: give at least one minute, for example last 15m.");
      }
      Instant from = end.minus(requireShort(length));
      String amount = last.count() + " " + last.unit().name().toLowerCase(Locale.ROOT);
      String words = last.count() == 1 ? amount : amount + "s";
      return new Period(
          from,
          end,
          from.minus(length),
          from,
          times.zone(),
          "last " + words + ", until " + timeOf(times.local(end)),
          "the " + words + " before",
          "last " + last.count() + last.unit().sign);
    }

    private Period calendar(Calendar calendar) {
      if (calendar.unit() == Unit.HOUR) {
        Instant from =
            now.atZone(times.zone())
                .truncatedTo(ChronoUnit.HOURS)
                .toInstant()
                .truncatedTo(ChronoUnit.MINUTES);
        Duration hour = Duration.ofHours(1);
        String since = timeOf(times.local(from));
        return new Period(
            from,
            end,
            from.minus(hour),
            end.minus(hour),
            times.zone(),
            "this hour, " + since + "–" + timeOf(times.local(end)),
            "the same minutes of the hour before",
            "this hour");
      }
      boolean week = calendar.unit() == Unit.WEEK;
      LocalDate current =
          week
              ? today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              : today().withDayOfMonth(1);
      LocalDate first = shift(current, week, calendar.back());
      String name = (calendar.back() == 0 ? "this " : "last ") + (week ? "week" : "month");
      Ends ends = new Ends(first.atStartOfDay(), shift(first, week, -1).atStartOfDay());
      LocalDateTime to = calendar.back() == 0 ? times.local(end) : ends.to();
      Ends before =
          week
              ? new Ends(ends.from().minusWeeks(1), to.minusWeeks(1))
              : new Ends(ends.from().minusMonths(1), to.minusMonths(1));
      return period(ends, before, name + ", ", name);
    }

    private static LocalDate shift(LocalDate first, boolean week, int back) {
      return week ? first.minusWeeks(back) : first.minusMonths(back);
    }

    private Period day(Day day) {
      LocalDate date = date(day);
      Ends ends = new Ends(date.atStartOfDay(), date.plusDays(1).atStartOfDay());
      if (day instanceof DaysAgo ago) {
        // Tomorrow never gets further than being in the future.
        String name = ago.count() == 0 ? "today" : "yesterday";
        Period period = daily(ends, name);
        return new Period(
            period.from(),
            period.to(),
            period.beforeFrom(),
            period.beforeTo(),
            period.zone(),
            ago.count() == 0 ? "today until " + untilTime(period.to(), date) : "yesterday, " + date,
            ago.count() == 0
                ? "yesterday until " + untilTime(period.to(), date)
                : period.beforeLabel(),
            name);
      }
      return daily(ends, date.toString());
    }

    private Period since(Point point) {
      LocalDateTime from = start(point);
      boolean timeOnly = point.day() == null;
      LocalDateTime running = times.local(end).plusMinutes(1);
      String command = "since " + (timeOnly ? timeOf(from) : momentOf(from));
      return daily(new Ends(from, running.isAfter(from) ? running : from.plusMinutes(1)), command);
    }

    private Period range(Range range) {
      Point from = range.from();
      Point to = range.to();
      if (from.day() == null && to.day() != null) {
        from = from.on(to.day());
      }
      LocalDateTime start = start(from);
      LocalDateTime finish = finish(start, from, to);
      if (from.day() != null && range.from().day() == null && !start.isBefore(finish)) {
        start = start.minusDays(1);
      }
      if (!start.isBefore(finish)) {
        throw reversed(start, finish, from.minuteOfDay() == null && to.minuteOfDay() == null);
      }
      boolean wholeDays = isMidnight(start) && isMidnight(finish);
      String command;
      if (wholeDays) {
        LocalDate last = finish.toLocalDate().minusDays(1);
        command =
            last.equals(start.toLocalDate()) ? last.toString() : start.toLocalDate() + ".." + last;
      } else {
        boolean oneDay =
            start.toLocalDate().equals(finish.toLocalDate())
                || finish.equals(start.toLocalDate().plusDays(1).atStartOfDay());
        command =
            momentOf(start)
                + ".."
                + (oneDay ? timeOf(finish, start.toLocalDate()) : momentOf(finish));
      }
      return daily(new Ends(start, finish), command);
    }

    private LocalDateTime start(Point point) {
      int minute = point.minuteOfDay() == null ? 0 : point.minuteOfDay();
      Day day = point.day();
      if (day != null) {
        return at(date(day), minute);
      }
      // The most recent one: at 3 a.m., 22:00 was yesterday.
      LocalDateTime candidate = at(today(), minute);
      return times.start(candidate).isBefore(end)
          ? candidate
          : at(times.dayBefore(today()), minute);
    }

    private LocalDateTime finish(LocalDateTime start, Point from, Point to) {
      Integer minute = to.minuteOfDay();
      Day day = to.day();
      if (day != null) {
        LocalDate date =
            day instanceof OnWeekday weekday && from.day() != null
                ? start.toLocalDate().with(TemporalAdjusters.nextOrSame(weekday.weekday()))
                : date(day);
        return at(date, minute == null ? DAY_MINUTES : minute);
      }
      LocalDateTime sameDay = at(start.toLocalDate(), minute == null ? DAY_MINUTES : minute);
      if (start.isBefore(sameDay)) {
        return sameDay;
      }
      LocalDateTime nextDay = sameDay.plusDays(1);
      return ChronoUnit.MINUTES.between(start, nextDay) <= LONGEST_NIGHT_MINUTES
          ? nextDay
          : sameDay;
    }

    /** Compares with the same hours so many whole days before that the two do not overlap. */
    private Period daily(Ends ends, String command) {
      LocalDateTime to = cut(ends);
      long days = 1;
      if (to.isAfter(ends.from())) {
        days = Math.max(1, ChronoUnit.DAYS.between(ends.from(), to.minusNanos(1)) + 1);
      }
      return period(ends, new Ends(ends.from().minusDays(days), to.minusDays(days)), "", command);
    }

    private LocalDateTime cut(Ends ends) {
      return times.end(ends.to()).isAfter(end) ? times.local(end) : ends.to();
    }

    private Period period(Ends ends, Ends before, String prefix, String command) {
      Instant from = times.start(ends.from());
      if (!from.isBefore(end)) {
        throw error(
            "is in the future: it is now "
                + momentOf(times.local(now))
                + " in "
                + times.zone()
                + ". Ask for a period that has begun, for example today or last 15m.");
      }
      Instant to = times.end(ends.to());
      if (!from.isBefore(to)) {
        throw error(
            "names a time that did not exist in "
                + times.zone()
                + ": the clocks were put forward over it. Ask for the hours around it.");
      }
      boolean running = to.isAfter(end);
      Instant until = running ? end : to;
      requireShort(Duration.between(from, until));
      Instant beforeFrom = times.start(before.from());
      // Its first occurrence, so that a repeated hour does not double a span that had it once.
      Instant beforeTo = times.start(before.to());
      String beforeLabel = span(before);
      if (!beforeFrom.isBefore(beforeTo) || beforeTo.isAfter(from)) {
        beforeTo = from;
        beforeFrom = from.minus(Duration.between(from, until));
        beforeLabel = "the same length of time before";
      }
      return new Period(
          from,
          until,
          beforeFrom,
          beforeTo,
          times.zone(),
          prefix + span(running ? new Ends(ends.from(), times.local(end)) : ends),
          beforeLabel,
          command);
    }

    private LocalDate date(Day day) {
      if (day instanceof DaysAgo ago) {
        return ago.count() < 0
            ? today().plusDays(1)
            : ago.count() == 0 ? today() : times.dayBefore(today());
      }
      if (day instanceof OnWeekday weekday) {
        return today().with(TemporalAdjusters.previous(weekday.weekday()));
      }
      if (day instanceof OnDate date) {
        return date(date.year(), date.month(), date.day());
      }
      if (day instanceof DayAndMonth date) {
        return mostRecent(date);
      }
      DayOrMonthFirst either = (DayOrMonthFirst) day;
      boolean dayFirst = either.second() <= 12;
      boolean monthFirst = either.first() <= 12;
      if (dayFirst && monthFirst && either.first() != either.second()) {
        LocalDate european = date(either.year(), either.second(), either.first());
        LocalDate american = date(either.year(), either.first(), either.second());
        throw new CommandException(
            "“%s” can be %s or %s. Write %s or %s."
                .formatted(either.typed(), words(european), words(american), european, american));
      }
      return dayFirst
          ? date(either.year(), either.second(), either.first())
          : date(either.year(), either.first(), either.second());
    }

    private LocalDate mostRecent(DayAndMonth date) {
      // 8 years: the longest time without a 29th of February.
      for (int year = today().getYear(); year >= today().getYear() - 8; year--) {
        boolean exists =
            date.month() >= 1
                && date.month() <= 12
                && date.day() >= 1
                && date.day() <= YearMonth.of(year, date.month()).lengthOfMonth();
        if (exists && !LocalDate.of(year, date.month(), date.day()).isAfter(today())) {
          return LocalDate.of(year, date.month(), date.day());
        }
      }
      return date(Year.of(today().getYear()).getValue(), date.month(), date.day());
    }

    private LocalDate date(int year, int month, int day) {
      if (month < 1 || month > 12) {
        throw error(
            "has no such month: " + month + ". Dates are year-month-day, such as 2026-11-01.");
      }
      int length = YearMonth.of(year, month).lengthOfMonth();
      if (day < 1 || day > length) {
        throw error(
            "is not a date: "
                + Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                + " "
                + year
                + " has "
                + length
                + " days.");
      }
      return LocalDate.of(year, month, day);
    }

    private LocalDate today() {
      return times.local(now).toLocalDate();
    }

    private Duration requireShort(Duration length) {
      // Two hours more, as clocks may be put back in it.
      if (length.compareTo(Duration.ofDays(MAX_DAYS).plusHours(2)) > 0) {
        throw error(
            "is too long: at most "
                + MAX_DAYS
                + " days are answered, for example last "
                + MAX_DAYS
                + "d.");
      }
      return length;
    }

    private CommandException reversed(LocalDateTime start, LocalDateTime finish, boolean days) {
      if (start.equals(finish)) {
        return error("is empty: it ends when it begins. For example today 09:00-12:00.");
      }
      String right =
          days
              ? finish.toLocalDate().minusDays(1) + ".." + start.toLocalDate()
              : momentOf(finish) + ".." + momentOf(start);
      return error("ends before it begins. Did you mean " + right + "?");
    }

    private CommandException error(String message) {
      return new CommandException("“" + typed + "” " + message);
    }

    private static LocalDateTime at(LocalDate date, int minuteOfDay) {
      return date.atStartOfDay().plusMinutes(minuteOfDay);
    }

    private static boolean isMidnight(LocalDateTime local) {
      return local.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static String span(Ends ends) {
      LocalDate first = ends.from().toLocalDate();
      LocalDate last = ends.to().minusNanos(1).toLocalDate();
      if (isMidnight(ends.from())) {
        String days = first.equals(last) ? first.toString() : first + " to " + last;
        return isMidnight(ends.to()) ? days : days + " until " + timeOf(ends.to());
      }
      return first.equals(last)
          ? first + " " + timeOf(ends.from()) + "–" + timeOf(ends.to(), first)
          : momentOf(ends.from()) + " to " + momentOf(ends.to());
    }

    private static String momentOf(LocalDateTime local) {
      return local.toLocalDate() + " " + timeOf(local);
    }

    private static String timeOf(LocalDateTime local) {
      return TIME.format(local);
    }

    /** 24:00 for the midnight that ends the day. */
    private static String timeOf(LocalDateTime local, LocalDate day) {
      return isMidnight(local) && local.toLocalDate().isAfter(day) ? "24:00" : timeOf(local);
    }

    private String untilTime(Instant until, LocalDate day) {
      return timeOf(times.local(until), day);
    }

    private static String words(LocalDate date) {
      return date.getDayOfMonth()
          + " "
          + date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
          + " "
          + date.getYear();
    }
  }
}
