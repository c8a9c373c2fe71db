/** When something happens again and again: pure functions of local time and zone. */
@NullMarked
package hangup.schedule;

import org.jspecify.annotations.NullMarked;
