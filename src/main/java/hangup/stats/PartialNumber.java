package hangup.stats;

import hangup.cdr.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a phone number: the characters that a masked number shows as well, at most
 * {@value #MOST_SHOWN}, as one number; and how long it is with a few check bits of all of it. A
 * number is what stands before the first character that is no digit, {@code *} or {@code #}; a plus
 * in front does not count.
 */
final class PartialNumber {

  /** So many characters fit into 63 bits. */
  static final int MOST_SHOWN = 17;

  private static final int LONGEST = 127;
  private static final int CHECK_BITS = 8;
  private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;

  /** Ten digits, two signs, and the end. */
  private static final int SYMBOLS = 13;

  private final NumberKey key;

  PartialNumber(NumberKey key) {
    this.key = key;
  }

  private static int begin(String number) {
    return number.startsWith("+") ? 1 : 0;
  }

  private static int end(String number, int begin) {
    int end = begin;
    while (end < number.length() && symbol(number.charAt(end)) > 0) {
      end++;
    }
    return end;
  }

  private static int symbol(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0' + 1;
    }
    return c == '*' ? 11 : c == '#' ? 12 : 0;
  }

  private static int shownOf(int length) {
    return Math.min(MOST_SHOWN, length - Mask.hidden(length));
  }

  /** The first characters, aligned so that numbers with the same beginning are a range. */
  private static long shown(String number, int begin, int count) {
    long shown = 0;
    for (int i = 0; i < MOST_SHOWN; i++) {
      shown = shown * SYMBOLS + (i < count ? symbol(number.charAt(begin + i)) : 0);
    }
    return shown;
  }

  /** What the masked number shows. */
  long shown(String number) {
    int begin = begin(number);
    return shown(number, begin, shownOf(end(number, begin) - begin));
  }

  /** The length and the check bits. */
  int rest(String number) {
    int begin = begin(number);
    int end = end(number, begin);
    return (int) (lengthBits(end - begin) | (key.hash(number, begin, end) & CHECK_MASK));
  }

  private static long lengthBits(int length) {
    return (long) Math.min(LONGEST, length) << CHECK_BITS;
  }

  /**
   * Conditions of which all numbers meet one that begin with the given characters, and few others.
   * Each is a range or a value of one column, so that the database looks at little else.
   *
   * @param shown the column of {@link #shown}
   * @param rest the column of {@link #rest}
   */
  List<String> conditions(String prefix, String shown, String rest) {
    int begin = begin(prefix);
    int end = end(prefix, begin);
    int length = end - begin;
    int known = Math.min(MOST_SHOWN, length);
    long first = shown(prefix, begin, known);
    long width = 1;
    for (int i = known; i < MOST_SHOWN; i++) {
      width *= SYMBOLS;
    }
    List<String> any = new ArrayList<>();
    any.add(shown + " >= " + first + " AND " + shown + " < " + (first + width));
    // Those that show less than is asked for; only for the whole number the check bits help.
    for (int other = length; shownOf(other) < known; other++) {
      long bits = lengthBits(other);
      long low = other == length ? bits | (key.hash(prefix, begin, end) & CHECK_MASK) : bits;
      long high = other == length ? low : bits | CHECK_MASK;
      any.add(
          shown
              + " = "
              + shown(prefix, begin, shownOf(other))
              + " AND "
              + rest
              + " >= "
              + low
              + " AND "
              + rest
              + " <= "
              + high);
    }
    return any;
  }
}
