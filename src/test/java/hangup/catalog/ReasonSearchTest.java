package hangup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.catalog.SearchResult.Found;
import hangup.catalog.SearchResult.Near;
import hangup.catalog.SearchResult.Several;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReasonSearchTest {
  private static final Catalog VOS3000 = Catalogs.builtIn("vos3000-25");

  @ParameterizedTest
  @CsvSource({
    "22, 22",
    "' #22 ', 22",
    "+22, 22",
    "Normal Clearing, 1",
    "NORMAL_CLEARING, 1",
    "no-available-route, 22",
    "noavailableroute, 22",
    "busy, 2",
    "no answer, 3",
    "no credit, 8",
    "balance, 8",
    "balanse, 8",
    "Balnce Insufficent, 8",
    "\uff22alance\u3000Insufficient, 8",
    "b\u00e0lan\u00e7e, 8",
    "INSUFF\u0130C\u0130ENT, 8",
    "insuficient, 8",
    "route available, 22",
    "avail route, 22",
    "unautorized ip, 17",
    "blaklist, 20",
    "gatway unavailabel, 21",
    "congestion network, 5",
    "\ud83d\udd25busy\ud83d\udd25, 2",
    "cps, 19"
  })
  void oneClearHitAnswers(String words, int code) {
    assertThat(VOS3000.search(words)).isEqualTo(new Found(VOS3000.byCode(code).orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({
    "no route, '22,6'",
    "route, '6,22'",
    "not found, '6,7'",
    "account, '9,10'",
    "rote, '6,7,22'"
  })
  void severalAreOfferedTheBestFirst(String words, String codes) {
    assertThat(VOS3000.search(words))
        .isInstanceOfSatisfying(
            Several.class,
            several ->
                assertThat(several.reasons())
                    .extracting(reason -> String.valueOf(reason.code()))
                    .startsWith(codes.split(",")));
  }

  @ParameterizedTest
  @CsvSource({
    "the balance is low today, 8",
    "please tell me about 22, 22",
    "503, 5",
    "code 19, 19",
    "media problems, 15"
  })
  void whatFitsInPartIsSuggested(String words, int code) {
    assertThat(VOS3000.search(words))
        .isInstanceOfSatisfying(
            Near.class,
            near -> assertThat(near.suggestions()).extracting(EndReason::code).contains(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "99",
        "-8",
        "999999999999",
        "xyzzy",
        "?",
        "\ud83d\ude00",
        "\u0000\u001b[2J",
        "\u202e\u202d",
        "'; DROP TABLE cdr; --",
        "\u5fd9",
        "@everyone"
      })
  void nothingNearSuggestsNothing(String words) {
    assertThat(VOS3000.search(words)).isEqualTo(new Near(List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 100_000})
  void longTextIsAnswered(int length) {
    assertThat(VOS3000.search("a ".repeat(length))).isInstanceOf(Near.class);
    assertThat(VOS3000.search("b".repeat(length))).isInstanceOf(Near.class);
    assertThat(VOS3000.search("\ufdfa".repeat(length))).isInstanceOf(Near.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-8", "\u22128", "\u20138", "callee hung up", "Callee Hangup"})
  void negativeCodesAreFoundInTheSignedTable(String words) {
    Catalog signed = Catalogs.builtIn("vos3000-signed");
    assertThat(signed.search(words)).isEqualTo(new Found(signed.byCode(-8).orElseThrow()));
  }

  @Property
  void theSameWordsAlwaysGiveTheSameAnswer(@ForAll @StringLength(max = 200) String words) {
    assertThat(VOS3000.search(words)).isEqualTo(VOS3000.search(words));
  }

  @Property
  void anyOneSlipInALongNameIsForgiven(
      @ForAll @IntRange(min = 1, max = 25) int code, @ForAll @IntRange(min = 1, max = 30) int at) {
    EndReason reason = VOS3000.byCode(code).orElseThrow();
    String name = reason.name();
    int slip = 1 + at % (name.length() - 1);
    String typed = name.substring(0, slip) + name.substring(slip + 1);
    SearchResult result = VOS3000.search(typed);
    List<EndReason> offered =
        result instanceof Found found
            ? List.of(found.reason())
            : result instanceof Several several ? several.reasons() : List.of();
    assertThat(offered).as(typed).contains(reason);
  }

  @Property
  void severalMeansAtLeastTwoAndNoneTwice(@ForAll @StringLength(max = 20) String words) {
    if (VOS3000.search(words) instanceof Several several) {
      assertThat(several.reasons()).hasSizeBetween(2, 6).doesNotHaveDuplicates();
    }
  }
}
