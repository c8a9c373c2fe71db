package hangup.reply;

import java.net.URI;
import java.time.Instant;

/**
 * A run of text with one meaning. The text is always data: a renderer escapes it for its platform,
 * so that nothing in it can become markup.
 */
public sealed interface Span {

  /** Ordinary text. */
  record Plain(String text) implements Span {}

  /** Text to be noticed. */
  record Strong(String text) implements Span {}

  /** Text to be typed or copied as it is: a command, a code, a path. */
  record Code(String text) implements Span {}

  /** Text of lesser weight: provenance, units, remarks. */
  record Muted(String text) implements Span {}

  /** A link; {@code label} is what is shown. */
  record Link(String label, URI target) implements Span {}

  /**
   * A moment. {@code local} is how it reads in the reply's zone; a platform that can show each
   * reader's own time uses {@code at}.
   */
  record Moment(Instant at, String local) implements Span {}

  /** What the span shows where there is no markup at all. */
  default String plainText() {
    if (this instanceof Plain s) {
      return s.text();
    } else if (this instanceof Strong s) {
      return s.text();
    } else if (this instanceof Code s) {
      return s.text();
    } else if (this instanceof Muted s) {
      return s.text();
    } else if (this instanceof Link s) {
      return s.label() + " (" + s.target() + ")";
    } else {
      return ((Moment) this).local();
    }
  }
}
