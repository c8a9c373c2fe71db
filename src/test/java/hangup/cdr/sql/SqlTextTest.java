package hangup.cdr.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @Test
  void replacesNamesAndNothingElse() {
    SqlText text =
        SqlText.parse(
            "SELECT a::bigint, ':no', \"x:y\", `:q`, $t$ :z $t$ /* :c */ -- :d\n"
                + "FROM t WHERE b >= :position AND b<:to LIMIT :limit");
    assertThat(text.parameters()).isEqualTo(List.of("position", "to", "limit"));
    assertThat(text.sql().replaceAll("\\s+", " "))
        .isEqualTo(
            "SELECT a::bigint, ':no', \"x:y\", `:q`, $t$ :z $t$ FROM t WHERE b >= ? AND b<? LIMIT"
                + " ?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "  select\n1",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "/* DELETE */ SELECT ';' FROM \"a;b\"",
        "-- DROP;\nSELECT 1"
      })
  void takesOneSelect(String sql) {
    SelectOnly.require(sql);
    assertThat(SqlText.parse(sql).parameters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DELETE FROM x",
        "SELECT 1; DELETE FROM x",
        "SELECT 1;",
        "/* SELECT */ UPDATE x SET a = 1",
        "selectx",
        "(SELECT 1)",
        "SELECT 'a' ; -- b"
      })
  void refusesAnythingElse(String sql) {
    assertThatThrownBy(() -> SelectOnly.require(sql)).isInstanceOf(IllegalArgumentException.class);
  }
}
