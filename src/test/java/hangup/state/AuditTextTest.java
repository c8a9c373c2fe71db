package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Replies;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTextTest {

  @ParameterizedTest
  @CsvSource({
    "8801712345678, 880171234****",
    "+880 (1712) 345-678, +880171234****",
    "who:8801712345678 yesterday, who:880171234**** yesterday",
    "880.1712.345.678, 880171234****",
    "٨٨٠١٧١٢٣٤٥٦٧٨, 880171234****",
    "880\u200b1712\u2060345678, 880171234****",
    "880\u00001712345678, 880171234****",
    "until:2026-12-24 12:00, until:2026-12-24 12:00",
    "2026-11-01..2026-11-03, 2026-11-01..2026-11-03",
    "customer:10023 code:22, customer:10023 code:22",
    "88017****, 88017****",
    "source:123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr, source:(secret)",
    "password=hunter2hunter2 x, password=(secret) x",
  })
  void hidesTheEndsOfNumbersHoweverTheyAreWritten(String text, String kept) {
    assertThat(AuditText.of(text)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "12345, 12***",
    "10023 as:customer, 10*** as:customer",
    "GW-7, GW-7",
    "2026-12-24, 2026-12-24"
  })
  void hidesShorterOnesWhereAsked(String text, String kept) {
    assertThat(AuditText.of(text, 5)).isEqualTo(kept);
  }

  @Property(tries = 300)
  void noNumberPassesWhole(
      @ForAll("numbers") String number,
      @ForAll("parts") String part,
      @ForAll("texts") String before,
      @ForAll("texts") String after) {
    String typed = number.substring(0, 4) + part + number.substring(4);

    String kept = AuditText.of(before + " " + typed + " " + after);

    assertThat(kept.replaceAll("[^\\p{Nd}]", "")).doesNotContain(number);
    assertThat(kept).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]");
    assertThat(AuditText.of(kept)).isEqualTo(kept);
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.strings().withCharRange('0', '9').ofMinLength(10).ofMaxLength(15);
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.of("", " ", "-", ".", "\u200b", "\u0000", "\n", ") (", "/");
  }

  @Provide
  Arbitrary<String> texts() {
    return Replies.hostileText().map(text -> text.replaceAll("\\p{Nd}", "n"));
  }
}
