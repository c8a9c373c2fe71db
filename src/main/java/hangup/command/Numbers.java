package hangup.command;

import org.jspecify.annotations.Nullable;

/** Whole numbers as people type them. */
final class Numbers {

  // The longest that surely fits an int.
  private static final int DIGITS = 9;

  private Numbers() {}

  static boolean isInteger(String text) {
    return integer(text) != null;
  }

  /**
   * The number in plain decimal, without leading zeros or a plus sign; null if the text is no whole
   * number of at most nine digits.
   */
  static @Nullable String integer(String text) {
    int length = text.length();
    boolean signed = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+');
    int first = signed ? 1 : 0;
    if (first == length) {
      return null;
    }
    for (int i = first; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    while (first < length - 1 && text.charAt(first) == '0') {
      first++;
    }
    if (length - first > DIGITS) {
      return null;
    }
    boolean negative = signed && text.charAt(0) == '-' && text.charAt(first) != '0';
    if (first == (negative ? 1 : 0)) {
      return text;
    }
    String digits = text.substring(first);
    return negative ? "-" + digits : digits;
  }
}
