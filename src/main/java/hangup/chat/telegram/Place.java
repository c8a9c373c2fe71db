package hangup.chat.telegram;

import hangup.chat.ChannelRef;
import java.util.Optional;

/**
 * A chat, or a topic in it.
 *
 * @param chat positive for a private chat, where it is the user's number; else negative
 */
record Place(long chat, Optional<Integer> thread) {

  static final String PLATFORM = "telegram";

  boolean isPrivate() {
    return chat > 0;
  }

  /** How the rest of the program names the place. */
  ChannelRef channel() {
    String id = Long.toString(chat);
    return new ChannelRef(
        PLATFORM,
        isPrivate() ? Optional.empty() : Optional.of(id),
        id,
        thread.map(number -> Integer.toString(number)));
  }

  /** The place that is named; empty if that is no place here. */
  static Optional<Place> of(ChannelRef channel) {
    boolean ours =
        channel.platform().equals(PLATFORM)
            && channel.channel().matches("-?[0-9]{1,18}")
            && channel.thread().map(thread -> thread.matches("[0-9]{1,9}")).orElse(true);
    return ours
        ? Optional.of(
            new Place(Long.parseLong(channel.channel()), channel.thread().map(Integer::valueOf)))
        : Optional.empty();
  }
}
