package hangup.text;

import java.util.List;
import java.util.regex.Pattern;

/** Knows tokens and passwords by their form. */
public final class Secrets {

  /** What stands for a secret. */
  public static final String HIDDEN = "(secret)";

  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> RULES =
      List.of(
          // Telegram: the bot's id, a colon, 35 characters; in URLs with "bot" in front.
          new Rule(Pattern.compile("[0-9]{6,12}:[A-Za-z0-9_-]{30,}"), HIDDEN),
          // Discord: the bot's id in Base64, a time, a signature.
          new Rule(
              Pattern.compile("[A-Za-z0-9_-]{22,30}\\.[A-Za-z0-9_-]{5,8}\\.[A-Za-z0-9_-]{25,}"),
              HIDDEN),
          // Interaction and webhook tokens are the last part of their paths.
          new Rule(
              Pattern.compile("(?i)(/(?:interactions|webhooks)/[0-9]+/)[A-Za-z0-9_-]{20,}"),
              "$1" + HIDDEN),
          new Rule(
              Pattern.compile("(?i)\\b(bearer|basic|bot)\\s+[A-Za-z0-9._~+/=-]{16,}"),
              "$1 " + HIDDEN),
          new Rule(Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+@"), "$1" + HIDDEN + "@"),
          new Rule(
              Pattern.compile(
                  "(?i)\\b([a-z_.-]*(?:password|passwd|pwd|secret|token|api[_-]?key))"
                      + "(\"?\\s*[=:]\\s*\"?)(?!\\(secret\\))[^\\s\"',;&)}\\]]+"),
              "$1$2" + HIDDEN));

  private Secrets() {}

  /** The text without secrets. */
  public static String hide(String text) {
    String clean = text;
    for (Rule rule : RULES) {
      clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
    }
    return clean;
  }
}
