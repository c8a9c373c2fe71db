package hangup.chat.discord;

/** Lengths as Discord counts them: in code points. */
final class CodePoints {

  private CodePoints() {}

  static int count(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** At most the first {@code most} code points; an ellipsis ends what is longer. */
  static String first(String text, int most) {
    if (count(text) <= most) {
      return text;
    }
    String cut = text.substring(0, text.offsetByCodePoints(0, most - 1));
    // A backslash left alone would escape the ellipsis' neighbour.
    int backslashes = 0;
    while (backslashes < cut.length() && cut.charAt(cut.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return (backslashes % 2 == 1 ? cut.substring(0, cut.length() - 1) : cut) + "…";
  }
}
