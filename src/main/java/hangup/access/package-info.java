/** Who may ask what: one rule language for every chat platform, closed by default. */
@NullMarked
package hangup.access;

import org.jspecify.annotations.NullMarked;
