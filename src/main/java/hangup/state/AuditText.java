package hangup.state;

import hangup.cdr.Mask;
import hangup.text.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets, phone numbers and what is not to be seen out of what the audit log keeps. */
public final class AuditText {

  /** Digits as people write numbers: together, or parted by spaces, dots, hyphens, brackets. */
  private static final Pattern DIGITS =
      Pattern.compile("\\+?\\p{Nd}(?:[ ().\\-/]*\\p{Nd})*+(?!\\*)");

  private static final String DAY =
      "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9](?: [0-2][0-9])?";

  /** A day or a range of days; what follows a colon is no longer part of the match. */
  private static final Pattern DATE = Pattern.compile(DAY + "(?:\\.\\." + DAY + ")?");

  /** Characters that show nothing and could part a number: PostgreSQL takes no NUL, either. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]+");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");

  /** Fewer digits are no phone number. */
  private static final int LEAST = 7;

  private AuditText() {}

  /** In one line, without secrets, with the ends of phone numbers hidden. */
  public static String of(String text) {
    return of(text, LEAST);
  }

  /**
   * In one line, without secrets, with the ends of numbers hidden.
   *
   * @param least how many digits make a number
   */
  public static String of(String text, int least) {
    String seen = UNSEEN.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("");
    String line = BLANKS.matcher(seen).replaceAll(" ").strip();
    Matcher matcher = DIGITS.matcher(Secrets.hide(line));
    StringBuilder masked = new StringBuilder(line.length());
    while (matcher.find()) {
      String found = matcher.group();
      String digits = digits(found);
      boolean number =
          digits.length() - (digits.startsWith("+") ? 1 : 0) >= least
              && !DATE.matcher(found).matches();
      matcher.appendReplacement(
          masked, Matcher.quoteReplacement(number ? Mask.number(digits) : found));
    }
    return matcher.appendTail(masked).toString();
  }

  private static String digits(String number) {
    StringBuilder digits = new StringBuilder();
    number
        .codePoints()
        .filter(c -> c == '+' || Character.isDigit(c))
        .forEach(c -> digits.appendCodePoint(c == '+' ? c : '0' + Character.digit(c, 10)));
    return digits.toString();
  }
}
