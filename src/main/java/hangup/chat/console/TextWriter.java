package hangup.chat.console;

import hangup.reply.Neutral;

/**
 * Writes lines no wider than a width: breaks at spaces, else before wide characters, else anywhere.
 * Every character goes through {@link Neutral}. Not thread-safe.
 */
final class TextWriter {

  private static final String RESET = "\u001b[0m";
  private static final String SPACES = " ".repeat(64);

  private final int width;
  private final boolean colour;
  private final StringBuilder out;

  private int column;
  private int indent;

  /** Where the line can be broken: an index into {@link #out}; negative when nowhere. */
  private int breakAt = -1;

  /** The column of what follows the break. */
  private int breakColumn;

  /** Whether a space stands at {@link #breakAt}, which the break replaces. */
  private boolean breakAtSpace;

  /** A space fell on the line's end: the next character starts a new line. */
  private boolean breakPending;

  TextWriter(int width, boolean colour, int expectedLength) {
    this.width = width;
    this.colour = colour;
    this.out = new StringBuilder(expectedLength);
  }

  int column() {
    return column;
  }

  /** The column at which the lines after a break start, from here on. */
  void indent(int columns) {
    indent = Math.min(columns, width - 1);
  }

  /** Ends the line; the next one starts at column 0 without indent. */
  void endLine() {
    out.append('\n');
    column = 0;
    indent = 0;
    breakAt = -1;
    breakPending = false;
  }

  /** Leaves out a line, unless nothing was written yet. */
  void blankLine() {
    if (out.length() > 0) {
      out.append('\n');
    }
  }

  /** Moves on to a column. */
  void padTo(int target) {
    int missing = target - column;
    while (missing > 0) {
      int part = Math.min(missing, SPACES.length());
      out.append(SPACES, 0, part);
      missing -= part;
    }
    column = Math.max(column, target);
    breakAt = -1;
  }

  void style(String ansi) {
    if (colour && !ansi.isEmpty()) {
      out.append(ansi);
    }
  }

  void endStyle(String ansi) {
    if (colour && !ansi.isEmpty()) {
      out.append(RESET);
    }
  }

  void text(String text) {
    write(text, true);
  }

  /** Text whose words are not broken, even where a word is wider than the line. */
  void wholeWords(String text) {
    write(text, false);
  }

  /** Text cut to so many columns, the last one an ellipsis where something is missing. */
  void cut(String text, int columns) {
    if (DisplayWidth.of(text) <= columns) {
      verbatim(text, columns);
    } else {
      verbatim(text, columns - 1);
      out.append('…');
      column++;
    }
    breakAt = -1;
  }

  private void verbatim(String text, int columns) {
    int used = 0;
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      int shown = Neutral.of(codePoint);
      int w = DisplayWidth.of(shown);
      if (used + w > columns) {
        break;
      }
      out.appendCodePoint(shown);
      used += w;
    }
    column += used;
  }

  private void write(String text, boolean breakable) {
    int length = text.length();
    int i = 0;
    while (i < length) {
      int j = i;
      if (!breakPending) {
        int end = Math.min(length, i + Math.max(0, width - column));
        int space = -1;
        for (; j < end; j++) {
          char c = text.charAt(j);
          if (c < ' ' || c > '~') {
            break;
          }
          if (c == ' ') {
            space = j;
          }
        }
        if (j > i) {
          if (space >= 0 && column + space - i > indent) {
            breakAt = out.length() + space - i;
            breakColumn = column + space - i + 1;
            breakAtSpace = true;
          }
          if (i == 0 && j == length) {
            out.append(text);
          } else {
            out.append(text, i, j);
          }
          column += j - i;
          i = j;
          continue;
        }
      }
      int codePoint = text.codePointAt(i);
      one(Neutral.of(codePoint), breakable);
      i += Character.charCount(codePoint);
    }
  }

  private void one(int codePoint, boolean breakable) {
    if (codePoint == ' ') {
      space();
      return;
    }
    int w = DisplayWidth.of(codePoint);
    if (breakPending) {
      breakLine();
    }
    if (column + w > width) {
      if (w == 2 && column > indent) {
        breakLine();
      } else {
        makeRoom(w, breakable);
      }
    }
    if (w == 2 && column > indent) {
      breakAt = out.length();
      breakColumn = column;
      breakAtSpace = false;
    }
    out.appendCodePoint(codePoint);
    column += w;
  }

  private void space() {
    if (breakPending) {
      return;
    }
    if (column >= width) {
      breakPending = true;
      return;
    }
    if (column > indent) {
      breakAt = out.length();
      breakColumn = column + 1;
      breakAtSpace = true;
    }
    out.append(' ');
    column++;
  }

  private void makeRoom(int w, boolean breakable) {
    int carried = column - breakColumn;
    if (breakAt >= 0 && (!breakable || indent + carried + w <= width)) {
      if (breakAtSpace) {
        out.setCharAt(breakAt, '\n');
      } else {
        out.insert(breakAt, '\n');
      }
      if (indent > 0) {
        out.insert(breakAt + 1, " ".repeat(indent));
      }
      column = indent + carried;
      breakAt = -1;
    } else if (breakable && column > indent) {
      breakLine();
    }
  }

  private void breakLine() {
    int hanging = indent;
    endLine();
    indent = hanging;
    padTo(hanging);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
