/** Statistics of calls in an engine that answers by itself: questions become SQL. */
@NullMarked
package hangup.stats.direct;

import org.jspecify.annotations.NullMarked;
