package hangup.chat;

import java.util.Optional;

/**
 * Where a conversation takes place.
 *
 * @param platform {@code discord}, {@code telegram} or {@code console}
 * @param space the Discord guild; for Telegram the chat itself; empty in a direct message
 * @param channel the Discord channel or the Telegram chat
 * @param thread the Telegram topic or the Discord thread inside of the channel, where there is one
 */
public record ChannelRef(
    String platform, Optional<String> space, String channel, Optional<String> thread) {

  public static final ChannelRef CONSOLE =
      new ChannelRef("console", Optional.empty(), "local", Optional.empty());

  /**
   * Reads an address as the settings write it: {@code discord/CHANNEL}, {@code telegram/CHAT} or
   * {@code telegram/CHAT/TOPIC}.
   */
  public static ChannelRef parse(String address) {
    String[] parts = address.split("/", 3);
    boolean telegram = parts[0].equals("telegram");
    return new ChannelRef(
        parts[0],
        telegram ? Optional.of(parts[1]) : Optional.empty(),
        parts[1],
        parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }
}
