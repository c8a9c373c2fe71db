/**
 * Telegram: updates in, messages out. {@link hangup.chat.telegram.TelegramPlatform} is the way in;
 * the Bot API is reached through the TelegramBots client library and nowhere else.
 */
@NullMarked
package hangup.chat.telegram;

import org.jspecify.annotations.NullMarked;
