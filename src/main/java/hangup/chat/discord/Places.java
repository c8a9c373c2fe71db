package hangup.chat.discord;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Context;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.interactions.Interaction;
import org.jspecify.annotations.Nullable;

/** Says who asks, and where, in terms that no command needs Discord to understand. */
final class Places {

  static final String PLATFORM = "discord";

  private final Set<String> served;
  private final Function<ChannelRef, ZoneId> zones;

  /**
   * @param served the guilds that are served; all if empty
   * @param zones in which zone days are meant in a channel
   */
  Places(Set<String> served, Function<ChannelRef, ZoneId> zones) {
    this.served = Set.copyOf(served);
    this.zones = zones;
  }

  Context of(Interaction interaction) {
    return context(
        Optional.ofNullable(interaction.getGuild()).map(Guild::getId),
        interaction.getChannel(),
        String.valueOf(interaction.getChannelIdLong()),
        interaction.getUser(),
        interaction.getMember());
  }

  Context context(
      Optional<String> guild,
      @Nullable Channel channel,
      String channelId,
      User user,
      @Nullable Member member) {
    Optional<String> thread = Optional.empty();
    String channelOrParent = channelId;
    if (channel instanceof ThreadChannel threadChannel) {
      thread = Optional.of(channelId);
      channelOrParent = parent(threadChannel).orElse(channelId);
    }
    ChannelRef place = new ChannelRef(PLATFORM, guild, channelOrParent, thread);
    Asker asker =
        member == null
            ? new Asker(user.getId(), user.getEffectiveName(), Set.of(), false)
            : new Asker(
                user.getId(),
                member.getEffectiveName(),
                member.getRoles().stream().map(ISnowflake::getId).collect(Collectors.toSet()),
                member.hasPermission(Permission.MANAGE_SERVER));
    return new Context(place, asker, zones.apply(place));
  }

  /** Why nothing is answered here at all; empty where the bot serves. */
  Optional<String> refusal(Context context) {
    Optional<String> guild = context.channel().space();
    return served.isEmpty() || guild.isEmpty() || served.contains(guild.get())
        ? Optional.empty()
        : Optional.of("This bot does not serve this Discord server.");
  }

  /** The channel or thread to post into. */
  static String target(ChannelRef channel) {
    return channel.thread().orElse(channel.channel());
  }

  private static Optional<String> parent(ThreadChannel thread) {
    try {
      return Optional.of(thread.getParentChannel().getId());
    } catch (IllegalStateException e) {
      // The bot cannot see the parent.
      return Optional.empty();
    }
  }
}
