/** Digests: who gets them when, making them, and telling the admins when that fails. */
@NullMarked
package hangup.digest;

import org.jspecify.annotations.NullMarked;
