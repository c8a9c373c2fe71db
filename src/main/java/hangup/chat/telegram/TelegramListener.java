package hangup.chat.telegram;

import hangup.chat.ChannelRef;

/**
 * What the rest of the program has to know. Called from the platform's threads: to return quickly,
 * and throw nothing.
 */
public interface TelegramListener {

  /** Tells nobody. */
  TelegramListener NONE = new TelegramListener() {};

  /**
   * A group became a supergroup with a new number: move subscriptions. Messages on the way are sent
   * to the new one, and the access rules of the old number keep holding.
   */
  default void moved(ChannelRef from, ChannelRef to) {}

  /** The bot can no longer write there: pause what is sent there. */
  default void gone(ChannelRef channel, String reason) {}

  /** The bot can write there again. */
  default void back(ChannelRef channel) {}

  /** Something that only an admin can mend; told once each time it begins. */
  default void trouble(String sentence) {}
}
