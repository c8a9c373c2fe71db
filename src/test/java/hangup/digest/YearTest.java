package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year goes by, by the injected clock, through the real database and its jobs. */
class YearTest {

  /** Zone and time of day: ordinary ones, and hours that the clocks skip or repeat. */
  private record Daily(String zone, String time) {}

  private static final List<Daily> DAILY =
      List.of(
          new Daily("America/New_York", "09:00"),
          new Daily("Europe/Berlin", "09:00"),
          new Daily("Australia/Lord_Howe", "09:00"),
          new Daily("America/Santiago", "09:00"),
          new Daily("America/New_York", "01:30"),
          new Daily("Europe/Berlin", "02:15"),
          new Daily("Australia/Lord_Howe", "02:15"),
          new Daily("America/Santiago", "00:30"));

  @TempDir Path dir;

  @Test
  void everyDailyDigestIsPostedOnceOnEveryDayOfALeapYear() {
    everyDailyDigestIsPostedOnceOnEveryLocalDayAtItsLocalTime(2028);
  }

  @Test
  @Tag("slow")
  void everyDailyDigestIsPostedOnceOnEveryDayOfAYear() {
    everyDailyDigestIsPostedOnceOnEveryLocalDayAtItsLocalTime(2026);
  }

  private void everyDailyDigestIsPostedOnceOnEveryLocalDayAtItsLocalTime(int year) {
    TestClock clock = new TestClock((year - 1) + "-12-30T00:00:00Z");
    Board board = new Board(clock, Duration.ZERO);
    try (Office office = new Office(dir, clock, board)) {
      for (int i = 0; i < DAILY.size(); i++) {
        Daily daily = DAILY.get(i);
        office.ask("c" + i, "/digest on at:" + daily.time() + " zone:" + daily.zone());
      }
      for (Instant moment : moments(clock.instant(), year)) {
        clock.set(moment);
        office.run();
      }
    }
    for (int i = 0; i < DAILY.size(); i++) {
      check(DAILY.get(i), "c" + i, year, board.posted());
    }
  }

  /** Every quarter of an hour that may matter; nothing is due between. */
  private static Set<Instant> moments(Instant start, int year) {
    Set<Instant> moments = new TreeSet<>();
    Instant end = Instant.parse((year + 1) + "-01-03T00:00:00Z");
    for (Instant at = start; at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
      for (Daily daily : DAILY) {
        LocalTime time = at.atZone(ZoneId.of(daily.zone())).toLocalTime();
        boolean near =
            Math.abs(time.toSecondOfDay() - LocalTime.parse(daily.time()).toSecondOfDay()) <= 900;
        // Around the changes of clocks of these zones.
        boolean night = at.atZone(ZoneId.of(daily.zone())).getDayOfWeek() == DayOfWeek.SUNDAY;
        if (near || (night && time.getHour() < 4)) {
          moments.add(at);
        }
      }
    }
    return moments;
  }

  private static void check(Daily daily, String channel, int year, List<Board.Posted> all) {
    ZoneId zone = ZoneId.of(daily.zone());
    LocalTime time = LocalTime.parse(daily.time());
    List<Board.Posted> posts =
        all.stream()
            .filter(one -> one.channel().channel().equals(channel))
            .filter(one -> one.at().atZone(zone).getYear() == year)
            .toList();
    assertThat(posts).as("%s", daily).hasSize(Year.of(year).length());
    assertThat(posts.stream().map(one -> day(one, zone)).collect(Collectors.toSet()))
        .hasSize(Year.of(year).length());
    for (Board.Posted post : posts) {
      LocalDate day = day(post, zone);
      // java.time moves a time in a gap to behind it by the gap; ours is due when it begins.
      boolean gap = zone.getRules().getValidOffsets(day.atTime(time)).isEmpty();
      assertThat(post.at())
          .isEqualTo(
              gap
                  ? zone.getRules().getTransition(day.atTime(time)).getInstant()
                  : day.atTime(time).atZone(zone).withEarlierOffsetAtOverlap().toInstant());
    }
  }

  private static LocalDate day(Board.Posted post, ZoneId zone) {
    return post.at().atZone(zone).toLocalDate();
  }
}
