/** Reads each CDR of a source once, as it appears, and adds it to the statistics. */
@NullMarked
package hangup.follow;

import org.jspecify.annotations.NullMarked;
