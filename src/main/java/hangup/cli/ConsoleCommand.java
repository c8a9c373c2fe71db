package hangup.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "console",
    description = {
      "Opens the chat in this terminal, with history and completion.",
      "Questions can also be piped in, one a line."
    })
final class ConsoleCommand implements Callable<Integer> {

  private final Io io;

  @Mixin private GlobalOptions global;

  ConsoleCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws IOException {
    try (Wiring wiring = Wiring.of(io, global)) {
      wiring.follow();
      Conversation.hold(io, wiring);
    }
    return ExitCode.OK;
  }
}
