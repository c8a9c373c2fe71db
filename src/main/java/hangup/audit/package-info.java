/** Who asked what: kept off the answering path, and shown to admins. */
@NullMarked
package hangup.audit;

import org.jspecify.annotations.NullMarked;
