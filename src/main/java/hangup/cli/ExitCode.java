package hangup.cli;

/** What a process of ours ends with; scripts rely on it. */
final class ExitCode {
  static final int OK = 0;

  /** Our failure: a database that cannot be read, a bug. */
  static final int FAILURE = 1;

  /** The user's mistake: a wrong option, a bad configuration, an unknown command. */
  static final int USAGE = 2;

  private ExitCode() {}
}
