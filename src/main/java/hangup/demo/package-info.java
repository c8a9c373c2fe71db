/** Invented but believable traffic to try the bot with. */
@NullMarked
package hangup.demo;

import org.jspecify.annotations.NullMarked;
