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
}
