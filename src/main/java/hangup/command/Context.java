package hangup.command;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import java.time.ZoneId;

/**
 * Who asks, where, and in which zone days are meant.
 *
 * @param zone the channel's zone, or the bot's default
 */
public record Context(ChannelRef channel, Asker asker, ZoneId zone) {

  public static Context console(ZoneId zone) {
    return new Context(ChannelRef.CONSOLE, Asker.OPERATOR, zone);
  }
}
