package hangup.chat.console;

import hangup.reply.Attachment;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Chart;
import hangup.reply.Neutral;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders replies as text of a given width, for a terminal or a file. Nothing in the data of a
 * reply reaches the output as a control sequence. Immutable and thread-safe.
 */
public final class TextRenderer {

  /** The narrowest width that is laid out for; a narrower terminal wraps by itself. */
  public static final int MIN_WIDTH = 20;

  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String CYAN = "\u001b[36m";
  private static final String UNDERLINE = "\u001b[4m";

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDEST_BRIEF = 28;
  private static final int BRIEF_GAP = 3;

  private final int width;
  private final boolean colour;

  /**
   * @param width columns of the terminal; at least {@link #MIN_WIDTH} are used
   * @param colour whether to use ANSI escape sequences
   */
  public TextRenderer(int width, boolean colour) {
    this.width = Math.max(MIN_WIDTH, width);
    this.colour = colour;
  }

  /** The reply as lines, each ended by a line feed. */
  public String render(Reply reply) {
    TextWriter out = new TextWriter(width, colour, 2048);
    title(out, reply);
    boolean headed = false;
    for (Block block : reply.blocks()) {
      if (!headed) {
        out.blankLine();
      }
      block(out, block);
      headed = block instanceof Block.Heading;
    }
    reply.chart().ifPresent(chart -> chart(out, chart));
    if (!reply.footer().isEmpty()) {
      out.blankLine();
      rich(out, reply.footer(), DIM);
      out.endLine();
    }
    suggestions(out, reply);
    if (reply.attachments().isEmpty()) {
      return out.toString();
    }
    StringBuilder text = new StringBuilder(out.toString());
    reply.attachments().forEach(attachment -> attachment(text, attachment));
    return text.toString();
  }

  /** As it is, so that it can be copied: not wrapped, but without what steers a terminal. */
  private static void attachment(StringBuilder out, Attachment attachment) {
    out.append('\n').append(attachment.name()).append(":\n");
    String file = attachment.text();
    String text = file.startsWith(BYTE_ORDER_MARK) ? file.substring(1) : file;
    for (String line : text.split("\r?\n", -1)) {
      if (!line.isEmpty()) {
        line.codePoints().map(Neutral::of).forEach(out::appendCodePoint);
        out.append('\n');
      }
    }
  }

  private static void title(TextWriter out, Reply reply) {
    String style = colourOf(reply.severity());
    out.style(BOLD);
    out.style(style);
    out.text(reply.title());
    if (reply.severity().compareTo(Severity.MEDIUM) >= 0) {
      out.text("  [" + reply.severity() + "]");
    }
    out.endStyle(BOLD);
    out.endLine();
  }

  private static String colourOf(Severity severity) {
    return switch (severity) {
      case INFO -> "";
      case OK -> "\u001b[32m";
      case LOW -> CYAN;
      case MEDIUM -> "\u001b[33m";
      case HIGH -> "\u001b[31m";
      case CRITICAL -> "\u001b[97;41m";
    };
  }

  private void block(TextWriter out, Block block) {
    if (block instanceof Block.Text text) {
      rich(out, text.text(), "");
      out.endLine();
    } else if (block instanceof Block.Heading heading) {
      styled(out, heading.title(), BOLD);
      out.endLine();
    } else if (block instanceof Block.Fields fields) {
      fields(out, fields.fields());
    } else if (block instanceof Block.Table table) {
      table(out, table);
    } else if (block instanceof Block.Steps steps) {
      steps(out, steps.steps());
    } else if (block instanceof Block.Bullets bullets) {
      for (RichText item : bullets.items()) {
        out.text("• ");
        out.indent(2);
        rich(out, item, "");
        out.endLine();
      }
    } else if (block instanceof Block.Note note) {
      rich(out, note.text(), DIM);
      out.endLine();
    }
  }

  private static void styled(TextWriter out, String text, String style) {
    out.style(style);
    out.text(text);
    out.endStyle(style);
  }

  private static void rich(TextWriter out, RichText text, String base) {
    List<Span> spans = text.spans();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span instanceof Span.Plain plain) {
        styled(out, plain.text(), base);
      } else if (span instanceof Span.Strong strong) {
        styled(out, strong.text(), BOLD);
      } else if (span instanceof Span.Code code) {
        out.style(CYAN);
        out.wholeWords(code.text());
        out.endStyle(CYAN);
      } else if (span instanceof Span.Muted muted) {
        styled(out, muted.text(), DIM);
      } else if (span instanceof Span.Link link) {
        styled(out, link.label(), base);
        out.text(" (");
        out.style(UNDERLINE);
        out.wholeWords(link.target().toString());
        out.endStyle(UNDERLINE);
        out.text(")");
      } else if (span instanceof Span.Moment moment) {
        styled(out, moment.local(), base);
      }
    }
  }

  private static int widthOf(RichText text) {
    int sum = 0;
    List<Span> spans = text.spans();
    for (int i = 0; i < spans.size(); i++) {
      sum += DisplayWidth.of(spans.get(i).plainText());
    }
    return sum;
  }

  private void fields(TextWriter out, List<Block.Field> fields) {
    int names = 0;
    for (Block.Field field : fields) {
      names = Math.max(names, DisplayWidth.of(field.name()) + 1);
    }
    names = Math.min(names, width / 2);
    int next = 0;
    while (next < fields.size()) {
      int from = next;
      int widest = 0;
      for (; next < fields.size() && fields.get(next).brief(); next++) {
        int w = widthOf(fields.get(next).value());
        if (w > WIDEST_BRIEF) {
          break;
        }
        widest = Math.max(widest, w);
      }
      if (next > from) {
        briefFields(out, fields.subList(from, next), names, names + 1 + widest);
      } else {
        field(out, fields.get(next), 0, names);
        out.endLine();
        next++;
      }
    }
  }

  /** Puts fields into a grid, as many beside each other as fit, filled line by line. */
  private void briefFields(TextWriter out, List<Block.Field> fields, int names, int cell) {
    int perLine = Math.max(1, (width + BRIEF_GAP) / (cell + BRIEF_GAP));
    for (int i = 0; i < fields.size(); i++) {
      int place = i % perLine;
      int start = place * (cell + BRIEF_GAP);
      out.padTo(start);
      field(out, fields.get(i), start, names);
      if (place == perLine - 1 || i == fields.size() - 1) {
        out.endLine();
      }
    }
  }

  private static void field(TextWriter out, Block.Field field, int start, int names) {
    out.indent(start);
    out.style(DIM);
    out.text(field.name());
    out.text(":");
    out.endStyle(DIM);
    out.padTo(start + names);
    out.text(" ");
    out.indent(start + names + 1);
    rich(out, field.value(), "");
  }

  private void table(TextWriter out, Block.Table table) {
    if (!table.caption().isEmpty()) {
      styled(out, table.caption(), BOLD);
      out.endLine();
    }
    TableLayout layout = TableLayout.of(table, width);
    List<String> headers = new ArrayList<>(table.columns().size());
    for (Block.Column column : table.columns()) {
      headers.add(column.header());
    }
    out.style(DIM);
    row(out, table, layout, headers);
    out.endStyle(DIM);
    out.endLine();
    for (List<String> row : table.rows()) {
      row(out, table, layout, row);
      out.endLine();
    }
  }

  private static void row(
      TextWriter out, Block.Table table, TableLayout layout, List<String> cells) {
    int start = 0;
    for (int i = 0; i < cells.size(); i++) {
      int columns = layout.width(i);
      if (columns == 0) {
        continue;
      }
      String cell = cells.get(i);
      int missing =
          table.columns().get(i).align() == Block.Align.RIGHT
              ? Math.max(0, columns - DisplayWidth.of(cell))
              : 0;
      if (!cell.isEmpty()) {
        out.padTo(start + missing);
        out.cut(cell, columns);
      }
      start += columns + layout.gap();
    }
  }

  private static void steps(TextWriter out, List<Block.Step> steps) {
    int number = 0;
    int hanging = Integer.toString(steps.size()).length() + 2;
    for (Block.Step step : steps) {
      number++;
      out.text(number + ".");
      out.padTo(hanging);
      out.indent(hanging);
      rich(out, step.text(), "");
      out.endLine();
      if (!step.where().isEmpty()) {
        out.padTo(hanging);
        out.indent(hanging + 2);
        styled(out, "→ ", DIM);
        styled(out, step.where(), DIM);
        out.endLine();
      }
    }
  }

  /** The stacked bars summed, as one line of block characters, with what they mean beneath. */
  private void chart(TextWriter out, Chart chart) {
    int buckets = chart.buckets().size();
    out.blankLine();
    styled(out, chart.title(), BOLD);
    out.endLine();
    long[] sums = new long[buckets];
    long highest = 0;
    for (int i = 0; i < buckets; i++) {
      for (Chart.Series series : chart.stacked()) {
        sums[i] += series.values().get(i);
      }
      highest = Math.max(highest, sums[i]);
    }
    if (highest > 0 && buckets <= width) {
      StringBuilder line = new StringBuilder(buckets);
      for (long sum : sums) {
        // Only zero is shown as nothing.
        line.append(sum <= 0 ? ' ' : BARS.charAt((int) ((BARS.length() - 1) * sum / highest)));
      }
      styled(out, line.toString(), CYAN);
      out.endLine();
    }
    styled(out, chart.altText(), DIM);
    out.endLine();
  }

  /** Whether a list of the reply already has the command. */
  private static boolean isShown(Reply reply, String command) {
    for (Block block : reply.blocks()) {
      if (block instanceof Block.Bullets bullets) {
        for (RichText item : bullets.items()) {
          for (Span span : item.spans()) {
            if (span instanceof Span.Code code && code.text().equals(command)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private void suggestions(TextWriter out, Reply reply) {
    List<Button> all = new ArrayList<>(reply.buttons());
    if (reply.menu().isPresent()) {
      all.addAll(reply.menu().get().choices());
    }
    all.removeIf(button -> isShown(reply, button.command()));
    if (reply.prompt().isPresent()) {
      all.add(
          new Button(reply.prompt().get().placeholder(), reply.prompt().get().command() + " …"));
    }
    if (all.isEmpty()) {
      return;
    }
    int commands = 0;
    for (Button button : all) {
      commands = Math.max(commands, DisplayWidth.of(button.command()));
    }
    out.blankLine();
    for (int i = 0; i < all.size(); i++) {
      Button button = all.get(i);
      if (i == 0) {
        styled(out, "Try:", DIM);
      }
      out.padTo(5);
      out.indent(7);
      out.style(CYAN);
      out.wholeWords(button.command());
      out.endStyle(CYAN);
      // A label that would need a line of its own says less than the command.
      boolean says = !button.label().equals(button.command());
      if (says && 5 + commands + 2 + DisplayWidth.of(button.label()) <= width) {
        out.padTo(5 + commands + 2);
        styled(out, button.label(), DIM);
      }
      out.endLine();
    }
  }
}
