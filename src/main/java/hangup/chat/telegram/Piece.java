package hangup.chat.telegram;

import java.util.List;

/**
 * A part of a message that stays in one message where possible and is parted only between lines.
 *
 * @param lines each without its line end
 * @param head lines that are repeated where the piece goes on in another message
 * @param staysWithNext for a heading
 * @param apart whether an empty line stands above it
 */
record Piece(
    Kind kind, List<List<Run>> lines, List<List<Run>> head, boolean staysWithNext, boolean apart) {

  /** How a piece is set. */
  enum Kind {
    TEXT,
    /** Monospaced; styles in it are not shown. */
    TABLE,
    /** A quotation that the reader unfolds. */
    FOLDED
  }

  Piece {
    lines = List.copyOf(lines);
    head = List.copyOf(head);
  }

  static Piece text(List<List<Run>> lines, boolean apart) {
    return new Piece(Kind.TEXT, lines, List.of(), false, apart);
  }

  static Piece line(List<Run> line, boolean apart) {
    return text(List.of(line), apart);
  }

  Piece withLines(List<List<Run>> other) {
    return new Piece(kind, other, head, staysWithNext, apart);
  }

  int units() {
    int sum = Math.max(0, lines.size() - 1);
    for (List<Run> line : lines) {
      sum += Run.units(line);
    }
    return sum;
  }

  int entities() {
    int sum = kind == Kind.TEXT ? 0 : 1;
    if (kind != Kind.TABLE) {
      for (List<Run> line : lines) {
        sum += Run.entities(line);
      }
    }
    return sum;
  }
}
