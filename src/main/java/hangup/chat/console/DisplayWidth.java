package hangup.chat.console;

import hangup.reply.Neutral;
import org.jline.utils.WCWidth;

/** How many columns of a terminal text takes, as {@link TextWriter} shows it. */
final class DisplayWidth {

  private DisplayWidth() {}

  /** Columns of one harmless code point: 0 for combining characters, 2 for East Asian wide ones. */
  static int of(int codePoint) {
    return codePoint < 0x300 ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
  }

  static int of(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return i + slowly(text, i);
      }
    }
    return length;
  }

  private static int slowly(String text, int from) {
    int width = 0;
    int codePoint;
    for (int i = from; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      width += of(Neutral.of(codePoint));
    }
    return width;
  }
}
