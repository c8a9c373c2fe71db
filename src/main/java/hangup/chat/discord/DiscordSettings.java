package hangup.chat.discord;

import java.util.Optional;
import java.util.Set;

/**
 * How to reach Discord.
 *
 * @param token the bot's token; a secret
 * @param apiUrl another address of the REST API, with its version and a slash at its end
 * @param gatewayUrl another address of the gateway
 * @param guilds the ids of the guilds that are served; all that invited the bot if empty
 * @param adminChannel the id of the channel that is told of troubles
 */
public record DiscordSettings(
    String token,
    Optional<String> apiUrl,
    Optional<String> gatewayUrl,
    Set<String> guilds,
    Optional<String> adminChannel) {

  public DiscordSettings {
    guilds = Set.copyOf(guilds);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "DiscordSettings[guilds=" + guilds + ", adminChannel=" + adminChannel + "]";
  }
}
