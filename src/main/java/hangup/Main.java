package hangup;

import hangup.cli.Cli;

/** Where the process starts. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(Cli.run(args));
  }
}
