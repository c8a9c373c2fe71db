package hangup.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a completion script for bash and zsh.",
      "Use it with:  source <(hangup completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Io io;

  CompletionCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    io.out().print(AutoComplete.bash("hangup", Cli.commandLine(io)));
    io.out().flush();
    return ExitCode.OK;
  }
}
