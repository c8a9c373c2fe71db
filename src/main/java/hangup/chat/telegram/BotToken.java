package hangup.chat.telegram;

import java.util.regex.Pattern;

/** The secret that BotFather gives out. It is never shown: not even {@link #toString} tells it. */
public final class BotToken {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{20,100}");

  private final String value;

  /**
   * @throws IllegalArgumentException if it cannot be a token; the message does not repeat it
   */
  public BotToken(String value) {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the Telegram token must look like 123456:ABC… as BotFather wrote it, with nothing before"
              + " or after it");
    }
    this.value = value;
  }

  /** For the client library alone. */
  String reveal() {
    return value;
  }

  /** A text of foreign origin without the token. */
  String scrub(String text) {
    return text.replace(value, "<token>");
  }

  @Override
  public String toString() {
    return "<token>";
  }
}
