/**
 * A Telegram for tests: a Bot API server on loopback that knows chats, users, messages, buttons and
 * updates, answers like the real one, fails on request in every way the real one does, and checks
 * each call against the published API description, the limits stated in its prose, and the
 * documented sending rates. Start one with {@link hangup.chat.telegram.fake.FakeTelegram#start}.
 * Knows nothing of the bot under test.
 */
@NullMarked
package hangup.chat.telegram.fake;

import org.jspecify.annotations.NullMarked;
