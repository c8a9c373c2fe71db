package hangup.chat.discord;

import java.util.EnumSet;
import net.dv8tion.jda.api.Permission;

/** The address by which an administrator invites the bot. */
public final class DiscordInvite {

  /** What the bot needs, and nothing else. */
  private static final EnumSet<Permission> NEEDED =
      EnumSet.of(
          Permission.VIEW_CHANNEL,
          Permission.MESSAGE_SEND,
          Permission.MESSAGE_SEND_IN_THREADS,
          Permission.MESSAGE_EMBED_LINKS,
          Permission.MESSAGE_ATTACH_FILES,
          Permission.MESSAGE_HISTORY);

  private DiscordInvite() {}

  /**
   * The address to open in a browser.
   *
   * @param applicationId the number shown as Application ID in Discord's developer portal
   */
  public static String url(String applicationId) {
    return "https://discord.com/oauth2/authorize?client_id="
        + applicationId
        + "&scope=bot+applications.commands&permissions="
        + Permission.getRaw(NEEDED);
  }
}
