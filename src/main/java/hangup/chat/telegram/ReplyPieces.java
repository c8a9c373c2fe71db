package hangup.chat.telegram;

import hangup.chat.NarrowTable;
import hangup.chat.telegram.Run.Style;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.util.ArrayList;
import java.util.List;

/** A reply as pieces of text, before any markup. */
final class ReplyPieces {

  /** Columns of monospace that a phone shows without breaking lines. */
  static final int PHONE_COLUMNS = 36;

  /** From here on steps are folded, so that a long remedy does not push the answer off screen. */
  private static final int FOLD_UNITS = 320;

  private static final int FOLD_LINES = 6;

  private ReplyPieces() {}

  /** Title and blocks and footer. */
  static List<Piece> of(Reply reply) {
    return of(reply, "");
  }

  /**
   * The same with the chart in words, for those who cannot see it.
   *
   * @param words may be empty
   */
  static List<Piece> of(Reply reply, String words) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(title(reply));
    boolean apart = true;
    for (Block block : reply.blocks()) {
      add(pieces, block, apart);
      apart = !(block instanceof Block.Heading);
    }
    if (!words.isBlank()) {
      pieces.add(Piece.line(List.of(Run.of(Style.ITALIC, words)), true));
    }
    if (!reply.footer().isEmpty()) {
      pieces.add(Piece.line(muted(reply.footer()), true));
    }
    return pieces;
  }

  /** The title's line. */
  static Piece title(Reply reply) {
    String title = reply.title().isBlank() ? "Hangup" : reply.title();
    return new Piece(
        Piece.Kind.TEXT,
        List.of(
            List.of(Run.of(Style.PLAIN, sign(reply.severity()) + " "), Run.of(Style.BOLD, title))),
        List.of(),
        true,
        false);
  }

  // Told apart by shape too, not by colour alone.
  private static String sign(Severity severity) {
    return switch (severity) {
      case INFO -> "ℹ️";
      case OK -> "✅";
      case LOW -> "🔹";
      case MEDIUM -> "🔶";
      case HIGH -> "🔴";
      case CRITICAL -> "🚨";
    };
  }

  private static void add(List<Piece> pieces, Block block, boolean apart) {
    if (block instanceof Block.Text text) {
      pieces.add(Piece.line(runs(text.text()), apart));
    } else if (block instanceof Block.Heading heading) {
      pieces.add(heading(heading.title()));
    } else if (block instanceof Block.Fields fields) {
      pieces.add(Piece.text(fields(fields.fields()), apart));
    } else if (block instanceof Block.Table table) {
      table(pieces, table, apart);
    } else if (block instanceof Block.Steps steps) {
      pieces.add(steps(steps.steps(), apart));
    } else if (block instanceof Block.Bullets bullets) {
      List<List<Run>> lines = new ArrayList<>();
      for (RichText item : bullets.items()) {
        lines.add(prefixed("• ", runs(item)));
      }
      pieces.add(Piece.text(lines, apart));
    } else if (block instanceof Block.Note note) {
      pieces.add(Piece.line(muted(note.text()), apart));
    }
  }

  private static Piece heading(String title) {
    return new Piece(
        Piece.Kind.TEXT, List.of(List.of(Run.of(Style.BOLD, title))), List.of(), true, true);
  }

  private static List<List<Run>> fields(List<Block.Field> fields) {
    List<List<Run>> lines = new ArrayList<>();
    List<Run> line = new ArrayList<>();
    boolean open = false;
    for (Block.Field field : fields) {
      List<Run> runs = new ArrayList<>();
      runs.add(Run.of(Style.BOLD, field.name()));
      runs.add(Run.of(Style.PLAIN, ": "));
      runs.addAll(runs(field.value()));
      boolean beside = open && field.brief() && Run.units(line) + Run.units(runs) + 3 <= 44;
      if (beside) {
        line.add(Run.of(Style.PLAIN, " · "));
        line.addAll(runs);
      } else {
        if (!line.isEmpty()) {
          lines.add(line);
        }
        line = runs;
      }
      open = field.brief();
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private static void table(List<Piece> pieces, Block.Table table, boolean apart) {
    boolean captioned = !table.caption().isEmpty();
    if (captioned) {
      pieces.add(
          new Piece(
              Piece.Kind.TEXT,
              List.of(List.of(Run.of(Style.BOLD, table.caption()))),
              List.of(),
              true,
              apart));
    }
    NarrowTable narrow = NarrowTable.of(table, PHONE_COLUMNS);
    // A header that fills a message by itself is not worth repeating.
    List<List<Run>> head = narrow.head().size() > 8 ? List.of() : plain(narrow.head());
    List<List<Run>> lines = plain(narrow.lines());
    pieces.add(new Piece(Piece.Kind.TABLE, lines, head, false, apart && !captioned));
  }

  private static List<List<Run>> plain(List<String> lines) {
    List<List<Run>> all = new ArrayList<>();
    for (String line : lines) {
      all.add(List.of(Run.of(Style.PLAIN, line)));
    }
    return all;
  }

  private static Piece steps(List<Block.Step> steps, boolean apart) {
    List<List<Run>> lines = new ArrayList<>();
    int number = 0;
    for (Block.Step step : steps) {
      number++;
      lines.add(prefixed(number + ". ", runs(step.text())));
      if (!step.where().isEmpty()) {
        lines.add(prefixed("    → ", List.of(Run.of(Style.ITALIC, step.where()))));
      }
    }
    Piece piece = Piece.text(lines, apart);
    boolean fold = lines.size() > FOLD_LINES || piece.units() > FOLD_UNITS;
    return fold ? new Piece(Piece.Kind.FOLDED, lines, List.of(), false, apart) : piece;
  }

  private static List<Run> prefixed(String prefix, List<Run> runs) {
    List<Run> line = new ArrayList<>(runs.size() + 1);
    line.add(Run.of(Style.PLAIN, prefix));
    line.addAll(runs);
    return line;
  }

  private static List<Run> runs(RichText text) {
    return runs(text, Style.PLAIN);
  }

  private static List<Run> muted(RichText text) {
    return runs(text, Style.ITALIC);
  }

  private static List<Run> runs(RichText text, Style base) {
    List<Run> runs = new ArrayList<>();
    for (Span span : text.spans()) {
      if (span instanceof Span.Strong strong) {
        runs.add(Run.of(Style.BOLD, strong.text()));
      } else if (span instanceof Span.Code code) {
        runs.add(Run.of(Style.CODE, code.text()));
      } else if (span instanceof Span.Muted muted) {
        runs.add(Run.of(Style.ITALIC, muted.text()));
      } else if (span instanceof Span.Link link) {
        runs.add(link(link, base));
      } else if (span instanceof Span.Moment moment && moment.at().getEpochSecond() > 0) {
        runs.add(Run.of(Style.TIME, moment.local(), Long.toString(moment.at().getEpochSecond())));
      } else {
        runs.add(Run.of(base, span.plainText()));
      }
    }
    runs.removeIf(run -> run.text().isEmpty());
    return runs;
  }

  private static Run link(Span.Link link, Style base) {
    String scheme = String.valueOf(link.target().getScheme());
    boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
    return web
        ? Run.of(Style.LINK, link.label(), link.target().toASCIIString())
        : Run.of(base, link.plainText());
  }
}
