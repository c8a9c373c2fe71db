/**
 * The smallest examples of what CONTRIBUTING.md explains, kept true by tests: a platform, a
 * command.
 */
@NullMarked
package hangup.recipe;

import org.jspecify.annotations.NullMarked;
