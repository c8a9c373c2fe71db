/** Commands, how they are declared, parsed, permitted and dispatched. */
@NullMarked
package hangup.command;

import org.jspecify.annotations.NullMarked;
