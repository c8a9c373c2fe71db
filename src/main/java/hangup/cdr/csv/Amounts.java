package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * Reads amounts of money, with a point or a comma as the decimal sign. One that occurs several
 * times, or before the other, parts thousands.
 */
final class Amounts {
  private static final Pattern PLAIN =
      Pattern.compile("[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d{1,4})?");

  private static final Pattern GROUPED_BY_POINTS =
      Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+(,\\d*)?");

  private static final Pattern GROUPED_BY_COMMAS =
      Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?");

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
    String text = new String(b, start, end - start, ISO_8859_1);
    String plain;
    if (PLAIN.matcher(text).matches()) {
      plain = text.replace(',', '.');
    } else if (GROUPED_BY_POINTS.matcher(text).matches()) {
      plain = text.replace(".", "").replace(',', '.');
    } else if (GROUPED_BY_COMMAS.matcher(text).matches()) {
      plain = text.replace(",", "");
    } else {
      return Double.NaN;
    }
    double amount = Double.parseDouble(plain);
    return Double.isFinite(amount) ? amount : Double.NaN;
  }
}
