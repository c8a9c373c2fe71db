package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;

/** What is kept of a number finds it by every beginning, and does not tell what is hidden. */
final class PartialNumberTest {
  private static final PartialNumber NUMBERS =
      new PartialNumber(
          new NumberKey("a key for tests.".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

  private static final Connection DATABASE = inMemory();

  @Property(tries = 300)
  void everyBeginningFindsIt(
      @ForAll @CharRange(from = '0', to = '9') @StringLength(min = 5, max = 30) String number,
      @ForAll @IntRange(min = 5, max = 30) int length)
      throws SQLException {
    String prefix = number.substring(0, Math.min(length, number.length()));
    assertThat(fits(number, prefix)).isTrue();
    assertThat(fits("+" + number, prefix)).isTrue();
    assertThat(fits(number + "@host", prefix)).isTrue();
    char other = prefix.charAt(0) == '9' ? '8' : '9';
    assertThat(fits(number, other + prefix.substring(1))).isFalse();
  }

  @Test
  void aWholeNumberFindsFewOthersThatShowTheSame() throws SQLException {
    int found = 0;
    for (int i = 0; i < 10_000; i++) {
      String number = "880171234" + String.format(java.util.Locale.ROOT, "%04d", i);
      assertThat(NUMBERS.shown(number)).isEqualTo(NUMBERS.shown("8801712340000"));
      found += NUMBERS.rest(number) == NUMBERS.rest("8801712345678") ? 1 : 0;
    }
    assertThat(found).isBetween(15, 75);
    assertThat(fits("8801712345678", "8801712345678")).isTrue();
  }

  @Test
  void keepsHalfOfShortNumbersAndNothingOfNames() {
    assertThat(NUMBERS.shown("1234567")).isEqualTo(NUMBERS.shown("1239999"));
    assertThat(NUMBERS.shown("1234567")).isNotEqualTo(NUMBERS.shown("1294567"));
    assertThat(NUMBERS.shown("7")).isZero();
    assertThat(NUMBERS.shown("joe")).isZero();
    assertThat(NUMBERS.rest("joe")).isEqualTo(NUMBERS.rest("sip:joe@example.com"));
  }

  private static Connection inMemory() {
    try {
      return new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean fits(String number, String prefix) throws SQLException {
    try (Statement sql = DATABASE.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT "
                    + "("
                    + String.join(") OR (", NUMBERS.conditions(prefix, "s", "r"))
                    + ")"
                    + " FROM (SELECT "
                    + NUMBERS.shown(number)
                    + " AS s, "
                    + NUMBERS.rest(number)
                    + " AS r)")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
