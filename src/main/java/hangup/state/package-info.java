/** The bot's own database: subscriptions, settings of channels, audit, and jobs to run. */
@NullMarked
package hangup.state;

import org.jspecify.annotations.NullMarked;
