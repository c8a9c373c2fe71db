/** The canonical call detail record and the port through which CDRs are read. */
@NullMarked
package hangup.cdr;

import org.jspecify.annotations.NullMarked;
