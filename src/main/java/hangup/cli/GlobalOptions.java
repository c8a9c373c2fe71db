package hangup.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class GlobalOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration to use; else config/hangup.yaml if it exists, else built-in defaults.")
  private @Nullable Path config;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  static GlobalOptions of(Path config) {
    GlobalOptions options = new GlobalOptions();
    options.config = config;
    return options;
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }
}
