package hangup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @ValueSource(
      strings = {"Asia/Dhaka", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC"})
  void dailyIsOnceOnEveryLocalDayAtItsTime(String name) {
    ZoneId zone = ZoneId.of(name);
    List<Instant> moments =
        all(Schedule.daily(LocalTime.of(9, 0)), zone, LocalDate.of(2026, 1, 1), 365);
    assertThat(moments).hasSize(365);
    assertThat(moments)
        .allSatisfy(
            moment -> assertThat(moment.atZone(zone).toLocalTime()).isEqualTo(LocalTime.of(9, 0)));
    assertThat(moments.stream().map(m -> m.atZone(zone).toLocalDate()).collect(Collectors.toSet()))
        .hasSize(365);
  }

  @Test
  void aLeapYearHasOneMore() {
    assertThat(all(Schedule.daily(LocalTime.of(9, 0)), NEW_YORK, LocalDate.of(2028, 1, 1), 366))
        .hasSize(366);
  }

  @Test
  void aTimeThatTheClocksSkipIsDueWhenTheySkipIt() {
    // 2026-03-08: 02:00 becomes 03:00.
    Instant moment =
        Schedule.daily(LocalTime.of(2, 30)).next(Instant.parse("2026-03-08T05:00:00Z"), NEW_YORK);
    assertThat(moment).isEqualTo("2026-03-08T07:00:00Z");
    assertThat(Schedule.daily(LocalTime.of(2, 30)).next(moment, NEW_YORK))
        .isEqualTo("2026-03-09T06:30:00Z");
  }

  @Test
  void aTimeThatOccursTwiceIsDueAtItsFirstOccurrence() {
    // 2026-11-01: 02:00 becomes 01:00.
    Schedule schedule = Schedule.daily(LocalTime.of(1, 30));
    Instant first = schedule.next(Instant.parse("2026-11-01T04:00:00Z"), NEW_YORK);
    assertThat(first).isEqualTo("2026-11-01T05:30:00Z");
    assertThat(schedule.next(first, NEW_YORK)).isEqualTo("2026-11-02T06:30:00Z");
  }

  @Test
  void everyHourIsOnceForEachTimeOfTheClock() {
    Schedule hourly = new Schedule(Set.of(DayOfWeek.values()), LocalTime.of(0, 15), 1);
    assertThat(all(hourly, NEW_YORK, LocalDate.of(2026, 3, 8), 1)).hasSize(24);
    assertThat(all(hourly, NEW_YORK, LocalDate.of(2026, 11, 1), 1)).hasSize(24);
    Schedule onTheHour = new Schedule(Set.of(DayOfWeek.values()), LocalTime.of(0, 0), 1);
    // 02:00 is skipped to 03:00, which is due anyway.
    assertThat(all(onTheHour, NEW_YORK, LocalDate.of(2026, 3, 8), 1)).hasSize(23);
  }

  @Test
  void aDayThatTheZoneLeavesOutHasNone() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    List<LocalDate> days =
        all(Schedule.daily(LocalTime.of(9, 0)), apia, LocalDate.of(2011, 12, 28), 5).stream()
            .map(moment -> moment.atZone(apia).toLocalDate())
            .toList();
    assertThat(days)
        .containsExactly(
            LocalDate.of(2011, 12, 28),
            LocalDate.of(2011, 12, 29),
            LocalDate.of(2011, 12, 31),
            LocalDate.of(2012, 1, 1));
  }

  @Test
  void everyFourHoursFromEight() {
    Schedule schedule = new Schedule(Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), 4);
    List<LocalTime> times =
        all(schedule, NEW_YORK, LocalDate.of(2026, 11, 2), 1).stream()
            .map(moment -> moment.atZone(NEW_YORK).toLocalTime())
            .toList();
    assertThat(times)
        .containsExactly(
            LocalTime.of(0, 0),
            LocalTime.of(4, 0),
            LocalTime.of(8, 0),
            LocalTime.of(12, 0),
            LocalTime.of(16, 0),
            LocalTime.of(20, 0));
    assertThat(all(schedule, NEW_YORK, LocalDate.of(2026, 11, 3), 6)).isEmpty();
  }

  @Test
  void lastIsNeverBeforeSince() {
    Schedule schedule = Schedule.daily(LocalTime.of(9, 0));
    Instant nine = Instant.parse("2026-11-02T14:00:00Z");
    assertThat(schedule.last(nine, nine.minusSeconds(1), NEW_YORK)).contains(nine);
    assertThat(schedule.last(nine.plusSeconds(3600), nine, NEW_YORK)).isEmpty();
    assertThat(schedule.last(nine.minusMillis(1), Instant.EPOCH, NEW_YORK))
        .contains(Instant.parse("2026-11-01T14:00:00Z"));
  }

  @Property(tries = 300)
  void nextAndLastAgree(
      @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long now,
      @ForAll @IntRange(max = 1439) int minute,
      @ForAll @IntRange(max = 7) int hours,
      @ForAll @IntRange(min = 1, max = 127) int dayBits,
      @ForAll @IntRange(max = 3) int zoneIndex) {
    ZoneId zone =
        ZoneId.of(
            List.of("America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo")
                .get(zoneIndex));
    Set<DayOfWeek> days =
        List.of(DayOfWeek.values()).stream()
            .filter(day -> (dayBits & (1 << (day.getValue() - 1))) != 0)
            .collect(Collectors.toSet());
    Schedule schedule =
        new Schedule(days, LocalTime.ofSecondOfDay(minute * 60L), Schedule.HOURS.get(hours));
    Instant after = Instant.ofEpochSecond(now);
    Instant next = schedule.next(after, zone);
    assertThat(next).isAfter(after);
    assertThat(schedule.last(next, after, zone)).contains(next);
    assertThat(schedule.last(next.minusMillis(1), after, zone)).isEmpty();
    assertThat(ScheduleText.read(ScheduleText.of(schedule))).isEqualTo(schedule);
  }

  @ParameterizedTest
  @CsvSource({
    "mon-fri,mon-fri",
    "weekdays,mon-fri",
    "Weekend,'sat,sun'",
    "fri-mon,'mon,fri-sun'",
    "'mon, wed and friday','mon,wed,fri'",
    "all,all",
    "Tuesdays,tue"
  })
  void daysAreRead(String typed, String kept) {
    assertThat(Days.parse(typed).map(Days::text)).contains(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "noday", "mon-xyz", "mon-tue-wed", "1"})
  void whatIsNoDayIsNotRead(String typed) {
    assertThat(Days.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "9,09:00",
    "09:00,09:00",
    "9:30pm,21:30",
    "0930,09:30",
    "12am,00:00",
    "12 pm,12:00",
    "23.59,23:59",
    "7h05,07:05"
  })
  void timesAreRead(String typed, String time) {
    assertThat(TimeOfDay.parse(typed).map(TimeOfDay::text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24:00", "9:60", "13pm", "0am", "noon", "-1", "9:5"})
  void whatIsNoTimeIsNotRead(String typed) {
    assertThat(TimeOfDay.parse(typed)).isEmpty();
  }

  @Test
  void isReadForPeople() {
    assertThat(ScheduleText.words(Schedule.daily(LocalTime.of(9, 0))))
        .isEqualTo("every day at 09:00");
    assertThat(ScheduleText.words(ScheduleText.read("mon-fri 08:30 every 4h")))
        .isEqualTo("mon-fri, every 4 hours from 00:30");
    assertThat(ScheduleText.words(ScheduleText.read("all 00:05 every 1h")))
        .isEqualTo("every day, every hour at :05");
  }

  @Test
  void refusesWhatHasNoSense() {
    assertThatThrownBy(() -> new Schedule(Set.of(), LocalTime.NOON, 24))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(Set.of(DayOfWeek.MONDAY), LocalTime.NOON, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0, 1), 24))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ScheduleText.read("9 o'clock"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Instant> all(Schedule schedule, ZoneId zone, LocalDate from, int days) {
    Instant start = from.atStartOfDay(zone).toInstant().minusMillis(1);
    Instant end = from.plusDays(days).atStartOfDay(zone).toInstant();
    List<Instant> all = new ArrayList<>();
    for (Instant at = schedule.next(start, zone); at.isBefore(end); at = schedule.next(at, zone)) {
      all.add(at);
    }
    return all;
  }
}
