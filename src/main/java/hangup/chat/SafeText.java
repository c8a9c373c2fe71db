package hangup.chat;

/** Makes text from data fit to be shown in a line, on any platform, before it is escaped. */
public final class SafeText {

  private SafeText() {}

  /**
   * The text in one line: control characters (line breaks too) become spaces; the characters that
   * turn the direction of the text around them, and unpaired surrogates, are taken out.
   */
  public static String line(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                safe.append(' ');
              } else if (!turnsDirection(c) && !Character.isSurrogate((char) c)
                  || Character.isSupplementaryCodePoint(c)) {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  private static boolean turnsDirection(int c) {
    return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
  }
}
