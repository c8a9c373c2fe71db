package hangup.cli;

import hangup.cdr.csv.CdrFileException;
import hangup.chat.ChatPlatformException;
import hangup.config.ConfigException;
import hangup.state.StateException;
import hangup.stats.StatsUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: one subcommand for each way to use Hangup. */
@Command(
    name = "hangup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says why VoIP calls failed: in chat, and here.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with:  hangup demo",
      "Exit codes:  0 ok, 1 our failure, 2 a mistake in what was typed or configured"
    })
public final class Cli implements Runnable {

  @Spec private CommandSpec spec;

  private Cli() {}

  /** Runs the command that {@code args} name in this process and returns its exit code. */
  public static int run(String... args) {
    return run(Io.ofProcess(), args);
  }

  static int run(Io io, String... args) {
    return commandLine(io)
        .setOut(io.out())
        .setErr(io.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> explain(io, e))
        .execute(args);
  }

  static CommandLine commandLine(Io io) {
    return new CommandLine(new Cli())
        .addSubcommand(new RunCommand(io))
        .addSubcommand(new AskCommand(io))
        .addSubcommand(new ConsoleCommand(io))
        .addSubcommand(new DemoCommand(io))
        .addSubcommand(new ImportCommand(io))
        .addSubcommand(new InitCommand(io))
        .addSubcommand(new CheckCommand(io))
        .addSubcommand(new CompletionCommand(io))
        .addSubcommand(new TrainCommand(io))
        .addSubcommand(new CommandLine.HelpCommand());
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int explain(Io io, Exception e) {
    if (e instanceof ConfigException
        || e instanceof UserError
        || e instanceof CdrFileException
        || e instanceof ChatPlatformException) {
      io.err().println(e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof StatsUnavailableException || e instanceof StateException) {
      io.err().println(e.getMessage());
      return ExitCode.FAILURE;
    }
    io.err().println("Something went wrong on our side: " + e);
    if (io.environment().getOrDefault("HANGUP_TRACE", "").isEmpty()) {
      io.err().println("Set HANGUP_TRACE=1 to see where.");
    } else {
      e.printStackTrace(io.err());
    }
    return ExitCode.FAILURE;
  }
}
