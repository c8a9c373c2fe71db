package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "999|999", "1000|1,000", "-1234567|−1,234,567", "100|100", "12345|12,345"})
  void groupsDigits(long value, String expected) {
    assertThat(Figures.count(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0%",
    "1, 10, 10%",
    "10, 10, 100%",
    "9999, 10000, 99%",
    "61, 100, 61%",
    "1, 23, 4.3%",
    "99, 1000, 9.9%",
    "996, 10000, 10%",
    "1, 100000, <0.1%",
    "0, 0, –"
  })
  void roundsSharesAsFarAsTheyMeanSomething(long part, long whole, String expected) {
    assertThat(Figures.percent(part, whole)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, –",
    "5, 0, new",
    "0, 5, −5",
    "7, 5, +2",
    "5, 5, same",
    "112, 100, +12%",
    "65, 100, −35%",
    "0, 100, −100%",
    "1001, 1000, ±0%",
    "400, 100, ×4.0",
    "1249, 100, ×12",
    "1250000, 100, '×12,500'"
  })
  void saysHowACountChanged(long now, long before, String expected) {
    assertThat(Figures.change(now, before)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59.4, 59 s",
    "59.6, 1 min 00 s",
    "102, 1 min 42 s",
    "3599.9, 1 h 00 min",
    "7500, 2 h 05 min"
  })
  void writesDurations(double seconds, String expected) {
    assertThat(Figures.duration(seconds)).isEqualTo(expected);
  }

  @Test
  void hidesRatiosOfFewCalls() {
    assertThat(Figures.ratio(OptionalDouble.of(0.5), 19)).isEqualTo("–");
    assertThat(Figures.ratio(OptionalDouble.of(0.4806), 20)).isEqualTo("48.1%");
    assertThat(Figures.ratio(OptionalDouble.empty(), 100)).isEqualTo("–");
    assertThat(Figures.share(1, 19)).isEqualTo("–");
  }

  @Test
  void namesTheDayOnlyWhereItDiffers() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant noon = Instant.parse("2026-11-02T11:00:00Z");

    assertThat(Figures.near(Instant.parse("2026-11-01T23:30:00Z"), noon, berlin))
        .isEqualTo("00:30");
    assertThat(Figures.near(Instant.parse("2026-11-01T22:30:00Z"), noon, berlin))
        .isEqualTo("2026-11-01 23:30");
  }
}
