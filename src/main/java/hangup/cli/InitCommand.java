package hangup.cli;

import hangup.config.ConfigException;
import hangup.config.Settings;
import hangup.ops.SetupWizard;
import hangup.ops.TokenCheck;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "init",
    description = {
      "Asks for what a first start needs, tries it, and writes the settings.",
      "It tests the tokens and the source of calls; the settings go into config/hangup.yaml, the",
      "secrets into .env."
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
            new SetupWizard.Terminal(io.lines(), io.out(), hidden()),
            new TokenCheck(TokenCheck.DISCORD, TokenCheck.TELEGRAM),
            this::works,
            io.environment());
    return wizard.run(Path.of(""), example(), ZoneId.systemDefault())
        ? ExitCode.OK
        : ExitCode.FAILURE;
  }

  /** A terminal shows no secret while it is typed. */
  private Optional<UnaryOperator<String>> hidden() {
    Console console = io.terminal() ? System.console() : null;
    return console == null
        ? Optional.empty()
        : Optional.of(
            prompt -> {
              char[] typed = console.readPassword("%s", prompt);
              return typed == null ? "" : new String(typed);
            });
  }

  /** Prints what is found at the source, or what is wrong with it. */
  private boolean works(Path draft, Map<String, String> secrets) {
    Map<String, String> environment = new HashMap<>(io.environment());
    environment.putAll(secrets);
    try {
      Settings settings =
          Wiring.loader(io.with(environment)).load(Optional.of(draft), problem -> {});
      return new SourceCheck(io.out()).run(settings, Wiring.builtIn(settings.catalog().table()))
          == 0;
    } catch (ConfigException e) {
      io.out().println("error: " + e.getMessage());
      return false;
    }
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
