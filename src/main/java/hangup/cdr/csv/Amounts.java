package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Reads amounts of money, with a point or a comma as the decimal sign. Where both occur the last is
 * the decimal sign; one that occurs several times parts thousands.
 */
final class Amounts {
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Amounts() {}

  /** The amount, or NaN if it is none. */
  static double parse(byte[] b, int start, int end) {
    int p = start;
    boolean negative = false;
    if (p < end && (b[p] == '-' || b[p] == '+')) {
      negative = b[p++] == '-';
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; p < end; p++) {
      byte c = b[p];
      if (c >= '0' && c <= '9' && count < 15) {
        digits = digits * 10 + (c - '0');
        count++;
      } else if ((c == '.' || c == ',') && point < 0) {
        point = count;
      } else {
        return slow(b, start, end);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    // Both are exact in a double, so their quotient is the nearest one to the decimal number.
    double amount = point < 0 ? digits : digits / POWERS[count - point];
    return negative ? -amount : amount;
  }

  private static double slow(byte[] b, int start, int end) {
    StringBuilder plain = new StringBuilder(new String(b, start, end - start, ISO_8859_1));
    char decimal = decimalSign(plain);
    for (int i = plain.length() - 1; i >= 0; i--) {
      char c = plain.charAt(i);
      if (c == decimal) {
        plain.setCharAt(i, '.');
      } else if (c == '.' || c == ',') {
        plain.deleteCharAt(i);
      } else if ("0123456789+-eE".indexOf(c) < 0) {
        return Double.NaN;
      }
    }
    try {
      double amount = Double.parseDouble(plain.toString());
      return Double.isFinite(amount) ? amount : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static char decimalSign(CharSequence text) {
    int points = 0;
    int commas = 0;
    char last = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == ',') {
        last = c;
        points += c == '.' ? 1 : 0;
        commas += c == ',' ? 1 : 0;
      }
    }
    int same = last == '.' ? points : commas;
    return same == 1 ? last : 0;
  }
}
