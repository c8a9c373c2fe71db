package hangup.chat.telegram.fake;

import java.time.Duration;
import java.util.Optional;

/** What may go wrong with a request, as seen from outside. */
public sealed interface Fault {

  /** An error in Telegram's own form; the request is not carried out. */
  record Refused(int code, String description, Optional<Integer> retryAfter) implements Fault {}

  /** A proxy's error page, no JSON; the request is not carried out. */
  record Page(int code) implements Fault {}

  /** The connection is closed without an answer. */
  record Cut(boolean carriedOut) implements Fault {}

  /** Carried out, but the answer ends in the middle. */
  record Truncated() implements Fault {}

  /** No answer for this long, then the connection is closed; not carried out. */
  record Hang(Duration length) implements Fault {}

  /** Carried out; the answer comes byte by byte over this time. */
  record Slow(Duration length) implements Fault {}

  /** Flood control. */
  static Fault flood(int seconds) {
    return new Refused(429, "Too Many Requests: retry after " + seconds, Optional.of(seconds));
  }

  /** A server in trouble. */
  static Fault internal() {
    return new Refused(500, "Internal Server Error", Optional.empty());
  }

  static Fault error(int code, String description) {
    return new Refused(code, description, Optional.empty());
  }
}
