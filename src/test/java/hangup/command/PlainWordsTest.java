package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.yaml.Problems;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {

  private static final List<String> GATEWAYS = List.of("GW-7", "GW-12", "Carrier One", "today");
  private static final List<String> CUSTOMERS =
      List.of("ACME Ltd", "Müller & Söhne", "22", "OOO «Ромашка»", "Monday Telecom");

  private static final Catalog CATALOG =
      CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
  private static final Vocabulary VOCABULARY =
      Vocabulary.of(() -> CATALOG, () -> GATEWAYS, () -> CUSTOMERS);

  private final LineParser parser = new LineParser(Commands.SPECS);
  private final PlainWords words = new PlainWords(Commands.SPECS, parser, VOCABULARY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "why 22? | /reason 22",
        "Why 22 | /reason 22",
        "22 | /reason 22",
        "#22? | /reason 22",
        "why -9 | /reason -9",
        "what is 22 | /reason 22",
        "what does 22 mean? | /reason 22",
        "warum 22? | /reason 22",
        "reason 22 | /reason 22",
        "reason no route | /reason no route",
        "balance insufficient | /reason balance insufficient",
        "why no available route? | /reason no available route",
        "balanse | /reason balanse",
        "how do I fix 15 | /fix 15",
        "how do i fix media timeout? | /fix media timeout",
        "is 24 billed? | /billing 24",
        "what is billed | /billing",
        "sip 503 | /sip 503",
        "what is sip 503? | /sip 503",
        "503 | /sip 503",
        "q.850 cause 34 | /q850 34",
        "Q850 17 | /q850 17",
        "list codes | /reasons",
        "summary | /summary",
        "summary yesterday by customer | /summary yesterday by:customer",
        "what failed today on GW-7 | /summary today gateway:GW-7",
        "what failed today on gw7? | /summary today gateway:GW-7",
        "what failed on gateway gw 12 since 14:05 | /summary since 14:05 gateway:GW-12",
        "failures on carrier one last 15m | /summary last 15m gateway:\"Carrier One\"",
        "failures for ACME Ltd yesterday | /summary yesterday customer:\"ACME Ltd\"",
        "failures muller & sohne | /summary customer:\"Müller & Söhne\"",
        "what failed on monday | /summary monday",
        "what failed for Monday Telecom | /summary customer:\"Monday Telecom\"",
        "what failed on monday for customer monday telecom"
            + " | /summary monday customer:\"Monday Telecom\"",
        "failures of customer 22 today | /summary today customer:22",
        "why did calls fail yesterday | /summary yesterday",
        "22 today | /summary today code:22",
        "why 22 on GW-7 since 14:05 | /summary since 14:05 code:22 gateway:GW-7",
        "top gateways today | /summary today by:gateway",
        "failures by hour yesterday | /summary yesterday by:hour",
        "failures today per customer | /summary today by:customer",
        "GW-7 | /summary gateway:GW-7",
        "GW-7 yesterday | /summary yesterday gateway:GW-7",
        "yesterday | /summary yesterday",
        "fehler heute | /summary heute",
        "fehler gestern nach gateway | /summary gestern by:gateway",
        "what failed on GW-99 today | /summary today gateway:GW-99",
        "what failed for customer Nobody today | /summary today customer:Nobody",
        "what failed between 09:00 and 12:00? | /summary between 09:00 and 12:00",
        "what failed 2026-11-01..2026-11-03 | /summary 2026-11-01..2026-11-03",
        "ｗｈｙ ２２？ | /reason 22",
      })
  void understands(String text, String line) {
    assertThat(words.read(text))
        .isInstanceOfSatisfying(
            PlainWords.Clear.class,
            clear -> {
              assertThat(clear.command().line()).isEqualTo(line);
              assertThat(parser.parse(line)).isEqualTo(clear.command());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "why 22 and 503? | /reason 22",
        "sip 503 on GW-7 | /sip 503",
        "why? | /reason 22",
        "fix | /fix 15",
        "please fix my printer | /fix 15",
        "what failed today on the moon | /summary today",
      })
  void offersTheNearest(String text, String first) {
    assertThat(words.read(text))
        .isInstanceOfSatisfying(
            PlainWords.Unsure.class,
            unsure -> {
              assertThat(unsure.lines()).first().isEqualTo(first);
              assertThat(unsure.lines()).hasSizeLessThanOrEqualTo(3);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "?!",
        "🎉🎉🎉",
        "hello",
        "thank you very much",
        "\u202e\u200b",
        "'; DROP TABLE cdr; --",
      })
  void guessesNothingFromNothing(String text) {
    assertThat(words.read(text)).isEqualTo(new PlainWords.Unsure(List.of()));
  }

  @Test
  void offersEachOfTwoNumbers() {
    assertThat(words.read("why 22 and 15?"))
        .isEqualTo(new PlainWords.Unsure(List.of("/reason 22", "/reason 15")));
  }

  @Test
  void offersReasonsThatAreOnlyAlike() {
    Vocabulary alike =
        new Vocabulary(
            List::of,
            List::of,
            List::of,
            text ->
                new Vocabulary.Hits(
                    false, List.of(new Suggestion("8", "8 A"), new Suggestion("24", "24 B"))));

    assertThat(new PlainWords(Commands.SPECS, parser, alike).read("why blnc?"))
        .isEqualTo(new PlainWords.Unsure(List.of("/reason 8", "/reason 24", "/reason 22")));
  }

  @Test
  void worksWithoutNamesAndWithoutCommands() {
    PlainWords nameless = new PlainWords(Commands.SPECS, parser, Vocabulary.EMPTY);
    PlainWords empty = new PlainWords(List.of(), new LineParser(List.of()), Vocabulary.EMPTY);

    assertThat(nameless.read("why 22")).isInstanceOf(PlainWords.Clear.class);
    assertThat(empty.read("why 22")).isEqualTo(new PlainWords.Unsure(List.of()));
  }

  @Property
  void whateverIsUnderstoodCanBeTyped(@ForAll("sentences") String text) {
    if (words.read(text) instanceof PlainWords.Clear clear) {
      assertThat(parser.parse(clear.command().line())).isEqualTo(clear.command());
    } else {
      assertThat(((PlainWords.Unsure) words.read(text)).lines())
          .hasSizeLessThanOrEqualTo(3)
          .allSatisfy(line -> assertThat(parser.parse(line).spec()).isIn(Commands.SPECS));
    }
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "why",
                "what",
                "failed",
                "today",
                "on",
                "GW-7",
                "customer",
                "by",
                "gateway",
                "22",
                "-9",
                "fix",
                "how do i",
                "\"",
                "ACME",
                "Ltd",
                "last",
                "15m",
                "hour",
                "quiet",
                "sip",
                "503",
                "caller",
                "route",
                "balanse",
                "for",
                "since",
                "14:05",
                "'",
                ":",
                "🎉"),
            Arbitraries.strings().ofMaxLength(8))
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join(" ", parts));
  }
}
