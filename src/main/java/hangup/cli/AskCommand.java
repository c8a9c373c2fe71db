package hangup.cli;

import hangup.chat.console.TextRenderer;
import hangup.command.Context;
import hangup.command.Request;
import hangup.reply.JsonRenderer;
import hangup.reply.Reply;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ask",
    description = "Answers one question and exits.",
    footer = {
      "",
      "Examples:",
      "  hangup ask \"/reason 22\"",
      "  hangup ask /summary yesterday by gateway",
      "  hangup ask --json \"/sip 503\""
    })
final class AskCommand implements Callable<Integer> {

  private final Io io;

  @Mixin private GlobalOptions global;

  @Option(names = "--json", description = "Answer in JSON, for scripts.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "QUESTION",
      description = "A command such as /reason 22, or plain words such as: why 22?")
  @SuppressWarnings("NullAway.Init")
  private List<String> words;

  AskCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    try (Wiring wiring = Wiring.of(io, global)) {
      Reply reply =
          wiring
              .dispatcher()
              .answer(new Request.Line(line(), Context.console(wiring.settings().zone())));
      io.out()
          .print(
              json
                  ? new JsonRenderer().render(reply) + "\n"
                  : new TextRenderer(io.width(), io.colour()).render(reply));
      io.out().flush();
      return exitCode(reply);
    }
  }

  /** The shell took the quotes off; a value with a space in it needs them to stay one value. */
  private String line() {
    if (words.size() == 1) {
      return words.get(0);
    }
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      boolean quote = word.indexOf(' ') >= 0 && word.indexOf('"') < 0;
      line.append(line.isEmpty() ? "" : " ").append(quote ? '"' + word + '"' : word);
    }
    return line.toString();
  }

  private static int exitCode(Reply reply) {
    Object error = reply.data().get("error");
    if (error == null) {
      return ExitCode.OK;
    }
    return error.equals("user") || error.equals("refused") ? ExitCode.USAGE : ExitCode.FAILURE;
  }
}
