package hangup.text;

/**
 * A line as somebody typed it, made safe to read.
 *
 * @param text without control, zero-width and direction characters, every kind of space turned into
 *     a plain one, no space at the ends; otherwise as typed
 * @param folded the same with full-width forms, digits of any script and dashes turned into ASCII;
 *     character for character as long as {@code text}, and the same object where nothing differs
 */
public record Typed(String text, String folded) {

  public static Typed of(String line) {
    String text = clean(line);
    return new Typed(text, fold(text));
  }

  private static String clean(String line) {
    int length = line.length();
    boolean plain = true;
    for (int i = 0; i < length; i++) {
      char c = line.charAt(i);
      if (c < ' ' || c > '~') {
        plain = false;
        break;
      }
    }
    return plain ? line.strip() : cleanSlowly(line);
  }

  private static String cleanSlowly(String line) {
    StringBuilder out = new StringBuilder(line.length());
    line.codePoints().forEach(c -> appendClean(out, c));
    return out.toString().strip();
  }

  private static void appendClean(StringBuilder out, int c) {
    switch (Character.getType(c)) {
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {
        // Invisible, direction-changing or half a character.
      }
      case Character.CONTROL -> {
        if (Character.isWhitespace(c)) {
          out.append(' ');
        }
      }
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          out.append(' ');
      // A hyphen that came from a document: names are stored with the plain one.
      case Character.DASH_PUNCTUATION -> out.appendCodePoint(c == 0x2010 || c == 0x2011 ? '-' : c);
      default -> out.appendCodePoint(c);
    }
  }

  private static String fold(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) > '~') {
        return foldSlowly(text);
      }
    }
    return text;
  }

  private static String foldSlowly(String text) {
    char[] out = text.toCharArray();
    boolean changed = false;
    for (int i = 0; i < out.length; i++) {
      char folded = fold(out[i]);
      changed |= folded != out[i];
      out[i] = folded;
    }
    return changed ? new String(out) : text;
  }

  private static char fold(char c) {
    if (c <= '~') {
      return c;
    }
    // U+FF01 to U+FF5E are the printable ASCII characters in full width.
    if (c >= '\uFF01' && c <= '\uFF5E') {
      return (char) (c - 0xFF01 + '!');
    }
    if (Character.isDigit(c)) {
      return (char) ('0' + Character.digit(c, 10));
    }
    return c == '\u2212' || (c >= '\u2012' && c <= '\u2015') ? '-' : c;
  }
}
