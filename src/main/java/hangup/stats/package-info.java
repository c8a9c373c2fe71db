/** What happened: periods, filters, counts and the port that answers them. */
@NullMarked
package hangup.stats;

import org.jspecify.annotations.NullMarked;
