package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeParserTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static long parse(TimeParser parser, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
    return parser.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1793582102 | 2026-11-02T01:15:02Z",
        "1793582102.5 | 2026-11-02T01:15:02.5Z",
        "1793582102123 | 2026-11-02T01:15:02.123Z",
        "946684800000 | 2000-01-01T00:00:00Z",
        "1793582102123456 | 2026-11-02T01:15:02.123Z",
        "20261102091502 | 2026-11-02T08:15:02Z",
        "2026-11-02 09:15:02 | 2026-11-02T08:15:02Z",
        "2026-11-02 09:15 | 2026-11-02T08:15:00Z",
        "2026-11-02  09:15:02.1 | 2026-11-02T08:15:02.100Z",
        "2026/11/2 9:5:2 | 2026-11-02T08:05:02Z",
        "2026.11.02 09:15:02,123456 | 2026-11-02T08:15:02.123Z",
        "2026-11-02T09:15:02Z | 2026-11-02T09:15:02Z",
        "2026-11-02T09:15:02.123+08:00 | 2026-11-02T01:15:02.123Z",
        "2026-11-02 09:15:02 -0330 | 2026-11-02T12:45:02Z",
        "2026-11-02 09:15:02+08 | 2026-11-02T01:15:02Z",
        "2026-11-02 09:15:02 UTC | 2026-11-02T09:15:02Z",
        "2026年11月2日 09时15分02秒 | 2026-11-02T08:15:02Z",
        "2024-02-29 00:00:00 | 2024-02-28T23:00:00Z"
      })
  void readsTimes(String text, Instant expected) {
    assertThat(parse(new TimeParser(BERLIN), text)).isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "-1793582102",
        "4930000001",
        "1234567",
        "20261102",
        "2026-11-02",
        "02.11.2026 09:15",
        "2026-13-01 00:00:00",
        "2026-02-29 00:00:00",
        "2026-11-31 00:00:00",
        "2026-11-02 24:00:00",
        "2026-11-02 09:60:00",
        "2026-11-02 09:15:02x",
        "2026-11-02 09:15:02 +9",
        "2026-11-02T",
        "1999-12-31 22:59:59",
        "2100-01-01 01:00:00",
        "99999999999999999999",
        "20261302091502",
        ".",
        "2026-11-02 09:15:02 PM",
        "1793582102.5x",
        "2026-00-02 09:15:02"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(parse(new TimeParser(BERLIN), text)).isEqualTo(TimeParser.BAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "000", "0000-00-00 00:00:00"})
  void nothingIsNoTime(String text) {
    assertThat(parse(new TimeParser(BERLIN), text)).isEqualTo(TimeParser.NONE);
  }

  @Test
  void anHourThatComesTwiceIsTheFirstAndIsCounted() {
    TimeParser parser = new TimeParser(BERLIN);

    assertThat(parse(parser, "2026-10-25 01:59:59"))
        .isEqualTo(Instant.parse("2026-10-24T23:59:59Z").toEpochMilli());
    assertThat(parser.ambiguousCount()).isZero();
    assertThat(parse(parser, "2026-10-25 02:30:00"))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z").toEpochMilli());
    assertThat(parser.laterBy()).isEqualTo(3_600_000);
    assertThat(parse(parser, "2026-10-25 03:00:00"))
        .isEqualTo(Instant.parse("2026-10-25T02:00:00Z").toEpochMilli());
    assertThat(parser.laterBy()).isZero();
    assertThat(parser.ambiguousCount()).isEqualTo(1);
    assertThat(parser.usedZone()).contains(BERLIN);
  }

  @Test
  void anHourThatIsLeftOutIsTakenByTheOffsetBefore() {
    TimeParser parser = new TimeParser(BERLIN);

    assertThat(parse(parser, "2026-03-29 02:30:00"))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z").toEpochMilli());
    assertThat(parser.ambiguousCount()).isEqualTo(1);
    assertThat(parser.laterBy()).isZero();
  }

  @Test
  void aCallOverTheRepeatedHourHasEndedAfterItsStart() {
    Reading reading =
        Reading.of(
            """
            flowno,starttime,stoptime,holdtime,endreason
            1,2026-10-25 02:59:50,2026-10-25 02:00:10,20,12
            2,2026-10-25 01:59:50,2026-10-25 01:00:10,20,12
            3,2026-10-25 04:00:00.700,2026-10-25 04:00:00,0,22
            """,
            ReadOptions.in(BERLIN));

    assertThat(reading.cdrs()).extracting(Cdr::id).containsExactly(1L, 3L);
    assertThat(reading.cdrs().get(0).stopMs() - reading.cdrs().get(0).startMs()).isEqualTo(20_000);
    assertThat(reading.report().inProgress()).isEqualTo(1);
    assertThat(reading.report().warnings())
        .anyMatch(warning -> warning.startsWith("2 times lie in"));
  }

  @Property
  void localTextIsWhatJavaMakesOfIt(
      @ForAll @LongRange(min = 946_771_200, max = 4_102_358_399L) long second,
      @ForAll("zones") ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    String text = local.toString().replace('T', ' ') + (local.getSecond() == 0 ? ":00" : "");

    TimeParser parser = new TimeParser(zone);
    parse(parser, "2026-06-01 00:00:00");

    assertThat(parse(parser, text)).isEqualTo(local.atZone(zone).toInstant().toEpochMilli());
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin", "Asia/Shanghai", "America/St_Johns", "Australia/Lord_Howe", "UTC")
        .map(ZoneId::of);
  }
}
