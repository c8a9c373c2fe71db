package hangup.cdr;

/**
 * A source cannot answer. The message is for the admin: what is wrong, and how to mend it; it has
 * no secret and no phone number.
 */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What is wrong. */
  public enum Kind {
    /** No connection, or it broke. */
    UNREACHABLE(true),
    WRONG_PASSWORD(false),
    MISSING_RIGHT(false),
    MISSING_DATABASE(false),
    MISSING_TABLE(false),
    MISSING_COLUMN(false),
    UNKNOWN_TIME_UNIT(false),
    /** The SELECT of a source does not do what it must. */
    BAD_SELECT(false),
    /** It took too long, or was cancelled. */
    TIMEOUT(true),
    /** A table went away while it was read. */
    TABLE_GONE(true),
    /** A table is damaged, and nobody can read it until it is repaired. */
    TABLE_BROKEN(false),
    FAILED(true);

    private final boolean passing;

    Kind(boolean passing) {
      this.passing = passing;
    }

    /** Whether it may go away by itself; otherwise somebody has to change something. */
    public boolean passing() {
      return passing;
    }
  }

  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SourceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
