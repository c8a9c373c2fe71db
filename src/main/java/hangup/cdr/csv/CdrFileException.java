package hangup.cdr.csv;

/**
 * A file cannot be read as CDRs, as a whole. The message is written for the user: what is wrong,
 * what is allowed. It never holds a phone number.
 */
public final class CdrFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CdrFileException(String message) {
    super(message);
  }

  public CdrFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
