package hangup.channel;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.state.ChannelSettings;
import hangup.state.ChannelSettings.Dates;
import hangup.state.ChannelSettings.Numbers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelStyleTest {

  private static final ChannelSettings COMMA =
      ChannelSettings.DEFAULT.withNumbers(Numbers.COMMA).withDates(Dates.DMY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4,135 calls (+20%) | 4.135 calls (+20%)",
        "ASR 48.1% (was 60.8%) | ASR 48,1% (was 60,8%)",
        "1,234,567 | 1.234.567",
        "failures ×5.4, −12.1 points | failures ×5,4, −12,1 points",
        "2.4 s | 2,4 s",
        "2026-11-02 18:01 | 02.11.2026 18:01",
        "(12,345) | (12.345)",
      })
  void numbersAndDatesAreWrittenAsWanted(String text, String wanted) {
    assertThat(ChannelStyle.text(text, COMMA)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.20.30.40:5060",
        "GW-7.5",
        "v1.2.3",
        "sip:1,234@example.org",
        "+8801712345678",
        "1,23",
        "call-2026-11-02-7",
        "12:30",
        "22 No Available Route",
        "-3",
        "T1.5x"
      })
  void whatIsNoNumberOfOursStays(String text) {
    assertThat(ChannelStyle.text(text, COMMA)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"PLAIN | 4135.5", "SPACE | 4\u202f135,5", "POINT | 4,135.5", "COMMA | 4.135,5"})
  void everyStyle(Numbers numbers, String wanted) {
    assertThat(ChannelStyle.text("4,135.5", ChannelSettings.DEFAULT.withNumbers(numbers)))
        .isEqualTo(wanted);
  }
}
