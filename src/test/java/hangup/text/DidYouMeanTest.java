package hangup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DidYouMeanTest {
  private static final List<String> COMMANDS =
      List.of("reason", "reasons", "summary", "billing", "fix", "sip", "q850", "help", "about");

  @ParameterizedTest
  @CsvSource({
    "reson, reason",
    "raeson, reason",
    "sumary, summary",
    "summery, summary",
    "biling, billing",
    "HELP, help",
    "hlep, help",
    "ab, about",
    "sipp, sip",
    "fxi, fix"
  })
  void nearestComesFirst(String typed, String meant) {
    assertThat(DidYouMean.best(typed, COMMANDS)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "x", "weather", "\ud83d\udd25", "'; drop table cdr; --"})
  void nothingNearGivesNothing(String typed) {
    assertThat(DidYouMean.among(typed, COMMANDS, 3)).isEmpty();
  }

  @Test
  void severalAreNearestFirst() {
    assertThat(DidYouMean.among("reasn", COMMANDS, 3)).containsExactly("reason", "reasons");
    assertThat(DidYouMean.among("reasn", COMMANDS, 1)).containsExactly("reason");
  }

  @Property
  void everyKnownWordIsItsOwnNearest(@ForAll @IntRange(max = 8) int index) {
    assertThat(DidYouMean.best(COMMANDS.get(index), COMMANDS)).contains(COMMANDS.get(index));
  }

  @Property
  void anyTextIsAnswered(@ForAll String typed) {
    assertThat(DidYouMean.among(typed, COMMANDS, 3)).hasSizeLessThanOrEqualTo(3);
  }
}
