/** Reads call detail records from exported files of any known form, and writes our own form. */
@NullMarked
package hangup.cdr.csv;

import org.jspecify.annotations.NullMarked;
