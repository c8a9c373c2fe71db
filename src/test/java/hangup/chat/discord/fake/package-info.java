/**
 * A Discord to test bots against: gateway v10 over a real WebSocket, the REST API over real HTTP,
 * slash commands, autocomplete, buttons, select menus, messages, threads, rate limits and faults.
 *
 * <p>Start {@link hangup.chat.discord.fake.FakeDiscord}, point the bot at its two addresses, let
 * {@link hangup.chat.discord.fake.FakeUser}s do things, and look at what the bot did. Every request
 * is recorded and checked, against Discord's published API description and against the limits that
 * the description leaves out; {@link hangup.chat.discord.fake.FakeDiscord#violations()} lists what
 * the real Discord would have refused, and what it would have accepted but shown wrongly. Depends
 * on nothing of the bot.
 */
@NullMarked
package hangup.chat.discord.fake;

import org.jspecify.annotations.NullMarked;
