package hangup.chat.telegram;

import java.util.List;

/**
 * The text of one message.
 *
 * @param html with Telegram's markup
 * @param plain the same without, for a server that refuses the markup
 */
record Page(String html, String plain) {

  static Page of(List<Piece> pieces) {
    return new Page(Html.of(pieces), plainOf(pieces));
  }

  /** UTF-16 units after Telegram has read the markup. */
  int units() {
    return plain.length();
  }

  private static String plainOf(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      if (!out.isEmpty()) {
        out.append(piece.apart() ? "\n\n" : "\n");
      }
      boolean first = true;
      for (List<Run> line : piece.lines()) {
        out.append(first ? "" : "\n");
        first = false;
        line.forEach(run -> out.append(run.text()));
      }
    }
    return out.toString();
  }
}
