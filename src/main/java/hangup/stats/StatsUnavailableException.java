package hangup.stats;

import org.jspecify.annotations.Nullable;

/** The statistics cannot be read now. The message is written for the user. */
public final class StatsUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StatsUnavailableException(String message) {
    super(message);
  }

  public StatsUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
