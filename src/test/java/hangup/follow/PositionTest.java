package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void survivesAsText() {
    Position position =
        new Position(
            5, 4, new Position.Block(1, 3, 2), new TreeMap<>(Map.of(3_600_000L, 7L, 0L, 1L)), 9);
    assertThat(Position.parse(position.text())).hasValue(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[]", "17", "{\"head\":5}", "file.csv"})
  void isNotMadeOfAnotherText(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }
}
