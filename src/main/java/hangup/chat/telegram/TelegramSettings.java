package hangup.chat.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How to reach Telegram.
 *
 * @param apiUrl the Bot API server: scheme, host and port without a path
 * @param webhook how updates come in; empty for long polling
 * @param staleAfter a command older than this is not answered, since whoever asked has moved on
 * @param askWhoIsAdmin whether to ask Telegram who administrates a group; needed where an access
 *     rule is for admins, and a request more for the first question of everybody every five minutes
 * @param patience how long the server may be silent before a call is given up
 * @param pollTimeout how long the server may hold back an empty answer to a poll, at most 50 s
 */
public record TelegramSettings(
    BotToken token,
    URI apiUrl,
    Optional<Webhook> webhook,
    Duration staleAfter,
    BooleanSupplier askWhoIsAdmin,
    Duration patience,
    Duration pollTimeout) {

  /** Telegram's own server. */
  public static final URI PUBLIC_API = URI.create("https://api.telegram.org");

  private static final Duration LONGEST_POLL = Duration.ofSeconds(50);

  /**
   * @throws IllegalArgumentException if a value is not allowed; the message is for the admin
   */
  public TelegramSettings {
    String scheme = String.valueOf(apiUrl.getScheme());
    String path = apiUrl.getPath() == null ? "" : apiUrl.getPath();
    if (!(scheme.equals("http") || scheme.equals("https"))
        || apiUrl.getHost() == null
        || path.length() > 1
        || apiUrl.getQuery() != null
        || apiUrl.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "telegram.apiUrl must be scheme, host and port only, for example http://127.0.0.1:8081");
    }
    if (pollTimeout.isNegative() || pollTimeout.compareTo(LONGEST_POLL) > 0) {
      throw new IllegalArgumentException("a poll lasts 0 to 50 s");
    }
  }

  /** The defaults: Telegram's own server, long polling, ten minutes until a command is stale. */
  public static TelegramSettings of(BotToken token) {
    return new TelegramSettings(
        token,
        PUBLIC_API,
        Optional.empty(),
        Duration.ofMinutes(10),
        () -> false,
        Duration.ofSeconds(20),
        LONGEST_POLL);
  }

  /** The same at another server. */
  public TelegramSettings at(URI otherApiUrl) {
    return new TelegramSettings(
        token, otherApiUrl, webhook, staleAfter, askWhoIsAdmin, patience, pollTimeout);
  }

  /** The same by webhook. */
  public TelegramSettings with(Webhook hook) {
    return new TelegramSettings(
        token, apiUrl, Optional.of(hook), staleAfter, askWhoIsAdmin, patience, pollTimeout);
  }

  /** The same with other waiting times. */
  public TelegramSettings with(Duration otherPatience, Duration otherPollTimeout) {
    return new TelegramSettings(
        token, apiUrl, webhook, staleAfter, askWhoIsAdmin, otherPatience, otherPollTimeout);
  }

  /** The same with the platform asked who is an admin. */
  public TelegramSettings askingWhoIsAdmin() {
    return new TelegramSettings(
        token, apiUrl, webhook, staleAfter, () -> true, patience, pollTimeout);
  }

  /**
   * Updates come in by HTTP.
   *
   * @param publicUrl what Telegram calls; https, ending at a proxy that passes it on
   * @param bindHost where the bot listens
   * @param bindPort 0 for any free port
   * @param secret what Telegram shows to prove itself: 1 to 256 of {@code A-Z a-z 0-9 _ -}
   */
  public record Webhook(URI publicUrl, String bindHost, int bindPort, String secret) {

    /**
     * @throws IllegalArgumentException if a value is not allowed; the message is for the admin
     */
    public Webhook {
      if (!"https".equals(publicUrl.getScheme()) || publicUrl.getHost() == null) {
        throw new IllegalArgumentException(
            "telegram.webhook.url must be https, for example https://bot.example.org/telegram");
      }
      if (!secret.matches("[A-Za-z0-9_-]{16,256}")) {
        throw new IllegalArgumentException(
            "telegram.webhook.secret must be 16 to 256 letters, digits, _ or -, for example the"
                + " output of: openssl rand -hex 32");
      }
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Webhook[" + publicUrl + "]";
    }
  }
}
