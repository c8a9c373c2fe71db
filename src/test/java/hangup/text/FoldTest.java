package hangup.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldTest {

  @ParameterizedTest
  @CsvSource({
    "'  Route-Not_Found ', route not found",
    "NORMAL_CLEARING, normal clearing",
    "Caf\u00e9, cafe",
    "Cafe\u0301, cafe",
    "IN\u0130\u015e, inis",
    "kap\u0131, kapi",
    "Stra\u00dfe, strasse",
    "STRA\u1e9eE, strasse",
    "don't, dont",
    "\uff22\uff41\uff4c\uff41\uff4e\uff43\uff45, balance",
    "no\u200broute, noroute",
    "'no\u0000\u001b[31mroute', no 31mroute",
    "\ud83d\udd25 22 \ud83d\udd25, 22",
    "'', ''",
    "'--', ''"
  })
  void foldsToComparableWords(String text, String folded) {
    assertThat(Fold.words(text)).isEqualTo(folded);
  }

  @Test
  void compactHasNoSpaces() {
    assertThat(Fold.compact("No Available-Route")).isEqualTo("noavailableroute");
  }

  @Test
  void longTextIsCut() {
    assertThat(Fold.words("x".repeat(100_000))).hasSize(Fold.MAX_LENGTH);
  }

  @Property
  void foldingTwiceChangesNothing(@ForAll @StringLength(max = 10) String text) {
    String once = Fold.words(text);
    assertThat(Fold.words(once)).isEqualTo(once);
    assertThat(once).doesNotStartWith(" ").doesNotEndWith(" ").doesNotContain("  ");
  }
}
