package hangup.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "balance, balance, 0",
    "balanse, balance, 1",
    "balnace, balance, 1",
    "balace, balance, 1",
    "ballance, balance, 1",
    "'', abc, 3",
    "kitten, sitting, 3",
    "ca, abc, 3",
    "abcd, badc, 2"
  })
  void countsSlips(String a, String b, int slips) {
    assertThat(EditDistance.between(a, b, 10)).isEqualTo(slips);
  }

  @Property
  void agreesWithTheWholeTable(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String a,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String b,
      @ForAll @IntRange(max = 9) int limit) {
    int whole = wholeTable(a, b);
    assertThat(EditDistance.between(a, b, limit)).isEqualTo(Math.min(whole, limit + 1));
    assertThat(EditDistance.between(b, a, limit)).isEqualTo(Math.min(whole, limit + 1));
  }

  /** The definition, cell by cell, without a limit. */
  private static int wholeTable(String a, String b) {
    int[][] cells = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cells[i][j] = i + j;
          continue;
        }
        int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cells[i][j] =
            Math.min(cells[i - 1][j - 1] + wrong, Math.min(cells[i - 1][j], cells[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cells[i][j] = Math.min(cells[i][j], cells[i - 2][j - 2] + 1);
        }
      }
    }
    return cells[a.length()][b.length()];
  }
}
