package hangup.chat.console;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.Golden;
import hangup.reply.Block;
import hangup.reply.Neutral;
import hangup.reply.Replies;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextRendererTest {

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 120})
  void rendersEveryKindOfBlock(int width) {
    String text = new TextRenderer(width, false).render(Replies.everything());

    Golden.check("everything-" + width + ".txt", text);
  }

  @Test
  void rendersColour() {
    String text = new TextRenderer(80, true).render(Replies.everything());

    Golden.check("everything-80-colour.txt", text.replace("\u001b", "<ESC>"));
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(new TextRenderer(80, false).render(Replies.everything()));
  }

  @Test
  void showsControlCharactersInsteadOfObeyingThem() {
    Reply reply =
        Reply.builder("GW\u001b[31m\u0007 \u202egnp.exe", Severity.INFO)
            .text("one\r\ntwo\u009b2J\u2028three\ud800")
            .build();

    assertThat(new TextRenderer(80, true).render(reply))
        .isEqualTo("\u001b[1mGW␛[31m␇ �gnp.exe\u001b[0m\n\none  two�2J�three�\n");
  }

  @Test
  void breaksBeforeWideCharactersAndCountsThemDouble() {
    Reply reply = Reply.builder("t", Severity.INFO).text("路由网关不可用请检查网关状态").build();

    assertThat(new TextRenderer(20, false).render(reply)).isEqualTo("t\n\n路由网关不可用请检查\n网关状态\n");
  }

  @Test
  void leavesCommandsWholeAndBreaksOtherLongWords() {
    String word = "x".repeat(25);
    Reply reply =
        Reply.builder("t", Severity.INFO)
            .text(RichText.of("a ").plusCode(word).plus(" b ").plus(word))
            .build();

    assertThat(new TextRenderer(20, false).render(reply))
        .isEqualTo("t\n\na\n" + word + "\nb\n" + "x".repeat(20) + "\nxxxxx\n");
  }

  @Test
  void leavesOutColumnsBeforeItCutsCells() {
    Block.Table table =
        new Block.Table(
            "",
            List.of(
                new Block.Column("Name", Block.Align.LEFT, true),
                new Block.Column("Calls", Block.Align.RIGHT, true),
                new Block.Column("Remark", Block.Align.LEFT, false)),
            List.of(List.of("a-rather-long-name", "123,456", "remark")));
    Reply reply = Reply.builder("t", Severity.INFO).add(table).build();

    assertThat(new TextRenderer(40, false).render(reply))
        .isEqualTo(
            """
            t

            Name                  Calls  Remark
            a-rather-long-name  123,456  remark
            """);
    assertThat(new TextRenderer(24, false).render(reply))
        .isEqualTo(
            """
            t

            Name            Calls
            a-rather-lo…  123,456
            """);
    assertThat(new TextRenderer(20, false).render(reply))
        .isEqualTo(
            """
            t

            Name           Calls
            a-rather-l…  123,456
            """);
  }

  @Property(tries = 500)
  void keepsEveryLineWithinTheWidth(
      @ForAll("replies") Reply reply, @ForAll @IntRange(min = 20, max = 130) int width) {
    String text = new TextRenderer(width, false).render(reply);

    for (String line : text.split("\n", -1)) {
      assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(width);
    }
  }

  @Property(tries = 500)
  void letsNoControlCharacterThrough(@ForAll("replies") Reply reply) {
    String text = new TextRenderer(80, true).render(reply).replaceAll("\u001b\\[[0-9;]*m", "");

    assertThat(text.codePoints().filter(c -> c != '\n' && Neutral.of(c) != c)).isEmpty();
  }

  @Property(tries = 300)
  void losesNoWord(@ForAll @IntRange(min = 20, max = 90) int width, @ForAll("words") String words) {
    Reply reply = Reply.builder("", Severity.INFO).text(words).build();
    String text = new TextRenderer(width, false).render(reply);

    assertThat(text.replaceAll("\\s", "")).isEqualTo(words.replaceAll("\\s", ""));
  }

  @Provide
  Arbitrary<String> words() {
    return net.jqwik.api.Arbitraries.strings().withChars("abc 中。 e\u0301").ofMaxLength(300);
  }

  /** Without code and links, whose words are never broken. */
  @Provide
  Arbitrary<Reply> replies() {
    return Replies.reply().map(TextRendererTest::breakable);
  }

  private static Reply breakable(Reply reply) {
    Reply.Builder copy = Reply.builder(reply.title(), reply.severity());
    for (Block block : reply.blocks()) {
      copy.add(breakable(block));
    }
    return copy.footer(breakable(reply.footer())).chart(reply.chart().orElseThrow()).build();
  }

  private static Block breakable(Block block) {
    if (block instanceof Block.Text text) {
      return new Block.Text(breakable(text.text()));
    } else if (block instanceof Block.Note note) {
      return new Block.Note(breakable(note.text()));
    } else if (block instanceof Block.Fields fields) {
      return new Block.Fields(
          fields.fields().stream()
              .map(f -> new Block.Field(f.name(), breakable(f.value()), f.brief()))
              .toList());
    } else if (block instanceof Block.Steps steps) {
      return new Block.Steps(
          steps.steps().stream().map(s -> new Block.Step(breakable(s.text()), s.where())).toList());
    } else if (block instanceof Block.Bullets bullets) {
      return new Block.Bullets(bullets.items().stream().map(TextRendererTest::breakable).toList());
    }
    return block;
  }

  private static RichText breakable(RichText text) {
    return new RichText(
        text.spans().stream()
            .map(
                s ->
                    s instanceof Span.Code || s instanceof Span.Link
                        ? new Span.Plain(s.plainText())
                        : s)
            .toList());
  }
}
