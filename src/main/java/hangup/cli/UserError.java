package hangup.cli;

/** The user's mistake, in words for the user; ends the process with {@link ExitCode#USAGE}. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message, null, false, false);
  }
}
