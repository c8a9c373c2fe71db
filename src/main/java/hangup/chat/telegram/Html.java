package hangup.chat.telegram;

import java.util.List;

/** Telegram's HTML. Each kind of value is escaped for the place it stands in. */
final class Html {

  private Html() {}

  static String of(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      if (!out.isEmpty()) {
        out.append(piece.apart() ? "\n\n" : "\n");
      }
      switch (piece.kind()) {
        case TEXT -> lines(out, piece.lines());
        case TABLE -> {
          out.append("<pre>");
          boolean first = true;
          for (List<Run> line : piece.lines()) {
            out.append(first ? "" : "\n");
            first = false;
            line.forEach(run -> text(out, run.text()));
          }
          out.append("</pre>");
        }
        case FOLDED -> {
          out.append("<blockquote expandable>");
          lines(out, piece.lines());
          out.append("</blockquote>");
        }
      }
    }
    return out.toString();
  }

  private static void lines(StringBuilder out, List<List<Run>> lines) {
    boolean first = true;
    for (List<Run> line : lines) {
      out.append(first ? "" : "\n");
      first = false;
      line.forEach(run -> run(out, run));
    }
  }

  private static void run(StringBuilder out, Run run) {
    switch (run.style()) {
      case PLAIN -> text(out, run.text());
      case BOLD -> tagged(out, "b", run.text());
      case ITALIC -> tagged(out, "i", run.text());
      case CODE -> tagged(out, "code", run.text());
      case LINK -> {
        out.append("<a href=\"");
        attribute(out, run.target());
        out.append("\">");
        text(out, run.text());
        out.append("</a>");
      }
      case TIME -> {
        out.append("<tg-time unix=\"");
        attribute(out, run.target());
        out.append("\">");
        text(out, run.text());
        out.append("</tg-time>");
      }
    }
  }

  private static void tagged(StringBuilder out, String tag, String text) {
    if (text.isEmpty()) {
      return;
    }
    out.append('<').append(tag).append('>');
    text(out, text);
    out.append("</").append(tag).append('>');
  }

  private static void text(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(c);
      }
    }
  }

  private static void attribute(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("&quot;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(c);
      }
    }
  }
}
