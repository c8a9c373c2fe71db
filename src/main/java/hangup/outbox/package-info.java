/** What is to be posted without being asked for: kept before it is sent, and sent once. */
@NullMarked
package hangup.outbox;

import org.jspecify.annotations.NullMarked;
