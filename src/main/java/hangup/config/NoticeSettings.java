package hangup.config;

import java.util.Optional;

/**
 * Who is told of the bot's own matters.
 *
 * @param channel {@code discord/CHANNEL}, {@code telegram/CHAT} or {@code telegram/CHAT/TOPIC}
 */
public record NoticeSettings(Optional<String> channel) {

  static NoticeSettings read(Values values) {
    Optional<String> channel = values.text("channel");
    if (channel.filter(text -> !text.matches(ConfiguredDigest.CHANNEL)).isPresent()) {
      values.error(
          "channel cannot be read",
          "Write discord/CHANNEL, telegram/CHAT or telegram/CHAT/TOPIC with the numbers that the"
              + " platform gives them.");
      return new NoticeSettings(Optional.empty());
    }
    return new NoticeSettings(channel);
  }
}
