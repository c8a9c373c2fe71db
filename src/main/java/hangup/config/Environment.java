package hangup.config;

import hangup.yaml.Problems;
import hangup.yaml.Section;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment variables that hold settings. One without a value is as if it were not there, for
 * container tools pass such for everything that is not set.
 */
final class Environment {
  private static final String PREFIX = "HANGUP_";

  /** Read by the script that starts the program, not by the program. */
  private static final Set<String> LAUNCHERS = Set.of("HANGUP_JAVA_OPTS", "HANGUP_TRACE");

  private final Map<String, String> variables;
  private final Set<String> known = new TreeSet<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The variable of a setting: {@code catalog.table} gives {@code HANGUP_CATALOG_TABLE}. */
  static String variable(String path) {
    return PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  Optional<String> get(String variable) {
    known.add(variable);
    return Optional.ofNullable(variables.get(variable))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /** The variables that were asked for, set or not. */
  Set<String> known() {
    return known;
  }

  /** Warns of variables that look like settings and are none: most likely a typing slip. */
  void reportUnknown(Problems problems) {
    for (String variable : new TreeSet<>(variables.keySet())) {
      if (variable.startsWith(PREFIX)
          && !known.contains(variable)
          && !LAUNCHERS.contains(variable)) {
        problems.warning(
            variable,
            "unknown environment variable; it has no effect",
            Section.didYouMean(variable, known));
      }
    }
  }
}
