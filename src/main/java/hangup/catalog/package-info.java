/** What an end reason means: the code tables, their groups, remedies and look-ups. */
@NullMarked
package hangup.catalog;

import org.jspecify.annotations.NullMarked;
