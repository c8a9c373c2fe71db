package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How single values are read. */
final class FieldValuesTest {
  private static final String HEADER =
      "flowno;starttime;stoptime;holdtime;callerpdd;calleepdd;endreason;enddirection;fee\n";

  private static Reading read(String... rows) {
    String good = "1;1793582102;1793582103;0;;;22;;\n".repeat(rows.length);
    return Reading.of(HEADER + Stream.of(rows).collect(Collectors.joining("\n", "", "\n")) + good);
  }

  private static Cdr one(String talk, String pdd, String reason, String direction, String fee) {
    Reading reading =
        read(String.join(";", "7", "1793582102", "1793582103", talk, pdd, reason, direction, fee));
    assertThat(reading.report().firstRejected()).isEmpty();
    return reading.cdrs().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "63, 63",
    "'', 0",
    "63.9, 63",
    "'63,0', 63",
    "00:01:03, 63",
    "1:03, 63",
    "100:00:00, 360000",
    "2147483647, 2147483647"
  })
  void talkTimes(String text, int seconds) {
    assertThat(one(text, ";", "22", "", "").talkSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "2147483648", "1:", ":1", "1:2:3:4", "x", "1 h", "1.x", "99999999999"})
  void noTalkTimes(String text) {
    Reading reading = read("7;1793582102;1793582103;" + text + ";;;22;;");

    assertThat(reading.report().firstRejected())
        .singleElement()
        .extracting(RejectedLine::cause)
        .asString()
        .startsWith("the talk time (field 4) is no time in seconds or as hh:mm:ss");
  }

  @ParameterizedTest
  @CsvSource({
    "2140;0, 2140",
    "0;2140, 2140",
    ";2140, 2140",
    "0;0, -1",
    ";, -1",
    "NULL;\\N, -1",
    "-1;-1, -1",
    "900;100, 900"
  })
  void postDialDelays(String text, int millis) {
    assertThat(one("0", text, "22", "", "").pddMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "22, 22, ",
    "-69, -69, ",
    "+503, 503, ",
    "0, 0, ",
    "No Available Route, 0, No Available Route",
    "22 busy, 0, 22 busy",
    "99999999999, 0, 99999999999",
    "-, 0, -",
    "NULL, 0, ''"
  })
  void reasons(String text, int code, String reasonText) {
    Cdr cdr = one("0", ";", text, "", "");

    assertThat(cdr.reason()).isEqualTo(code);
    assertThat(cdr.reasonText()).isEqualTo(reasonText);
  }

  @ParameterizedTest
  @CsvSource({
    "0, CALLER",
    "1, CALLEE",
    "2, SERVER",
    "3, UNKNOWN",
    "-1, UNKNOWN",
    "'', UNKNOWN",
    "Caller, CALLER",
    "SERVER, SERVER",
    "被叫, CALLEE",
    "服务器, SERVER",
    "12, UNKNOWN"
  })
  void directions(String text, EndDirection direction) {
    assertThat(one("0", ";", "22", text, "").endedBy()).isEqualTo(direction);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "0.0315 0.0315",
        "0,0315 0.0315",
        "'' 0",
        "12 12",
        "-1.5 -1.5",
        ".5 0.5",
        "1.234,56 1234.56",
        "1,234.56 1234.56",
        "1,234,567 1234567",
        "1.0E-5 0.00001",
        "123456789.123456789 123456789.123456789",
        "0.1234567890123456 0.1234567890123456"
      })
  void amounts(String text, double amount) {
    assertThat(one("0", ";", "22", "", text).fee()).isEqualTo(amount);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "1e999",
        "0x1p3",
        "1d",
        "EUR 1",
        "-",
        ".",
        "--1",
        "1.2.3,4,5",
        "192.0.2.1",
        "1,23,456"
      })
  void noAmounts(String text) {
    byte[] bytes = text.getBytes(UTF_8);

    assertThat(Amounts.parse(bytes, 0, bytes.length)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "sofia/gateway/GW-2/8613900000001, GW-2",
    "sofia/external/8613900000001@sip.example.net:5060, sip.example.net",
    "sofia/external/8613900000001, external",
    "PJSIP/vendor-a-0000001f, vendor-a",
    "SIP/8613900000001@vendor-b-00000020, vendor-b",
    "DAHDI/i1/8613900000001-1, i1",
    "GW-1, GW-1",
    "'', ''"
  })
  void channels(String channel, String gateway) {
    assertThat(ChannelNames.gatewayOf(channel)).isEqualTo(gateway);
  }

  @Test
  void hashesStayTheSameForEver() {
    byte[] text = "0a6e2f7e-0000-4000-8000-000000000001".getBytes(UTF_8);

    assertThat(Hash64.add(Hash64.SEED, text, 0, text.length))
        .isEqualTo(-7_835_964_052_864_748_899L);
    assertThat(Hash64.add(Hash64.SEED, text, 0, 0)).isEqualTo(-8_868_430_071_493_691_992L);
    assertThat(
            read("NULL;1793582102;1793582103;0;;;22;;", ";1793582102;1793582103;0;;;22;2;")
                .cdrs()
                .subList(0, 2))
        .extracting(Cdr::id)
        .containsExactly(-1_366_070_530_342_114_241L, 874_864_828_352_086_977L);
  }

  @Test
  void equalRowsWithoutAnIdHaveEqualHashesHoweverTheyAreWritten() {
    Reading comma =
        Reading.of("starttime,stoptime,holdtime,endreason\n1793582102,1793582103,0,22\n");
    Reading tab =
        Reading.of(
            "endreason\tholdtime\tstoptime\tstarttime\n22\t0\t1793582103000\t1793582102000\n");
    Reading other =
        Reading.of(
            "endreason\tholdtime\tstoptime\tstarttime\n21\t0\t1793582103000\t1793582102000\n");

    assertThat(comma.cdrs().get(0)).isEqualTo(tab.cdrs().get(0));
    assertThat(other.cdrs().get(0).id()).isNotEqualTo(tab.cdrs().get(0).id());
  }
}
