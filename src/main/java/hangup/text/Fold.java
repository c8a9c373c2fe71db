package hangup.text;

import java.text.Normalizer;

/**
 * Text in the form in which words are compared: lower case, without diacritics, letters and digits
 * only, one space between words.
 */
public final class Fold {

  /** Longer text is cut here: no name, key or question that can match is longer. */
  public static final int MAX_LENGTH = 200;

  private Fold() {}

  /** {@code " Route-Not_Found "} gives {@code "route not found"}; text without letters gives "". */
  public static String words(String text) {
    String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    StringBuilder folded = new StringBuilder(cut.length());
    // Normalizer loads large tables; most text is ASCII and needs none.
    String plain = ascii(cut) ? cut : Normalizer.normalize(cut, Normalizer.Form.NFKD);
    for (int i = 0; i < plain.length(); ) {
      int point = plain.codePointAt(i);
      append(folded, point);
      i += Character.charCount(point);
    }
    int length = folded.length();
    if (length > 0 && folded.charAt(length - 1) == ' ') {
      folded.setLength(length - 1);
    }
    return folded.toString();
  }

  /** As {@link #words}, with no spaces: {@code "NO_ROUTE"} and {@code "NoRoute"} are the same. */
  public static String compact(String text) {
    return words(text).replace(" ", "");
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder folded, int point) {
    switch (point) {
      // Letters that Unicode does not decompose, as people type them without the key.
      case 'ß', 'ẞ' -> folded.append("ss");
      case 'æ', 'Æ' -> folded.append("ae");
      case 'œ', 'Œ' -> folded.append("oe");
      case 'ø', 'Ø' -> folded.append('o');
      case 'đ', 'Đ' -> folded.append('d');
      case 'ł', 'Ł' -> folded.append('l');
      case 'ı' -> folded.append('i');
      default -> {
        if (Character.isLetterOrDigit(point)) {
          folded.appendCodePoint(Character.toLowerCase(point));
        } else if (!joins(point) && folded.length() > 0 && last(folded) != ' ') {
          folded.append(' ');
        }
      }
    }
  }

  /** Marks, invisible format characters and apostrophes do not part a word. */
  private static boolean joins(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || point == '\''
        || point == '’';
  }

  private static char last(StringBuilder text) {
    return text.charAt(text.length() - 1);
  }
}
