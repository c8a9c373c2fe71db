package hangup.chat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.chat.telegram.fake.HtmlText;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts, each by itself. */
class TelegramPiecesTest {

  private final HtmlRenderer renderer = new HtmlRenderer(chart -> Optional.empty());

  @Test
  void valuesAreEscapedForThePlaceTheyStandIn() {
    Reply reply =
        Reply.builder("a < b & \"c\"", Severity.OK)
            .text(RichText.empty().plusLink("<x>", URI.create("https://e.org/?a=1&b=%22")))
            .build();
    assertThat(renderer.render(reply).pages())
        .extracting(Page::html)
        .containsExactly(
            "✅ <b>a &lt; b &amp; \"c\"</b>\n\n"
                + "<a href=\"https://e.org/?a=1&amp;b=%22\">&lt;x&gt;</a>");
  }

  @Test
  void aLongRemedyIsFoldedAndAShortOneIsNot() {
    Block.Step step = new Block.Step(RichText.of("Check the route table"), "Gateways → Routing");
    Reply brief =
        Reply.builder("t", Severity.LOW).add(new Block.Steps(List.of(step, step))).build();
    Reply extended =
        Reply.builder("t", Severity.LOW).add(new Block.Steps(Collections.nCopies(6, step))).build();
    assertThat(renderer.render(brief).pages().get(0).html()).doesNotContain("blockquote");
    assertThat(renderer.render(extended).pages().get(0).html())
        .contains("<blockquote expandable>1. Check");
  }

  @Test
  void aTableIsNarrowAndItsHeaderIsRepeatedOnEveryPage() {
    List<List<String>> rows = new ArrayList<>();
    IntStream.range(0, 500).forEach(i -> rows.add(List.of("Gateway number " + i, "12,345", "x")));
    Reply reply =
        Reply.builder("t", Severity.INFO)
            .add(
                new Block.Table(
                    "By gateway",
                    List.of(
                        new Block.Column("Gateway", Block.Align.LEFT, true),
                        new Block.Column("Failed", Block.Align.RIGHT, true),
                        new Block.Column("A wide remark of no use", Block.Align.LEFT, false)),
                    rows))
            .build();
    List<Page> pages = renderer.render(reply).pages();
    assertThat(pages).hasSizeGreaterThan(2);
    for (Page page : pages) {
      HtmlText text = HtmlText.read(page.html());
      HtmlText.Entity table =
          text.entities().stream().filter(e -> e.type().equals("pre")).findFirst().orElseThrow();
      List<String> lines =
          text.text().substring(table.offset(), table.offset() + table.length()).lines().toList();
      assertThat(lines.get(0)).startsWith("Gateway").contains("Failed");
      assertThat(lines).allMatch(line -> line.length() <= 36);
    }
  }

  @Test
  void aHeadingStaysWithWhatItHeads() {
    Reply reply =
        Reply.builder("t", Severity.INFO)
            .text("x".repeat(3_900))
            .heading("What to do")
            .text("y".repeat(300))
            .build();
    List<Page> pages = renderer.render(reply).pages();
    assertThat(pages).hasSize(2);
    assertThat(pages.get(0).plain()).doesNotContain("What to do");
    assertThat(pages.get(1).plain()).contains("continued, 2 of 2").contains("What to do\nyyy");
  }

  @ParameterizedTest
  @CsvSource({
    "401,Unauthorized,UNAUTHORIZED",
    "404,Not Found,UNAUTHORIZED",
    "403,Forbidden: bot was blocked by the user,FORBIDDEN",
    "400,Bad Request: chat not found,FORBIDDEN",
    "400,Bad Request: not enough rights to send text messages to the chat,FORBIDDEN",
    "400,Bad Request: can't parse entities: x,BAD_MARKUP",
    "400,Bad Request: message is not modified: x,NOT_MODIFIED",
    "400,Bad Request: message to edit not found,NOT_EDITABLE",
    "400,Bad Request: message thread not found,NO_TOPIC",
    "400,Bad Request: query is too old and x,TOO_OLD",
    "400,Bad Request: message is too long,BAD_REQUEST",
    "409,Conflict: x,CONFLICT",
    "429,Too Many Requests,FLOOD",
    "502,Bad Gateway,SERVER"
  })
  void errorsAreToldApart(int code, String text, String kind) {
    assertThat(ApiError.answered(code, text, null).kind()).isEqualTo(ApiError.Kind.valueOf(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.org",
        "https://x.org/path",
        "https://user@x.org",
        "https://x.org?x=1",
        "nothing"
      })
  void anApiUrlIsSchemeHostAndPortOnly(String url) {
    TelegramSettings settings = TelegramSettings.of(new BotToken(TelegramBench.TOKEN));
    assertThatThrownBy(() -> settings.at(URI.create(url)))
        .hasMessageContaining("for example http://127.0.0.1:8081");
    assertThatThrownBy(() -> settings.with(Duration.ofSeconds(1), Duration.ofSeconds(51)))
        .hasMessageContaining("0 to 50 s");
  }

  @Test
  void linesAreBrokenAtSpacesAndNeverInsideACharacter() {
    List<Run> line = List.of(Run.of(Run.Style.BOLD, "🚀".repeat(60) + " " + "word ".repeat(40)));
    for (int limit = 20; limit < 60; limit++) {
      StringBuilder all = new StringBuilder();
      for (List<Run> broken : Run.broken(line, limit)) {
        assertThat(Run.units(broken)).isLessThanOrEqualTo(limit);
        for (Run run : broken) {
          assertThat(run.text().codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
          all.append(run.text());
        }
      }
      assertThat(all).hasToString(line.get(0).text());
    }
  }
}
