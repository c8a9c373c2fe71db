package hangup.ops;

import hangup.cdr.Mask;
import java.util.List;
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
  public static final String SECRET = "(secret)";

  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> SECRETS =
      List.of(
          // Telegram: the bot's id, a colon, 35 characters; in URLs with "bot" in front.
          new Rule(Pattern.compile("[0-9]{6,12}:[A-Za-z0-9_-]{30,}"), SECRET),
          // Discord: the bot's id in Base64, a time, a signature.
          new Rule(
              Pattern.compile("[A-Za-z0-9_-]{22,30}\\.[A-Za-z0-9_-]{5,8}\\.[A-Za-z0-9_-]{25,}"),
              SECRET),
          // Interaction and webhook tokens are the last part of their paths.
          new Rule(
              Pattern.compile("(?i)(/(?:interactions|webhooks)/[0-9]+/)[A-Za-z0-9_-]{20,}"),
              "$1" + SECRET),
          new Rule(
              Pattern.compile("(?i)\\b(bearer|basic|bot)\\s+[A-Za-z0-9._~+/=-]{16,}"),
              "$1 " + SECRET),
          new Rule(Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+@"), "$1" + SECRET + "@"),
          new Rule(
              Pattern.compile(
                  "(?i)\\b([a-z_.-]*(?:password|passwd|pwd|secret|token|api[_-]?key))"
                      + "(\"?\\s*[=:]\\s*\"?)(?!\\(secret\\))[^\\s\"',;&)}\\]]+"),
              "$1$2" + SECRET));

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
    String clean = text;
    for (Rule rule : SECRETS) {
      clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
    }
    return masked(clean);
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
