/** The port that chat platforms implement. */
@NullMarked
package hangup.chat;

import org.jspecify.annotations.NullMarked;
