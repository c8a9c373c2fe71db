/** Words as people type them: folded for comparison, and the nearest of the words that exist. */
@NullMarked
package hangup.text;

import org.jspecify.annotations.NullMarked;
