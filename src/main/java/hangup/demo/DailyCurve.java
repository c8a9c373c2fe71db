package hangup.demo;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** How many calls are to be expected in a minute of the local day. */
final class DailyCurve {
  private static final double ON_A_WORKDAY = 145_000;
  private static final double ON_SATURDAY = 132_000;
  private static final double ON_SUNDAY = 126_000;

  /** The share of each hour, from midnight: low at night, high before noon and after it. */
  private static final double[] HOURS = {
    1.6, 1.1, 0.8, 0.7, 0.8, 1.2, 2.1, 3.6, 5.6, 7.2, 7.7, 7.4, 6.6, 6.7, 7.2, 7.3, 6.9, 6.3, 5.5,
    4.8, 4.0, 3.3, 2.6, 2.0
  };

  private final double total;

  DailyCurve() {
    double sum = 0;
    for (double hour : HOURS) {
      sum += hour;
    }
    total = sum;
  }

  double callsPerMinute(ZonedDateTime minute) {
    int hour = minute.getHour();
    double into = minute.getMinute() / 60.0;
    double share = HOURS[hour] * (1 - into) + HOURS[(hour + 1) % 24] * into;
    return daily(minute.getDayOfWeek()) * share / total / 60;
  }

  private static double daily(DayOfWeek day) {
    return switch (day) {
      case SATURDAY -> ON_SATURDAY;
      case SUNDAY -> ON_SUNDAY;
      default -> ON_A_WORKDAY;
    };
  }
}
