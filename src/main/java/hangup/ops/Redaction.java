package hangup.ops;

import hangup.cdr.Mask;
import hangup.text.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what no log may hold: tokens and passwords, whole phone numbers, and what
 * could pass for a line of its own.
 *
 * <p>A run of seven digits or more is taken for a phone number, and so is a number written with a
 * plus and spaces, dots, hyphens or brackets; its end is masked, so ids of chats and messages lose
 * their last four digits, too.
 */
public final class Redaction {

  /** What stands for a secret. */
  public static final String SECRET = Secrets.HIDDEN;

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:\\+\\p{Nd}(?:[ ().-]*\\p{Nd}){6,}+|(?<![\\p{L}\\p{Nd}_])\\p{Nd}{7,}+)"
              // What was masked before stays as it is.
              + "(?!\\*{4}(?!\\*))");

  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n\\u0085\\u2028\\u2029]+");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t\\n]]");

  private Redaction() {}

  /** The text without secrets and whole numbers, in as many lines as it had. */
  public static String of(String text) {
    return masked(Secrets.hide(text));
  }

  /** As {@link #of}, in one line, without characters that steer a terminal or hide text. */
  public static String line(String text) {
    String oneLine = LINE_ENDS.matcher(text).replaceAll(" ");
    return of(CONTROLS.matcher(oneLine).replaceAll("?"));
  }

  private static String masked(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    do {
      matcher.appendReplacement(masked, Matcher.quoteReplacement(mask(matcher.group())));
    } while (matcher.find());
    return matcher.appendTail(masked).toString();
  }

  private static String mask(String number) {
    StringBuilder digits = new StringBuilder();
    number
        .codePoints()
        .filter(c -> c == '+' || Character.isDigit(c))
        .forEach(c -> digits.appendCodePoint(c == '+' ? c : '0' + Character.digit(c, 10)));
    return Mask.number(digits.toString());
  }
}
