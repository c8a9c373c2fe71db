package hangup.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Telegram; without a token it is not used.
 *
 * @param token the bot's token, from BotFather
 * @param apiUrl another Bot API server: scheme, host and port
 * @param staleAfter commands older than this after a downtime are not answered
 * @param webhook how updates come in, where it has an address; else by long polling
 */
public record TelegramSettings(
    Optional<Secret> token, Optional<String> apiUrl, Duration staleAfter, Webhook webhook) {

  private static final Duration STALE = Duration.ofMinutes(10);

  /**
   * Updates come in by HTTP.
   *
   * @param url what Telegram calls: https; long polling without it
   * @param host where the bot listens
   * @param secret what Telegram shows to prove itself; needed with an address
   */
  public record Webhook(Optional<String> url, String host, int port, Optional<Secret> secret) {

    static Webhook read(Values values) {
      return new Webhook(
          values.url("url", "https"),
          values.text("host", "127.0.0.1"),
          values.integer("port", 8443, 0, 65_535),
          values.secret("secret"));
    }
  }

  static TelegramSettings read(Values values) {
    return new TelegramSettings(
        values.secret("token"),
        values.url("apiUrl", "https", "http"),
        values.duration("staleAfter", STALE),
        values.section("webhook", Webhook::read));
  }
}
