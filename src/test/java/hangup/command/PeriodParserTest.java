package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.stats.Period;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodParserTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Wednesday; the clocks were put back on 2026-10-25. */
  private static final String NOW = "2026-11-04T14:04:30";

  private static Period at(String local, ZoneId zone, String text) {
    return at(LocalDateTime.parse(local).atZone(zone).toInstant(), zone, text);
  }

  private static Period at(Instant now, ZoneId zone, String text) {
    return new PeriodParser(Clock.fixed(now, zone)).parse(text, zone);
  }

  private static Period now(String text) {
    return at(NOW, BERLIN, text);
  }

  private static String span(Period period) {
    return local(period.from(), period) + " " + local(period.to(), period);
  }

  private static String before(Period period) {
    return local(period.beforeFrom(), period) + " " + local(period.beforeTo(), period);
  }

  private static LocalDateTime local(Instant moment, Period period) {
    return LocalDateTime.ofInstant(moment, period.zone());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "today | 2026-11-04T00:00 2026-11-04T14:05 | 2026-11-03T00:00 2026-11-03T14:05",
        "heute | 2026-11-04T00:00 2026-11-04T14:05 | 2026-11-03T00:00 2026-11-03T14:05",
        "今天 | 2026-11-04T00:00 2026-11-04T14:05 | 2026-11-03T00:00 2026-11-03T14:05",
        "for today | 2026-11-04T00:00 2026-11-04T14:05 | 2026-11-03T00:00 2026-11-03T14:05",
        "2026-11-04 | 2026-11-04T00:00 2026-11-04T14:05 | 2026-11-03T00:00 2026-11-03T14:05",
        "Yesterday | 2026-11-03T00:00 2026-11-04T00:00 | 2026-11-02T00:00 2026-11-03T00:00",
        "last 15m | 2026-11-04T13:50 2026-11-04T14:05 | 2026-11-04T13:35 2026-11-04T13:50",
        "LAST 15 M | 2026-11-04T13:50 2026-11-04T14:05 | 2026-11-04T13:35 2026-11-04T13:50",
        "15m | 2026-11-04T13:50 2026-11-04T14:05 | 2026-11-04T13:35 2026-11-04T13:50",
        "past 30 minutes | 2026-11-04T13:35 2026-11-04T14:05 | 2026-11-04T13:05 2026-11-04T13:35",
        "last hour | 2026-11-04T13:05 2026-11-04T14:05 | 2026-11-04T12:05 2026-11-04T13:05",
        "last 24h | 2026-11-03T14:05 2026-11-04T14:05 | 2026-11-02T14:05 2026-11-03T14:05",
        "last 7d | 2026-10-28T14:05 2026-11-04T14:05 | 2026-10-21T15:05 2026-10-28T14:05",
        "last 2w | 2026-10-21T15:05 2026-11-04T14:05 | 2026-10-07T15:05 2026-10-21T15:05",
        "this hour | 2026-11-04T14:00 2026-11-04T14:05 | 2026-11-04T13:00 2026-11-04T13:05",
        "this week | 2026-11-02T00:00 2026-11-04T14:05 | 2026-10-26T00:00 2026-10-28T14:05",
        "last week | 2026-10-26T00:00 2026-11-02T00:00 | 2026-10-19T00:00 2026-10-26T00:00",
        "this month | 2026-11-01T00:00 2026-11-04T14:05 | 2026-10-01T00:00 2026-10-04T14:05",
        "last month | 2026-10-01T00:00 2026-11-01T00:00 | 2026-09-01T00:00 2026-10-01T00:00",
        "monday | 2026-11-02T00:00 2026-11-03T00:00 | 2026-11-01T00:00 2026-11-02T00:00",
        "on wednesday | 2026-10-28T00:00 2026-10-29T00:00 | 2026-10-27T00:00 2026-10-28T00:00",
        "last fri | 2026-10-30T00:00 2026-10-31T00:00 | 2026-10-29T00:00 2026-10-30T00:00",
        "2026-11-01 | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "20261101 | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "01.11.2026 | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "1.11.26 | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "1.11. | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "1 nov | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "November 1st | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "1st nov, 2026 | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
        "24 dec | 2025-12-24T00:00 2025-12-25T00:00 | 2025-12-23T00:00 2025-12-24T00:00",
        "29 feb | 2024-02-29T00:00 2024-03-01T00:00 | 2024-02-28T00:00 2024-02-29T00:00",
        "13/10/2026 | 2026-10-13T00:00 2026-10-14T00:00 | 2026-10-12T00:00 2026-10-13T00:00",
        "10/13/2026 | 2026-10-13T00:00 2026-10-14T00:00 | 2026-10-12T00:00 2026-10-13T00:00",
        "10/10/2026 | 2026-10-10T00:00 2026-10-11T00:00 | 2026-10-09T00:00 2026-10-10T00:00",
        "2026-11-01..2026-11-03 | 2026-11-01T00:00 2026-11-04T00:00"
            + " | 2026-10-29T00:00 2026-11-01T00:00",
        "2026-11-01 to 2026-11-03 | 2026-11-01T00:00 2026-11-04T00:00"
            + " | 2026-10-29T00:00 2026-11-01T00:00",
        "1 nov - 3 nov | 2026-11-01T00:00 2026-11-04T00:00 | 2026-10-29T00:00 2026-11-01T00:00",
        "01.11...03.11. | 2026-11-01T00:00 2026-11-04T00:00 | 2026-10-29T00:00 2026-11-01T00:00",
        "between yesterday and today | 2026-11-03T00:00 2026-11-04T14:05"
            + " | 2026-11-01T00:00 2026-11-02T14:05",
        "monday..friday | 2026-11-02T00:00 2026-11-04T14:05 | 2026-10-30T00:00 2026-11-01T14:05",
        "from 09:00 to 12:00 | 2026-11-04T09:00 2026-11-04T12:00"
            + " | 2026-11-03T09:00 2026-11-03T12:00",
        "between 9am and 12pm | 2026-11-04T09:00 2026-11-04T12:00"
            + " | 2026-11-03T09:00 2026-11-03T12:00",
        "today 09:00-12:00 | 2026-11-04T09:00 2026-11-04T12:00 | 2026-11-03T09:00 2026-11-03T12:00",
        "today from 9:00 until 12:00 | 2026-11-04T09:00 2026-11-04T12:00"
            + " | 2026-11-03T09:00 2026-11-03T12:00",
        "09:00 to 12:00 yesterday | 2026-11-03T09:00 2026-11-03T12:00"
            + " | 2026-11-02T09:00 2026-11-02T12:00",
        "yesterday until 12:00 | 2026-11-03T00:00 2026-11-03T12:00"
            + " | 2026-11-02T00:00 2026-11-02T12:00",
        "today 09:00-18:00 | 2026-11-04T09:00 2026-11-04T14:05 | 2026-11-03T09:00 2026-11-03T14:05",
        "18:00-20:00 | 2026-11-03T18:00 2026-11-03T20:00 | 2026-11-02T18:00 2026-11-02T20:00",
        "2026-11-01 14:00..15:30 | 2026-11-01T14:00 2026-11-01T15:30"
            + " | 2026-10-31T14:00 2026-10-31T15:30",
        "2026-11-01T14:00..2026-11-01T15:30 | 2026-11-01T14:00 2026-11-01T15:30"
            + " | 2026-10-31T14:00 2026-10-31T15:30",
        "2026-11-01 22:00..03:00 | 2026-11-01T22:00 2026-11-02T03:00"
            + " | 2026-10-31T22:00 2026-11-01T03:00",
        "2026-11-01 20:00-24:00 | 2026-11-01T20:00 2026-11-02T00:00"
            + " | 2026-10-31T20:00 2026-11-01T00:00",
        "since 14:00 | 2026-11-04T14:00 2026-11-04T14:05 | 2026-11-03T14:00 2026-11-03T14:05",
        "since 22:00 | 2026-11-03T22:00 2026-11-04T14:05 | 2026-11-02T22:00 2026-11-03T14:05",
        "since yesterday 22:00 | 2026-11-03T22:00 2026-11-04T14:05"
            + " | 2026-11-02T22:00 2026-11-03T14:05",
        "since monday | 2026-11-02T00:00 2026-11-04T14:05 | 2026-10-30T00:00 2026-11-01T14:05",
        "2026-11-03 22:00..now | 2026-11-03T22:00 2026-11-04T14:05"
            + " | 2026-11-02T22:00 2026-11-03T14:05",
        "２０２６－１１－０１ | 2026-11-01T00:00 2026-11-02T00:00 | 2026-10-31T00:00 2026-11-01T00:00",
      })
  void reads(String text, String span, String before) {
    Period period = now(text);

    assertThat(span(period)).isEqualTo(span);
    assertThat(before(period)).isEqualTo(before);
    assertThat(now(period.command())).isEqualTo(period);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "today | today until 14:05 | yesterday until 14:05 | today",
        "yesterday | yesterday, 2026-11-03 | 2026-11-02 | yesterday",
        "last 15 min | last 15 minutes, until 14:05 | the 15 minutes before | last 15m",
        "last hour | last 1 hour, until 14:05 | the 1 hour before | last 1h",
        "this week | this week, 2026-11-02 to 2026-11-04 until 14:05"
            + " | 2026-10-26 to 2026-10-28 until 14:05 | this week",
        "monday | 2026-11-02 | 2026-11-01 | 2026-11-02",
        "1 nov - 3 nov | 2026-11-01 to 2026-11-03 | 2026-10-29 to 2026-10-31"
            + " | 2026-11-01..2026-11-03",
        "9am-12pm | 2026-11-04 09:00–12:00 | 2026-11-03 09:00–12:00 | 2026-11-04 09:00..12:00",
        "since 14:00 | 2026-11-04 14:00–14:05 | 2026-11-03 14:00–14:05 | since 14:00",
        "2026-11-01 22:00..03:00 | 2026-11-01 22:00 to 2026-11-02 03:00"
            + " | 2026-10-31 22:00 to 2026-11-01 03:00 | 2026-11-01 22:00..2026-11-02 03:00",
      })
  void saysWhatItRead(String text, String label, String beforeLabel, String command) {
    Period period = now(text);

    assertThat(period.label()).isEqualTo(label);
    assertThat(period.beforeLabel()).isEqualTo(beforeLabel);
    assertThat(period.command()).isEqualTo(command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fortnight | “fortnight” is not a period I can read. Allowed: today, yesterday",
        "yestreday | “yestreday” is not a period I can read. Did you mean yesterday?",
        "last 15x | “last 15x” is not a period",
        "'' | “” is not a period",
        "14:05 | “14:05” is a moment, not a period. Say since 14:05, or give both ends",
        "2026-11-05 | “2026-11-05” is in the future: it is now 2026-11-04 14:04 in Europe/Berlin.",
        "today 15:00-16:00 | “today 15:00-16:00” is in the future",
        "tomorrow | “tomorrow” is in the future: it is now 2026-11-04 14:04 in Europe/Berlin.",
        "2026-11-03..2026-11-01 | “2026-11-03..2026-11-01” ends before it begins."
            + " Did you mean 2026-11-01..2026-11-03?",
        "today 13:00-12:00 | “today 13:00-12:00” ends before it begins."
            + " Did you mean 2026-11-04 12:00..2026-11-04 13:00?",
        "today 12:00-12:00 | “today 12:00-12:00” is empty",
        "last 0m | “last 0m” is empty",
        "last 93d | “last 93d” is too long: at most 92 days are answered, for example last 92d.",
        "last 999999999w | “last 999999999w” is too long",
        "2026-01-01..2026-11-01 | “2026-01-01..2026-11-01” is too long",
        "2026-02-30 | “2026-02-30” is not a date: February 2026 has 28 days.",
        "31 nov | “31 nov” is not a date: November 2026 has 30 days.",
        "2026-13-01 | “2026-13-01” has no such month: 13.",
        "01/11/2026 | “01/11/2026” can be 1 November 2026 or 11 January 2026."
            + " Write 2026-11-01 or 2026-01-11.",
        "today 25:00-26:00 | “today 25:00-26:00” is not a period",
        "today; DROP TABLE cdr | “today; DROP TABLE cdr” is not a period",
      })
  void explainsWhatItCannotRead(String text, String message) {
    assertThatThrownBy(() -> now(text))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void cutsLongNonsenseShort() {
    assertThatThrownBy(() -> now("x".repeat(5_000)))
        .isInstanceOf(CommandException.class)
        .message()
        .hasSizeLessThan(400);
  }

  @Test
  void reads92Days() {
    assertThat(now("last 92d").length()).isEqualTo(Duration.ofDays(92));
    // 92 days with an hour more.
    assertThat(now("2026-08-04..2026-11-03").length()).isEqualTo(Duration.ofHours(92 * 24 + 1));
    assertThatThrownBy(() -> now("2026-08-03..2026-11-03")).hasMessageContaining("too long");
  }

  // --- midnight, and days of 23 and 25 hours ---

  @Test
  void aDayBeginsWithItsFirstMinute() {
    Period period = at("2026-11-04T00:00:00", BERLIN, "today");

    assertThat(span(period)).isEqualTo("2026-11-04T00:00 2026-11-04T00:01");
    assertThat(before(period)).isEqualTo("2026-11-03T00:00 2026-11-03T00:01");
  }

  @Test
  void aDayEndsAtMidnight() {
    Period period = at("2026-11-04T23:59:59", BERLIN, "today");

    assertThat(span(period)).isEqualTo("2026-11-04T00:00 2026-11-05T00:00");
    assertThat(before(period)).isEqualTo("2026-11-03T00:00 2026-11-04T00:00");
    assertThat(period.label()).isEqualTo("today until 24:00");
  }

  @Test
  void daysAreAsLongAsTheyAre() {
    assertThat(now("2026-10-25").length()).isEqualTo(Duration.ofHours(25));
    assertThat(now("2026-03-29").length()).isEqualTo(Duration.ofHours(23));
    assertThat(at("2026-10-26T12:00:00", BERLIN, "yesterday").length())
        .isEqualTo(Duration.ofHours(25));
    assertThat(Duration.between(now("2026-10-26").beforeFrom(), now("2026-10-26").beforeTo()))
        .isEqualTo(Duration.ofHours(25));
  }

  @Test
  void countedHoursAreHours() {
    assertThat(at("2026-10-25T12:00:00", BERLIN, "last 24h").length())
        .isEqualTo(Duration.ofHours(24));
  }

  @Test
  void anHourThatOccursTwiceIsTakenWhole() {
    assertThat(now("2026-10-25 02:00..03:00").length()).isEqualTo(Duration.ofHours(2));
    assertThat(now("2026-10-25 02:15..02:45").length()).isEqualTo(Duration.ofMinutes(90));
    assertThat(now("2026-10-25 01:00..02:00").length()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void theSecondPassOfAnHourIsStillToday() {
    // 02:30 for the second time.
    Period today = at(Instant.parse("2026-10-25T01:30:20Z"), BERLIN, "today");
    Period since = at(Instant.parse("2026-10-25T01:10:00Z"), BERLIN, "since 02:30");

    assertThat(today.length()).isEqualTo(Duration.ofMinutes(3 * 60 + 31));
    assertThat(since.length()).isEqualTo(Duration.ofMinutes(41));
  }

  @Test
  void anHourThatIsSkippedIsNoPeriod() {
    assertThatThrownBy(() -> now("2026-03-29 02:00..03:00"))
        .hasMessageContaining("did not exist in Europe/Berlin");
    assertThat(span(now("2026-03-29 02:30..04:00"))).isEqualTo("2026-03-29T03:00 2026-03-29T04:00");
  }

  @Test
  void aDayThatBeginsAtOneBeginsAtOne() {
    ZoneId cairo = ZoneId.of("Africa/Cairo");

    // Egypt puts the clocks forward at midnight of the last Friday in April.
    Period period = at("2026-04-24T12:00:00", cairo, "today");

    assertThat(span(period)).isEqualTo("2026-04-24T01:00 2026-04-24T12:01");
    assertThat(before(period)).isEqualTo("2026-04-23T00:00 2026-04-23T12:01");
  }

  @Test
  void aDayThatNeverWasIsNotYesterday() {
    ZoneId apia = ZoneId.of("Pacific/Apia");

    // Samoa crossed the date line and left out 2011-12-30.
    assertThat(span(at("2011-12-31T12:00:00", apia, "yesterday")))
        .isEqualTo("2011-12-29T00:00 2011-12-31T00:00");
    assertThatThrownBy(() -> at("2011-12-31T12:00:00", apia, "2011-12-30"))
        .hasMessageContaining("did not exist in Pacific/Apia");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"})
  void zonesOffTheFullHourHaveTheirOwnHours(String zone) {
    Period period = at("2026-11-04T14:04:30", ZoneId.of(zone), "this hour");

    assertThat(span(period)).isEqualTo("2026-11-04T14:00 2026-11-04T14:05");
  }

  // --- properties ---

  @Property(tries = 3000)
  void anyPeriodIsSoundAndReadsBackAsItself(
      @ForAll("zones") ZoneId zone, @ForAll("moments") Instant now, @ForAll("texts") String text) {
    Period period;
    try {
      period = at(now, zone, text);
    } catch (CommandException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }

    assertThat(period.to()).isAfter(period.from()).isBeforeOrEqualTo(now.plusSeconds(60));
    assertThat(period.beforeTo()).isAfter(period.beforeFrom()).isBeforeOrEqualTo(period.from());
    assertThat(period.label()).isNotBlank();
    assertThat(period.beforeLabel()).isNotBlank();
    assertThat(at(now, zone, period.command())).isEqualTo(period);
  }

  @Property
  void todayAndYesterdayMeetWithoutGap(
      @ForAll("zones") ZoneId zone, @ForAll("moments") Instant now) {
    Period today = at(now, zone, "today");
    Period yesterday = at(now, zone, "yesterday");

    assertThat(yesterday.to()).isEqualTo(today.from());
    assertThat(today.from()).isBeforeOrEqualTo(now);
    assertThat(today.to()).isAfter(now);
  }

  @Property
  void theSimplePeriodsAlwaysExist(
      @ForAll("zones") ZoneId zone, @ForAll("moments") Instant now, @ForAll("simple") String text) {
    assertThat(at(now, zone, text).to()).isAfter(at(now, zone, text).from());
  }

  @Property
  void anyTextIsAPeriodOrAnErrorForTheUser(@ForAll String text, @ForAll("pieces") String pieces) {
    for (String each : new String[] {text, pieces}) {
      try {
        assertThat(now(each).command()).isNotBlank();
      } catch (CommandException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    Set<String> ids = new TreeSet<>(ZoneId.getAvailableZoneIds());
    return Arbitraries.of(ids).map(ZoneId::of);
  }

  @Provide
  Arbitrary<Instant> moments() {
    long from = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    long to = Instant.parse("2060-01-01T00:00:00Z").getEpochSecond();
    Arbitrary<Long> any = Arbitraries.longs().between(from, to);
    // Around the time the clocks change, where the trouble is.
    Arbitrary<Long> atChange =
        Arbitraries.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2011-12-30T10:00:00Z")
            .map(text -> Instant.parse(text).getEpochSecond())
            .flatMap(at -> Arbitraries.longs().between(at - 7200, at + 100_000));
    return Arbitraries.oneOf(any, atChange).map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<String> simple() {
    return Arbitraries.of(
        "today",
        "yesterday",
        "last 15m",
        "last 24h",
        "last 7d",
        "last 2w",
        "this hour",
        "this week",
        "last week",
        "this month",
        "last month",
        "monday",
        "sunday",
        "since 00:00",
        "since 14:05");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> time =
        Arbitraries.integers()
            .between(0, 1439)
            .map(m -> String.format(java.util.Locale.ROOT, "%02d:%02d", m / 60, m % 60));
    Arbitrary<String> date =
        Arbitraries.oneOf(
            Arbitraries.of(
                "today", "yesterday", "monday", "sunday", "2026-03-29", "2026-10-25", "2011-12-30"),
            Arbitraries.of("1 jan", "29 feb", "31.12.", "nov 5"));
    Arbitrary<String> times = time.flatMap(a -> time.map(b -> a + ".." + b));
    Arbitrary<String> point = date.flatMap(d -> time.map(t -> d + " " + t));
    return Arbitraries.oneOf(
        simple(),
        date,
        times,
        point.flatMap(a -> time.map(b -> a + "-" + b)),
        date.flatMap(a -> date.map(b -> a + " to " + b)),
        point.flatMap(a -> point.map(b -> a + ".." + b)),
        time.map(t -> "since " + t),
        point.map(p -> "since " + p),
        Arbitraries.integers().between(1, 100).map(n -> "last " + n + "h"));
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "last",
            "this",
            "since",
            "from",
            "to",
            "..",
            "-",
            "today",
            "monday",
            "2026-11-01",
            "0000-00-00",
            "9999-12-31",
            "99.99.9999",
            "14:05",
            "99:99",
            "15m",
            "999999999w",
            "1st",
            "nov",
            "1",
            ",",
            "am",
            "now",
            "until")
        .list()
        .ofMaxSize(6)
        .map(words -> String.join(" ", words));
  }
}
