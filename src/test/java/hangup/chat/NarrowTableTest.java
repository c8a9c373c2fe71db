package hangup.chat;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Block;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class NarrowTableTest {

  private static final List<Block.Column> COLUMNS =
      List.of(
          new Block.Column("Code", Block.Align.RIGHT, true),
          new Block.Column("End reason", Block.Align.LEFT, true),
          new Block.Column("Calls", Block.Align.RIGHT, true),
          new Block.Column("Change", Block.Align.RIGHT, false));

  @Test
  void whatIsNotEssentialGoesFirst() {
    Block.Table table = table(List.of("22", "No route", "4,711", "+12%"));
    assertThat(NarrowTable.of(table, 40).lines())
        .containsExactly("Code  End reason  Calls  Change", "  22  No route    4,711    +12%");
    assertThat(NarrowTable.of(table, 25).lines())
        .containsExactly("Code  End reason  Calls", "  22  No route    4,711");
  }

  @Test
  void columnsComeCloserBeforeALineIsBroken() {
    Block.Table table = table(List.of("21", "Gateway Unavailable", "4,711", "+12%"));
    assertThat(NarrowTable.of(table, 30).lines())
        .containsExactly("Code End reason          Calls", "  21 Gateway Unavailable 4,711");
    assertThat(NarrowTable.of(table, 29).lines())
        .containsExactly(
            "Code  End reason        Calls", "  21  Gateway           4,711", "      Unavailable");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(NarrowTable.width("中文ab")).isEqualTo(6);
    assertThat(NarrowTable.width("e\u0301")).isEqualTo(1);
    Block.Table table = table(List.of("1", "网关", "2", "3"));
    assertThat(NarrowTable.of(table, 40).rows().get(0).get(0))
        .isEqualTo("   1  网关            2       3");
  }

  @Property(tries = 300)
  void nothingIsCutAndNothingIsWiderThanItMustBe(@ForAll("cells") List<String> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i + 4 <= cells.size(); i += 4) {
      rows.add(cells.subList(i, i + 4));
    }
    NarrowTable narrow = NarrowTable.of(new Block.Table("", COLUMNS, rows), 36);
    assertThat(narrow.rows()).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(narrow.rows().get(i)).isNotEmpty();
      assertThat(narrow.rows().get(i)).allMatch(line -> NarrowTable.width(line) <= 36);
      int letters = 0;
      for (int column = 0; column < 3; column++) {
        letters += rows.get(i).get(column).replace(" ", "").length();
      }
      String shown = String.join("", narrow.rows().get(i)).replace(" ", "");
      assertThat(shown.length()).isGreaterThanOrEqualTo(letters);
    }
  }

  @Provide
  Arbitrary<List<String>> cells() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars(' ', '网')
        .ofMaxLength(50)
        .list()
        .ofMinSize(4)
        .ofMaxSize(24);
  }

  private static Block.Table table(List<String> row) {
    return new Block.Table("", COLUMNS, List.of(row));
  }
}
