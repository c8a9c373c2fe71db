package hangup.chat.discord;

import hangup.chat.NarrowTable;
import hangup.reply.Block;
import hangup.reply.Chart;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders replies as messages with embeds that Discord accepts, whatever is in them. Thread-safe.
 */
final class DiscordRenderer {

  /**
   * Columns of monospace that a phone shows beside an embed's colour bar without breaking lines.
   */
  static final int TABLE_WIDTH = 36;

  /** More messages than this in a row are a nuisance; a file is better. */
  static final int MOST_MESSAGES = 3;

  private static final Logger log = LoggerFactory.getLogger(DiscordRenderer.class);

  /** Files of one message, and the bytes of all of them with some room for the rest of it. */
  private static final int MOST_FILES = 10;

  private static final int MOST_BYTES = 9 * 1024 * 1024;

  private static final int LONGEST_FOOTER = 500;
  private static final String CHART = "chart.png";
  private static final String FILE = "answer.txt";

  private final Components components;
  private final Function<Chart, byte[]> charts;
  private final Function<Reply, String> plainText;

  /**
   * @param charts draws a chart as PNG
   * @param plainText the whole reply as text, for a file when it is too long for messages
   */
  DiscordRenderer(
      Components components, Function<Chart, byte[]> charts, Function<Reply, String> plainText) {
    this.components = components;
    this.charts = charts;
    this.plainText = plainText;
  }

  /**
   * One or more messages that show the reply, the buttons under the last.
   *
   * @param most how many messages may be used; what needs more is attached as a text file
   */
  List<DiscordMessage> render(Reply reply, int most) {
    String footer = plain(reply.footer());
    boolean footerFits = CodePoints.count(footer) <= LONGEST_FOOTER;
    EmbedPacker packer =
        new EmbedPacker(colour(reply.severity()), footerFits ? CodePoints.count(footer) : 0);
    title(packer, reply);
    blocks(packer, reply);
    if (!footerFits) {
      packer.piece(Piece.prose("", List.of("-# " + Markdown.rich(reply.footer()))));
    }
    Optional<Attachment> chart = reply.chart().flatMap(this::draw);
    if (reply.chart().isPresent() && chart.isEmpty()) {
      packer.piece(Piece.prose("", List.of(Markdown.escape(reply.chart().get().altText()))));
    }
    List<Attachment> files = new ArrayList<>(chart.stream().toList());
    for (String name : attach(reply, files)) {
      packer.piece(
          Piece.prose("", List.of("-# " + Markdown.escape(name) + " is too big for Discord.")));
    }
    if (footerFits) {
      packer.footer(footer, lastMoment(reply.footer()));
    }
    chart.ifPresent(picture -> packer.image(picture.name()));
    List<List<DataObject>> embeds = packer.messages();
    List<DataObject> rows = components.rows(reply.buttons(), reply.menu());
    if (embeds.size() > most) {
      files.add(new Attachment(FILE, plainText.apply(reply).getBytes(StandardCharsets.UTF_8), ""));
      String note = "The whole answer is in the attached file " + FILE + ".";
      return List.of(new DiscordMessage(note, embeds.get(0), rows, files));
    }
    List<DiscordMessage> messages = new ArrayList<>();
    for (int i = 0; i < embeds.size(); i++) {
      boolean last = i == embeds.size() - 1;
      messages.add(
          new DiscordMessage(
              "", embeds.get(i), last ? rows : List.of(), i == 0 ? files : List.of()));
    }
    return messages;
  }

  /** The reply as a file alone, for when Discord refuses it as it was rendered. */
  DiscordMessage asFile(Reply reply) {
    return new DiscordMessage(
        "Discord did not accept this answer as it should look; here it is as a file.",
        List.of(),
        List.of(),
        List.of(new Attachment(FILE, plainText.apply(reply).getBytes(StandardCharsets.UTF_8), "")));
  }

  private static void title(EmbedPacker packer, Reply reply) {
    String sign = sign(reply.severity());
    String title = sign + Markdown.escape(reply.title()).strip();
    packer.title(CodePoints.first(title, EmbedPacker.TITLE));
    if (CodePoints.count(title) > EmbedPacker.TITLE) {
      packer.piece(Piece.prose("", List.of(Markdown.bold(reply.title()))));
    }
  }

  private static void blocks(EmbedPacker packer, Reply reply) {
    String heading = "";
    for (Block block : reply.blocks()) {
      if (block instanceof Block.Heading next) {
        if (!heading.isEmpty()) {
          packer.piece(Piece.prose(heading, List.of()));
        }
        heading = next.title();
        continue;
      }
      if (block instanceof Block.Fields fields) {
        if (!heading.isEmpty()) {
          packer.piece(Piece.prose(heading, List.of()));
        }
        for (Block.Field field : fields.fields()) {
          packer.field(field.name(), Markdown.rich(field.value()), field.brief());
        }
      } else {
        packer.piece(piece(heading, block));
      }
      heading = "";
    }
    if (!heading.isEmpty()) {
      packer.piece(Piece.prose(heading, List.of()));
    }
    reply
        .prompt()
        .ifPresent(
            prompt ->
                packer.piece(
                    Piece.prose(
                        "",
                        List.of(
                            "-# Go on with "
                                + Markdown.code(prompt.command())
                                + " "
                                + Markdown.escape(prompt.placeholder())))));
  }

  private static Piece piece(String heading, Block block) {
    if (block instanceof Block.Table table) {
      return table(heading, table);
    }
    List<String> lines = new ArrayList<>();
    if (block instanceof Block.Text text) {
      lines.add(Markdown.rich(text.text()));
    } else if (block instanceof Block.Note note) {
      lines.add("-# " + Markdown.rich(note.text()));
    } else if (block instanceof Block.Bullets bullets) {
      bullets.items().forEach(item -> lines.add("- " + Markdown.rich(item)));
    } else if (block instanceof Block.Steps steps) {
      int number = 1;
      for (Block.Step step : steps.steps()) {
        String where = step.where().isBlank() ? "" : " — *" + Markdown.escape(step.where()) + "*";
        lines.add(number++ + ". " + Markdown.rich(step.text()) + where);
      }
    }
    return Piece.prose(heading, lines);
  }

  private static Piece table(String heading, Block.Table table) {
    NarrowTable narrow = NarrowTable.of(table, TABLE_WIDTH);
    String title = heading;
    if (!table.caption().isBlank()) {
      title = heading.isEmpty() ? table.caption() : heading + " – " + table.caption();
    }
    List<String> head = new ArrayList<>();
    narrow.head().forEach(line -> head.add(Markdown.verbatim(line)));
    int width = NarrowTable.width(String.join("", narrow.head().subList(0, 1)));
    for (List<String> row : narrow.rows()) {
      for (String line : row) {
        width = Math.max(width, NarrowTable.width(line));
      }
    }
    head.add("─".repeat(Math.min(TABLE_WIDTH, width)));
    List<String> lines = new ArrayList<>();
    narrow.rows().forEach(row -> lines.add(Markdown.verbatim(row.get(0)) + rest(row)));
    return new Piece(title, true, head, lines);
  }

  /** The further lines of a row stay with its first. */
  private static String rest(List<String> row) {
    StringBuilder rest = new StringBuilder();
    row.subList(1, row.size()).forEach(line -> rest.append('\n').append(Markdown.verbatim(line)));
    return rest.toString();
  }

  /** Adds what Discord takes; returns the names of the rest. */
  private static List<String> attach(Reply reply, List<Attachment> files) {
    List<String> left = new ArrayList<>();
    long bytes = files.stream().mapToLong(file -> file.bytes().length).sum();
    for (hangup.reply.Attachment each : reply.attachments()) {
      Attachment file = Attachment.of(each);
      // The text of the whole answer may have to go along.
      if (files.size() < MOST_FILES - 1 && bytes + file.bytes().length <= MOST_BYTES) {
        files.add(file);
        bytes += file.bytes().length;
      } else {
        left.add(file.name());
      }
    }
    return left;
  }

  private Optional<Attachment> draw(Chart chart) {
    try {
      return Optional.of(new Attachment(CHART, charts.apply(chart), chart.altText()));
    } catch (RuntimeException | LinkageError e) {
      // A missing font or AWT library must not cost the answer.
      log.warn("A chart could not be drawn; its description is shown instead", e);
      return Optional.empty();
    }
  }

  private static String plain(RichText text) {
    StringBuilder out = new StringBuilder();
    text.plainText().codePoints().map(hangup.reply.Neutral::of).forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  private static Optional<Instant> lastMoment(RichText footer) {
    Optional<Instant> last = Optional.empty();
    for (Span span : footer.spans()) {
      if (span instanceof Span.Moment moment) {
        last = Optional.of(moment.at());
      }
    }
    return last;
  }

  /** A sign before the title, so that nobody needs to tell the colours apart. */
  private static String sign(Severity severity) {
    return switch (severity) {
      case INFO -> "";
      case OK -> "✅ ";
      case LOW -> "🔹 ";
      case MEDIUM -> "🔶 ";
      case HIGH -> "⚠️ ";
      case CRITICAL -> "🚨 ";
    };
  }

  /** The colour of the edge, as RGB. */
  static int colour(Severity severity) {
    return switch (severity) {
      case INFO -> 0x5C7CFA;
      case OK -> 0x2F9E44;
      case LOW -> 0x4DABF7;
      case MEDIUM -> 0xF59F00;
      case HIGH -> 0xE8590C;
      case CRITICAL -> 0xC92A2A;
    };
  }
}
