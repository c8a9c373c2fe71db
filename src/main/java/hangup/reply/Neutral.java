package hangup.reply;

/**
 * Makes the characters of data harmless where they are shown: those that steer a terminal, reorder
 * what is read (Unicode bidirectional controls, Trojan Source, CVE-2021-42574), or cannot be seen.
 * One code point becomes one code point.
 */
public final class Neutral {

  private static final int REPLACEMENT = 0xFFFD;

  private Neutral() {}

  /** The code point itself where it is harmless, else what is shown in its place. */
  public static int of(int codePoint) {
    if (codePoint >= ' ' && codePoint < 0x7F) {
      return codePoint;
    }
    if (codePoint < ' ') {
      // Line ends and tabs would forge the layout; the others have a picture each.
      return codePoint >= '\t' && codePoint <= '\r' ? ' ' : 0x2400 + codePoint;
    }
    if (codePoint == 0x7F) {
      return 0x2421;
    }
    return harmful(codePoint) ? REPLACEMENT : codePoint;
  }

  private static boolean harmful(int c) {
    if (c < 0xAD) {
      return c < 0xA0;
    }
    if (c < 0x2000) {
      return c == 0xAD || c == 0x61C || c == 0x180E;
    }
    if (c < 0x2070) {
      // Zero-width joiner and non-joiner (200C, 200D) are part of ordinary words and emoji.
      return c == 0x200B
          || c == 0x200E
          || c == 0x200F
          || (c >= 0x2028 && c <= 0x202E)
          || c >= 0x2060;
    }
    return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || c == 0xFEFF
        || (c >= 0xFFF0 && c <= 0xFFFC)
        || (c & 0xFFFE) == 0xFFFE
        || (c >= 0xE0000 && c <= 0xE0FFF && !(c >= 0xE0100 && c <= 0xE01EF));
  }
}
