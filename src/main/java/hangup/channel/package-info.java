/** What a channel has set for itself, and its effect on questions and answers. */
@NullMarked
package hangup.channel;

import org.jspecify.annotations.NullMarked;
