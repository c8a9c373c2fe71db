package hangup.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the platforms whether a token is good, and for which bot. */
public final class TokenCheck {

  /** Discord's own address. */
  public static final URI DISCORD = URI.create("https://discord.com/api/v10/");

  /** Telegram's own address. */
  public static final URI TELEGRAM = URI.create("https://api.telegram.org/");

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final URI discord;
  private final URI telegram;
  private final HttpClient client;

  /**
   * Asks these addresses; each ends with a slash.
   *
   * @param discord with the version of the API
   */
  public TokenCheck(URI discord, URI telegram) {
    this.discord = discord;
    this.telegram = telegram;
    this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /** What the platform says of a token. */
  public sealed interface Result {

    /**
     * The token is good.
     *
     * @param id the bot's id, at Discord the application's
     */
    record Good(String id, String name) implements Result {}

    /** The platform refuses the token. */
    record Wrong() implements Result {}

    /** The platform did not say; {@code why} has no secret. */
    record Unknown(String why) implements Result {}
  }

  /** Asks Discord. */
  public Result discord(Secret token) {
    return ask(
        "applications/@me",
        () ->
            HttpRequest.newBuilder(discord.resolve("applications/@me"))
                .header("Authorization", "Bot " + token.reveal())
                .header("User-Agent", "DiscordBot (https://github.com/hangup, 1)"),
        "");
  }

  /** Asks Telegram. */
  public Result telegram(Secret token) {
    return ask(
        "getMe",
        () -> HttpRequest.newBuilder(URI.create(telegram + "bot" + token.reveal() + "/getMe")),
        "result");
  }

  private interface Question {
    HttpRequest.Builder get();
  }

  private Result ask(String what, Question question, String below) {
    try {
      HttpResponse<String> answer =
          client.send(
              question.get().timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status == 401 || status == 403 || status == 404) {
        return new Result.Wrong();
      }
      if (status != 200) {
        return new Result.Unknown(what + " was answered with HTTP " + status);
      }
      JsonNode body = new ObjectMapper().readTree(answer.body());
      JsonNode bot = below.isEmpty() ? body : body.path(below);
      String name = bot.path(below.isEmpty() ? "name" : "username").asText();
      return new Result.Good(bot.path("id").asText(), name);
    } catch (IllegalArgumentException e) {
      // Characters that no header and no address can have: no token has them either.
      return new Result.Wrong();
    } catch (IOException e) {
      return new Result.Unknown(what + " cannot be asked (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Unknown("interrupted");
    }
  }
}
