/** The answers: what the catalogue says of an end reason, and what the calls of a period say. */
@NullMarked
package hangup.report;

import org.jspecify.annotations.NullMarked;
