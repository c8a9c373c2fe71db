package hangup.chat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.telegram.fake.HtmlText;
import hangup.reply.Block;
import hangup.reply.Chart;
import hangup.reply.Neutral;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any reply becomes messages that Telegram takes, and nothing of it is lost. */
class HtmlRendererPropertyTest {

  private static final byte[] PICTURE =
      TelegramBench.picture(new Chart("", "", List.of(), List.of(), Optional.empty()));

  private final HtmlRenderer renderer = new HtmlRenderer(chart -> Optional.of(PICTURE));

  @Property(tries = 80)
  void everyMessageIsValidAndWithinItsLimits(@ForAll("replies") Reply reply) throws Exception {
    Rendered rendered = renderer.render(reply);
    if (rendered.caption().isPresent()) {
      check(rendered.caption().get(), 1024);
    } else {
      assertThat(rendered.pages()).isNotEmpty();
    }
    for (Page page : rendered.pages()) {
      check(page, 4096);
    }
  }

  @Property(tries = 50)
  void nothingIsLost(@ForAll("replies") Reply reply) {
    Rendered rendered = renderer.renderText(reply);
    StringBuilder all = new StringBuilder();
    rendered.pages().forEach(page -> all.append(page.plain()).append(' '));
    String shown = bare(all.toString());
    for (Block block : reply.blocks()) {
      for (String text : texts(block)) {
        assertThat(missing(shown, bare(text))).isEmpty();
      }
    }
  }

  /** What follows the longest beginning that is shown; empty if all is. */
  private static String missing(String shown, String text) {
    int from = 0;
    int to = text.length();
    while (from < to) {
      int middle = (from + to + 1) / 2;
      if (shown.contains(text.substring(0, middle))) {
        from = middle;
      } else {
        to = middle - 1;
      }
    }
    return text.substring(from, Math.min(text.length(), from + 80));
  }

  /** Also where a page ends in the middle: "continued" lines stand between. */
  private static String bare(String text) {
    StringBuilder neutral = new StringBuilder();
    text.replaceAll("… continued, \\d+ of \\d+", "")
        .codePoints()
        .map(Neutral::of)
        .forEach(neutral::appendCodePoint);
    return neutral.toString().replaceAll("\\s+", "");
  }

  private static List<String> texts(Block block) {
    List<String> texts = new ArrayList<>();
    if (block instanceof Block.Text text) {
      text.text().spans().forEach(span -> texts.add(shown(span)));
    } else if (block instanceof Block.Heading heading) {
      texts.add(heading.title());
    } else if (block instanceof Block.Steps steps) {
      steps.steps().forEach(step -> texts.add(step.where()));
    }
    return texts;
  }

  private static String shown(Span span) {
    boolean web = span instanceof Span.Link link && link.target().toString().startsWith("http");
    return web ? ((Span.Link) span).label() : span.plainText();
  }

  private static void check(Page page, int limit) throws Exception {
    HtmlText read = HtmlText.read(page.html());
    assertThat(read.text()).isEqualTo(page.plain());
    assertThat(read.text().length()).isLessThanOrEqualTo(limit);
    assertThat(page.units()).isEqualTo(read.text().length());
    assertThat(read.text()).isNotBlank();
    assertThat(read.entities()).hasSizeLessThanOrEqualTo(100);
    for (int i = 0; i < read.text().length(); i++) {
      if (Character.isSurrogate(read.text().charAt(i))) {
        assertThat(Character.isHighSurrogate(read.text().charAt(i))).isTrue();
        i++;
      }
    }
  }

  @Provide
  Arbitrary<Reply> replies() {
    Arbitrary<Optional<Chart>> chart =
        Arbitraries.of(
            Optional.empty(),
            Optional.of(new Chart("c", "most at ten", List.of("1"), List.of(), Optional.empty())));
    return Combinators.combine(
            texts(),
            blocks().list().ofMaxSize(12),
            richTexts(),
            chart,
            Arbitraries.of(Severity.class))
        .as(
            (title, blocks, footer, drawn, severity) -> {
              Reply.Builder reply = Reply.builder(title, severity).footer(footer);
              blocks.forEach(reply::add);
              drawn.ifPresent(reply::chart);
              return reply.build();
            });
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            " ",
            "<b>",
            "&lt;",
            "</pre>",
            "a\nb",
            "\uD83D\uDE80".repeat(30),
            "👩‍👩‍👧 中文网关 \u202e",
            "x".repeat(5_000),
            "word ".repeat(1_200),
            "🚀".repeat(2_100)),
        Arbitraries.strings().ofMaxLength(60).filter(HtmlRendererPropertyTest::isText),
        Arbitraries.strings().ascii().ofMaxLength(300));
  }

  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Arbitrary<RichText> richTexts() {
    Arbitrary<Span> spans =
        Combinators.combine(texts(), Arbitraries.integers().between(0, 6))
            .as(
                (text, kind) ->
                    switch (kind) {
                      case 0 -> new Span.Plain(text);
                      case 1 -> new Span.Strong(text);
                      case 2 -> new Span.Code(text);
                      case 3 -> new Span.Muted(text);
                      case 4 -> new Span.Link(text, URI.create("https://e.org/?a=1&b=%22%3C"));
                      case 5 -> new Span.Link(text, URI.create("tg://user?id=1"));
                      default -> new Span.Moment(Instant.ofEpochSecond(1_700_000_000), text);
                    });
    return Arbitraries.oneOf(spans.list().ofMaxSize(4), spans.list().ofMinSize(101).ofMaxSize(110))
        .map(RichText::new);
  }

  private static Arbitrary<Block> blocks() {
    Arbitrary<Block> text = richTexts().map(Block.Text::new);
    Arbitrary<Block> heading = texts().map(Block.Heading::new);
    Arbitrary<Block> fields =
        Combinators.combine(texts(), richTexts(), Arbitraries.of(true, false))
            .as(Block.Field::new)
            .list()
            .ofMaxSize(6)
            .map(Block.Fields::new);
    Arbitrary<Block> steps =
        Combinators.combine(richTexts(), texts())
            .as(Block.Step::new)
            .list()
            .ofMaxSize(8)
            .map(Block.Steps::new);
    Arbitrary<Block> bullets = richTexts().list().ofMaxSize(5).map(Block.Bullets::new);
    Arbitrary<Block> note = richTexts().map(Block.Note::new);
    return Arbitraries.oneOf(List.of(text, heading, fields, steps, bullets, note, tables()));
  }

  private static Arbitrary<Block> tables() {
    return Arbitraries.integers()
        .between(1, 5)
        .flatMap(
            columns ->
                Combinators.combine(
                        texts().list().ofSize(columns),
                        texts().list().ofSize(columns).list().ofMaxSize(6))
                    .as(
                        (headers, rows) -> {
                          List<Block.Column> shown = new ArrayList<>();
                          headers.forEach(
                              header ->
                                  shown.add(
                                      new Block.Column(header, Block.Align.LEFT, shown.isEmpty())));
                          return new Block.Table("", shown, rows);
                        }));
  }
}
