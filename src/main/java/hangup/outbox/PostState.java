package hangup.outbox;

import java.util.Locale;

/** What became of a post. */
public enum PostState {
  /** To be sent. */
  WAITING,
  /** It is in the channel. */
  SENT,
  /** Nothing was to be said, and the subscription wants quiet then. */
  QUIET,
  /** It was due while nobody was there to send it, too long ago. */
  MISSED,
  /** The channel cannot be posted into. */
  REFUSED,
  /** It could not be sent until it was of no more use. */
  GIVEN_UP,
  /** Whether it is in the channel could not be found out, twice. */
  UNKNOWN;

  boolean settled() {
    return this != WAITING;
  }

  /** In lower case, as it is kept and told. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PostState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
