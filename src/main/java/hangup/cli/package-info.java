/** The command line: what is typed in a shell, and the console chat. */
@NullMarked
package hangup.cli;

import org.jspecify.annotations.NullMarked;
