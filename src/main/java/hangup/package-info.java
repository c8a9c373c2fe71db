/** Starts Hangup from the command line. */
@NullMarked
package hangup;

import org.jspecify.annotations.NullMarked;
