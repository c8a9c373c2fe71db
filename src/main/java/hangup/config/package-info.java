/** The operator's settings: what they are, where they come from, and what is wrong with them. */
@NullMarked
package hangup.config;

import org.jspecify.annotations.NullMarked;
