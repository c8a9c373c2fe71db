/**
 * The platform-neutral answer: what a command returns and every platform renders. Knows no platform
 * and no command.
 */
@NullMarked
package hangup.reply;

import org.jspecify.annotations.NullMarked;
