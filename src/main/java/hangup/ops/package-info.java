/** Running the bot: whether it is well, and what is wrong where it is not. */
@NullMarked
package hangup.ops;

import org.jspecify.annotations.NullMarked;
