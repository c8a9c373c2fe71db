/** The console: replies as text, with colour and width where the terminal has them. */
@NullMarked
package hangup.chat.console;

import org.jspecify.annotations.NullMarked;
