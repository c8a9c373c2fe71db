/** CDRs in databases: VOS3000's own, and any that a SELECT maps. */
@NullMarked
package hangup.cdr.sql;

import org.jspecify.annotations.NullMarked;
