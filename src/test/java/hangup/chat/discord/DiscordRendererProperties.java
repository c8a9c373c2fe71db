package hangup.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.chat.ButtonCodec;
import hangup.chat.ChatPlatformContract;
import hangup.chat.console.TextRenderer;
import hangup.chat.discord.fake.Validation;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Chart;
import hangup.reply.Menu;
import hangup.reply.Neutral;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import net.jqwik.api.ShrinkingMode;

/** Whatever a reply holds, Discord accepts it, and nothing of it is lost. */
final class DiscordRendererProperties {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Validation VALIDATION = new Validation();

  private final DiscordRenderer renderer;

  DiscordRendererProperties() throws IOException {
    renderer =
        new DiscordRenderer(
            new Components(ButtonCodec.open(Files.createTempDirectory("hangup-buttons"))),
            chart -> new byte[] {1, 2, 3},
            new TextRenderer(80, false)::render);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  void anyReplyIsValidAsMessages(@ForAll("replies") Reply reply) throws JsonProcessingException {
    for (int most : new int[] {1, DiscordRenderer.MOST_MESSAGES}) {
      List<DiscordMessage> messages = renderer.render(reply, most);
      assertThat(messages).hasSizeBetween(1, most);
      for (DiscordMessage message : messages) {
        JsonNode json = MAPPER.readTree(message.json().toString());
        List<String> names = message.files().stream().map(Attachment::name).toList();
        assertThat(VALIDATION.ofMessage(json, names)).as(json.toString()).isEmpty();
      }
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
  void everyParagraphIsShown(@ForAll("replies") Reply reply) throws JsonProcessingException {
    StringBuilder shown = new StringBuilder();
    for (DiscordMessage message : renderer.render(reply, DiscordRenderer.MOST_MESSAGES)) {
      shown.append(DiscordText.of(MAPPER.readTree(message.json().toString())));
      message.files().stream()
          .filter(file -> file.name().endsWith(".txt"))
          .forEach(file -> shown.append(new String(file.bytes(), StandardCharsets.UTF_8)));
    }
    String squeezed = squeezed(shown.toString());
    for (Block block : reply.blocks()) {
      if (block instanceof Block.Text text
          && text.text().spans().stream().allMatch(span -> span instanceof Span.Plain)) {
        assertThat(squeezed).contains(squeezed(text.text().plainText()));
      }
    }
  }

  @Property(tries = 500)
  void escapedTextReadsAsItWas(@ForAll("texts") String text) {
    assertThat(DiscordText.read(Markdown.escape(text))).isEqualTo(neutral(text));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> odd = Arbitraries.of(ChatPlatformContract.HOSTILE);
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
    Arbitrary<String> plain = Arbitraries.strings().alpha().withChars(' ').ofMaxLength(40);
    Arbitrary<String> huge =
        Combinators.combine(
                Arbitraries.of("ab ", "*", "x", "网", "👩", "\\", "`", "~|"),
                Arbitraries.integers().between(100, 7000))
            .as(String::repeat);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, plain),
        net.jqwik.api.Tuple.of(3, any),
        net.jqwik.api.Tuple.of(3, odd),
        net.jqwik.api.Tuple.of(1, huge));
  }

  @Provide
  Arbitrary<Reply> replies() {
    Arbitrary<List<Block>> blocks = blocks().list().ofMaxSize(14);
    Arbitrary<List<Button>> buttons =
        Combinators.combine(texts(), texts()).as(Button::new).list().ofMaxSize(30);
    Arbitrary<Optional<Menu>> menu =
        Combinators.combine(texts(), buttons).as(Menu::new).optional(0.5);
    return Combinators.combine(
            texts(),
            Arbitraries.of(Severity.class),
            blocks,
            rich(),
            buttons,
            menu,
            Arbitraries.of(true, false))
        .as(this::reply);
  }

  private Reply reply(
      String title,
      Severity severity,
      List<Block> blocks,
      RichText footer,
      List<Button> buttons,
      Optional<Menu> menu,
      boolean withChart) {
    Reply.Builder builder = Reply.builder(title, severity).footer(footer);
    blocks.forEach(builder::add);
    buttons.forEach(button -> builder.button(button.label(), button.command()));
    menu.ifPresent(builder::menu);
    if (withChart) {
      builder.chart(new Chart(title, title, List.of(), List.of(), Optional.empty()));
    }
    return builder.build();
  }

  private Arbitrary<RichText> rich() {
    Arbitrary<Span> span =
        Combinators.combine(Arbitraries.integers().between(0, 7), texts())
            .as(
                (kind, text) ->
                    switch (kind) {
                      case 0 -> new Span.Strong(text);
                      case 1 -> new Span.Code(text);
                      case 2 -> new Span.Muted(text);
                      case 3 -> new Span.Link(text, URI.create("https://example.org/a_(b)"));
                      case 4 -> new Span.Moment(Instant.ofEpochSecond(text.length()), text);
                      default -> new Span.Plain(text);
                    });
    return span.list().ofMaxSize(4).map(RichText::new);
  }

  private Arbitrary<Block> blocks() {
    Arbitrary<Block> text = rich().map(Block.Text::new);
    Arbitrary<Block> heading = texts().map(Block.Heading::new);
    Arbitrary<Block> note = rich().map(Block.Note::new);
    Arbitrary<Block> bullets = rich().list().ofMaxSize(12).map(Block.Bullets::new);
    Arbitrary<Block> steps =
        Combinators.combine(rich(), texts())
            .as(Block.Step::new)
            .list()
            .ofMaxSize(12)
            .map(Block.Steps::new);
    Arbitrary<Block> fields =
        Combinators.combine(texts(), rich(), Arbitraries.of(true, false))
            .as(Block.Field::new)
            .list()
            .ofMaxSize(30)
            .map(Block.Fields::new);
    return Arbitraries.oneOf(text, heading, note, bullets, steps, fields, tables());
  }

  private Arbitrary<Block> tables() {
    return Combinators.combine(
            texts(),
            Arbitraries.integers().between(1, 5),
            texts().list().ofSize(30),
            Arbitraries.integers().between(0, 5))
        .as(
            (caption, columns, cells, rows) -> {
              List<Block.Column> heads = new ArrayList<>();
              for (int i = 0; i < columns; i++) {
                heads.add(
                    new Block.Column(
                        cells.get(i), i == 0 ? Block.Align.LEFT : Block.Align.RIGHT, i < 2));
              }
              List<List<String>> lines = new ArrayList<>();
              for (int row = 0; row < rows; row++) {
                lines.add(cells.subList(row * columns, row * columns + columns));
              }
              return new Block.Table(caption, heads, lines);
            });
  }

  private static String squeezed(String text) {
    return neutral(text).replace('ˋ', '`').replaceAll("[\\s\\p{Z}\u200b\uFFFD]+", "");
  }

  private static String neutral(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Neutral::of).forEach(out::appendCodePoint);
    return out.toString();
  }
}
