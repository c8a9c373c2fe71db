/** Follows a folder of CDR exports: each file counts once, whatever it is called. */
@NullMarked
package hangup.follow.files;

import org.jspecify.annotations.NullMarked;
