package hangup.config;

import hangup.yaml.Problem;
import hangup.yaml.Problems;
import hangup.yaml.Section;
import hangup.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Loads the settings: the file that was named, else {@code config/hangup.yaml} where there is one,
 * else the defaults; over them the environment, where {@code HANGUP_CATALOG_TABLE} is {@code
 * catalog.table}.
 */
public final class SettingsLoader {
  private static final String DEFAULT_FILE = "config/hangup.yaml";

  private final Path folder;
  private final Map<String, String> environment;
  private final ZoneId systemZone;

  /**
   * Reads nothing yet.
   *
   * @param folder where the default file is looked for: the working directory
   * @param environment the process's environment variables
   * @param systemZone the zone where none is set
   */
  public SettingsLoader(Path folder, Map<String, String> environment, ZoneId systemZone) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.systemZone = systemZone;
  }

  /**
   * Loads the settings.
   *
   * @param named the file that the user named
   * @param warnings hears of what has no effect
   * @throws ConfigException if anything is wrong, listing everything
   */
  public Settings load(Optional<Path> named, Consumer<Problem> warnings) {
    Problems problems = new Problems();
    Settings settings = read(named, problems);
    if (problems.hasErrors()) {
      throw new ConfigException(problems.list());
    }
    problems.list().forEach(warnings);
    return settings;
  }

  /** The file that is read: the one that was named, else the default, which need not exist. */
  Path file(Optional<Path> named) {
    return named.orElseGet(() -> folder.resolve(DEFAULT_FILE));
  }

  /**
   * As {@link #load}, with defaults for what is wrong, and everything wrong in {@code problems}.
   */
  public Settings read(Optional<Path> named, Problems problems) {
    Environment variables = new Environment(environment);
    Optional<Section> file =
        Optional.of(file(named))
            .filter(path -> named.isPresent() || Files.exists(path))
            .flatMap(path -> YamlReader.read(path, problems));
    Settings settings = Settings.read(Values.of(file, variables, problems), systemZone);
    file.ifPresent(Section::reportUnknownKeys);
    variables.reportUnknown(problems);
    return settings;
  }
}
