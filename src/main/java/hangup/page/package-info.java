/** The page on the local port: what the bot would answer, and how it fares. */
@NullMarked
package hangup.page;

import org.jspecify.annotations.NullMarked;
