/** Hangup in Discord, with JDA. */
@NullMarked
package hangup.chat.discord;

import org.jspecify.annotations.NullMarked;
