package hangup.command;

import java.time.DayOfWeek;
import org.jspecify.annotations.Nullable;

/** A period as it was typed, before a zone and a clock give it a place in time. */
sealed interface PeriodExpression {

  /** The time just before now. */
  record Last(long count, Unit unit) implements PeriodExpression {}

  /** The running hour, week or month ({@code back} 0), or the one before ({@code back} 1). */
  record Calendar(Unit unit, int back) implements PeriodExpression {}

  /** A local day. */
  record OneDay(Day day) implements PeriodExpression {}

  /** From one point to another. */
  record Range(Point from, Point to) implements PeriodExpression {}

  /** From a point until now. */
  record Since(Point from) implements PeriodExpression {}

  /** A day, a time of day, or both. */
  record Point(@Nullable Day day, @Nullable Integer minuteOfDay) {
    Point on(Day other) {
      return new Point(other, minuteOfDay);
    }
  }

  /** A way to name a day. */
  sealed interface Day {}

  /** Tomorrow is −1, today 0, yesterday 1. */
  record DaysAgo(int count) implements Day {}

  record OnWeekday(DayOfWeek weekday) implements Day {}

  /** May be impossible, such as the 30th of February. */
  record OnDate(int year, int month, int day) implements Day {}

  /** A date without a year. */
  record DayAndMonth(int day, int month) implements Day {}

  /** Such as 01/11/2026, which half of the world reads as the 11th of January. */
  record DayOrMonthFirst(int first, int second, int year, String typed) implements Day {}

  /** What periods are counted in. */
  enum Unit {
    MINUTE("m"),
    HOUR("h"),
    DAY("d"),
    WEEK("w"),
    MONTH("");

    final String sign;

    Unit(String sign) {
      this.sign = sign;
    }
  }
}
