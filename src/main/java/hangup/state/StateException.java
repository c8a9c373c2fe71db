package hangup.state;

/**
 * The bot's own database cannot be used. The message says what is wrong and what to do; it carries
 * no secret.
 */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** Another process has it. */
    LOCKED,
    /** Another change holds it for too long. */
    BUSY,
    /** No space is left. */
    FULL,
    /** User or password are not accepted. */
    REFUSED,
    /** It cannot be reached. */
    UNREACHABLE,
    /** It was made by a newer version, or changed by hand. */
    FOREIGN,
    OTHER
  }

  private final Kind kind;

  StateException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
