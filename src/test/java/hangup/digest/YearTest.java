package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A year goes by, by the injected clock, through the real database and its jobs. */
class YearTest {

  private static final List<String> ZONES =
      List.of("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago");

  /** Ordinary, and around the hours that the clocks skip or repeat. */
  private static final List<String> TIMES = List.of("09:00", "02:15", "00:30");

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {2026, 2028})
  void everyDailyDigestIsPostedOnceOnEveryLocalDayAtItsLocalTime(int year) {
    TestClock clock = new TestClock((year - 1) + "-12-30T00:00:00Z");
    Board board = new Board(clock, Duration.ZERO);
    try (Office office = new Office(dir, clock, board)) {
      for (int i = 0; i < ZONES.size(); i++) {
        for (int j = 0; j < TIMES.size(); j++) {
          office.ask(
              "" + i + j,
              "/digest on at:" + TIMES.get(j) + " zone:" + ZONES.get(i) + " period:yesterday");
        }
      }
      TreeSet<Instant> moments = new TreeSet<>();
      Instant end = Instant.parse((year + 1) + "-01-03T00:00:00Z");
      // Every quarter of an hour near the times that matter; nothing is due between.
      for (Instant at = clock.instant(); at.isBefore(end); at = at.plus(Duration.ofMinutes(15))) {
        for (String zone : ZONES) {
          LocalTime time = at.atZone(ZoneId.of(zone)).toLocalTime();
          if (time.getHour() <= 4 || time.getHour() == 8 || time.getHour() == 9) {
            moments.add(at);
          }
        }
      }
      for (Instant moment : moments) {
        clock.set(moment);
        office.run();
      }
    }
    for (int i = 0; i < ZONES.size(); i++) {
      ZoneId zone = ZoneId.of(ZONES.get(i));
      for (int j = 0; j < TIMES.size(); j++) {
        String channel = "" + i + j;
        LocalTime time = LocalTime.parse(TIMES.get(j));
        List<Board.Posted> posts =
            board.posted().stream()
                .filter(one -> one.channel().channel().equals(channel))
                .filter(one -> one.at().atZone(zone).getYear() == year)
                .toList();
        assertThat(posts).as(ZONES.get(i) + " " + time).hasSize(Year.of(year).length());
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
    }
  }

  private static LocalDate day(Board.Posted post, ZoneId zone) {
    return post.at().atZone(zone).toLocalDate();
  }
}
