package hangup.command;

import hangup.text.Typed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a command's arguments.
 *
 * @param start offset of its first character in the line, quotation marks included
 * @param end offset behind its last
 * @param separator offset of the first {@code :} or {@code =}, −1 without one
 * @param quoted what stood in quotation marks, either the whole word or what is behind the
 *     separator; null if nothing did
 */
record Token(int start, int end, int separator, @Nullable String quoted) {

  /** Whether all of it stood in quotation marks. */
  boolean whollyQuoted() {
    return quoted != null && separator < 0;
  }

  /**
   * The words from the offset to the end.
   *
   * @throws CommandException if a quotation mark is not closed
   */
  static List<Token> read(Typed line, int from, int to) {
    List<Token> tokens = new ArrayList<>(4);
    int at = from;
    while (true) {
      while (at < to && isGap(line.folded(), at, to)) {
        at++;
      }
      if (at == to) {
        return tokens;
      }
      Token token = next(line, at, to);
      tokens.add(token);
      at = token.end();
    }
  }

  private static Token next(Typed line, int start, int to) {
    Token quoted = quoted(line, start, start, to, -1);
    if (quoted != null) {
      return quoted;
    }
    String text = line.folded();
    int separator = -1;
    int at = start;
    while (at < to && !isGap(text, at, to)) {
      char c = text.charAt(at);
      at++;
      if (separator < 0 && (c == ':' || c == '=')) {
        separator = at - 1;
        Token value = at < to ? quoted(line, start, at, to, separator) : null;
        if (value != null) {
          return value;
        }
      }
    }
    return new Token(start, at, separator, null);
  }

  /** A space, or a comma at the end of a word. */
  private static boolean isGap(String text, int at, int to) {
    char c = text.charAt(at);
    return c == ' ' || ((c == ',' || c == ';') && (at + 1 == to || text.charAt(at + 1) == ' '));
  }

  private static @Nullable Token quoted(Typed line, int start, int mark, int to, int separator) {
    char c = line.text().charAt(mark);
    if (Quotes.isDouble(c)) {
      return doubleQuoted(line.text(), start, mark, to, separator);
    }
    return Quotes.isSingle(c) ? singleQuoted(line.text(), start, mark, to, separator) : null;
  }

  private static Token doubleQuoted(String text, int start, int mark, int to, int separator) {
    StringBuilder value = new StringBuilder();
    for (int at = mark + 1; at < to; at++) {
      char c = text.charAt(at);
      boolean escape =
          c == '\\'
              && at + 1 < to
              && (text.charAt(at + 1) == '\\' || Quotes.isDouble(text.charAt(at + 1)));
      if (escape) {
        at++;
        value.append(text.charAt(at));
      } else if (Quotes.isDouble(c)) {
        return new Token(start, at + 1, separator, value.toString());
      } else {
        value.append(c);
      }
    }
    throw new CommandException(
        "A quotation mark is not closed: "
            + Echo.of(text.substring(mark, to))
            + " Put one behind the name too, for example customer:\"ACME Ltd\".");
  }

  /** Closed only at the end of a word, so that an apostrophe is no mark. */
  private static @Nullable Token singleQuoted(
      String text, int start, int mark, int to, int separator) {
    for (int at = mark + 1; at < to; at++) {
      if (Quotes.isSingle(text.charAt(at)) && (at + 1 == to || isGap(text, at + 1, to))) {
        return at == mark + 1
            ? null
            : new Token(start, at + 1, separator, text.substring(mark + 1, at));
      }
    }
    return null;
  }
}
