package hangup.chat.telegram;

import java.time.Duration;

/**
 * How fast Telegram lets a bot send ("My bot is hitting limits", Bots FAQ).
 *
 * @param perSecond messages in a second, in all chats together
 * @param chatGap least time between two messages to one chat
 * @param groupPerMinute messages in a minute to one group
 */
record SendRates(int perSecond, Duration chatGap, int groupPerMinute) {

  static final SendRates DOCUMENTED = new SendRates(30, Duration.ofSeconds(1), 20);

  /** How many of all messages in a second there may be before one of this kind. */
  int perSecond(SendQueues.Priority priority) {
    // With a thousand digests to send, who asks something shall not wait for the next second.
    return priority == SendQueues.Priority.ANSWER ? perSecond : Math.max(1, perSecond * 2 / 3);
  }
}
