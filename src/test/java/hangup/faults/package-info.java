/** The bot as a process of its own, on real servers, while things go wrong: {@code -Pfaults}. */
@NullMarked
package hangup.faults;

import org.jspecify.annotations.NullMarked;
