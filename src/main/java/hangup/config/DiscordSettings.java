package hangup.config;

import java.util.List;
import java.util.Optional;

/**
 * How to reach Discord; without a token it is not used.
 *
 * @param token the bot's token
 * @param apiUrl another address of the REST API, with its version and a slash at its end
 * @param gatewayUrl another address of the gateway
 * @param guilds the ids of the servers that are served; all that invited the bot if empty
 */
public record DiscordSettings(
    Optional<Secret> token,
    Optional<String> apiUrl,
    Optional<String> gatewayUrl,
    List<String> guilds) {

  private static final String WHERE =
      "Switch on Developer Mode in Discord, then right-click it and choose Copy ID.";

  public DiscordSettings {
    guilds = List.copyOf(guilds);
  }

  static DiscordSettings read(Values values) {
    return new DiscordSettings(
        values.secret("token"),
        values.url("apiUrl", "https", "http").map(url -> url.endsWith("/") ? url : url + "/"),
        values.url("gatewayUrl", "wss", "ws"),
        values.ids("guilds", WHERE));
  }
}
