package hangup.cli;

import hangup.ops.SetupWizard;
import hangup.ops.TokenCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    description = {
      "Asks for what a first start needs, tests the tokens, and writes config/hangup.yaml and .env."
    })
final class InitCommand implements Callable<Integer> {

  private static final String EXAMPLE = "/hangup.example.yaml";

  private final Io io;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  InitCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws IOException {
    SetupWizard wizard =
        new SetupWizard(
            io.lines(),
            io.out(),
            new TokenCheck(TokenCheck.DISCORD, TokenCheck.TELEGRAM),
            io.environment());
    return wizard.run(Path.of(""), example(), ZoneId.systemDefault())
        ? ExitCode.OK
        : ExitCode.FAILURE;
  }

  private static String example() throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream(EXAMPLE)) {
      if (in == null) {
        throw new IllegalStateException(EXAMPLE + " is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
