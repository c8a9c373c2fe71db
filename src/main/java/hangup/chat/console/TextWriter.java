package hangup.chat.console;

import hangup.reply.Neutral;
import java.util.Arrays;

/**
 * Writes lines no wider than a width: breaks at spaces, else before wide characters, else anywhere.
 * Every character goes through {@link Neutral}. Not thread-safe.
 */
final class TextWriter {

  private static final String RESET = "\u001b[0m";

  private final int width;
  private final boolean colour;

  // An array of our own: parts of strings reach a StringBuilder only char by char.
  private char[] out;
  private int length;

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
    this.out = new char[expectedLength];
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
    append('\n');
    column = 0;
    indent = 0;
    breakAt = -1;
    breakPending = false;
  }

  /** Leaves out a line, unless nothing was written yet. */
  void blankLine() {
    if (length > 0) {
      append('\n');
    }
  }

  /** Moves on to a column. */
  void padTo(int target) {
    if (target > column) {
      reserve(target - column);
      Arrays.fill(out, length, length + target - column, ' ');
      length += target - column;
      column = target;
    }
    breakAt = -1;
  }

  void style(String ansi) {
    if (colour && !ansi.isEmpty()) {
      append(ansi, 0, ansi.length());
    }
  }

  void endStyle(String ansi) {
    if (colour && !ansi.isEmpty()) {
      append(RESET, 0, RESET.length());
    }
  }

  void text(String text) {
    write(text, true);
  }

  /**
   * Text that stands on one line where it fits one; its words are not broken, even where a word is
   * wider than the line.
   */
  void wholeWords(String text) {
    int w = DisplayWidth.of(text);
    boolean behindSpace = breakAt >= 0 && breakAtSpace && breakColumn == column;
    if (column + w > width && indent + w <= width && behindSpace) {
      breakHere(0);
    }
    write(text, false);
  }

  /** Text cut to so many columns, the last one an ellipsis where something is missing. */
  void cut(String text, int columns) {
    if (DisplayWidth.of(text) <= columns) {
      verbatim(text, columns);
    } else {
      verbatim(text, columns - 1);
      append('…');
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
      appendCodePoint(shown);
      used += w;
    }
    column += used;
  }

  private void write(String text, boolean breakable) {
    int textLength = text.length();
    int i = 0;
    while (i < textLength) {
      if (!breakPending) {
        int ascii = writeAscii(text, i, Math.min(textLength, i + Math.max(0, width - column)));
        if (ascii > 0) {
          i += ascii;
          continue;
        }
      }
      int codePoint = text.codePointAt(i);
      one(Neutral.of(codePoint), breakable);
      i += Character.charCount(codePoint);
    }
  }

  /** Writes what is printable ASCII at the start of a part that fits the line; says how much. */
  private int writeAscii(String text, int from, int to) {
    if (to <= from) {
      return 0;
    }
    reserve(to - from);
    text.getChars(from, to, out, length);
    int ascii = asciiPrefix(out, length, length + to - from);
    for (int i = ascii - 1; i >= 0; i--) {
      if (out[length + i] == ' ') {
        if (column + i > indent) {
          breakAt = length + i;
          breakColumn = column + i + 1;
          breakAtSpace = true;
        }
        break;
      }
    }
    length += ascii;
    column += ascii;
    return ascii;
  }

  private static int asciiPrefix(char[] chars, int from, int to) {
    // Without a branch inside, the loop runs many characters at a time.
    int outside = 0;
    for (int i = from; i < to; i++) {
      outside |= (chars[i] - ' ') | ('~' - chars[i]);
    }
    if (outside >= 0) {
      return to - from;
    }
    int i = from;
    while (chars[i] >= ' ' && chars[i] <= '~') {
      i++;
    }
    return i - from;
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
      breakAt = length;
      breakColumn = column;
      breakAtSpace = false;
    }
    appendCodePoint(codePoint);
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
      breakAt = length;
      breakColumn = column + 1;
      breakAtSpace = true;
    }
    append(' ');
    column++;
  }

  private void makeRoom(int w, boolean breakable) {
    int carried = column - breakColumn;
    if (breakAt >= 0 && (!breakable || indent + carried + w <= width)) {
      breakHere(carried);
    } else if (breakable && column > indent) {
      breakLine();
    }
  }

  /** Breaks the line at {@link #breakAt}, taking so many columns along. */
  private void breakHere(int carried) {
    int inserted = breakAtSpace ? indent : indent + 1;
    reserve(inserted);
    System.arraycopy(out, breakAt, out, breakAt + inserted, length - breakAt);
    out[breakAt] = '\n';
    Arrays.fill(out, breakAt + 1, breakAt + 1 + indent, ' ');
    length += inserted;
    column = indent + carried;
    breakAt = -1;
  }

  private void breakLine() {
    int hanging = indent;
    endLine();
    indent = hanging;
    padTo(hanging);
  }

  private void append(char c) {
    reserve(1);
    out[length++] = c;
  }

  private void appendCodePoint(int codePoint) {
    reserve(2);
    length += Character.toChars(codePoint, out, length);
  }

  private void append(String text, int from, int to) {
    reserve(to - from);
    text.getChars(from, to, out, length);
    length += to - from;
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
    }
  }

  @Override
  public String toString() {
    return new String(out, 0, length);
  }
}
