package hangup.config;

import hangup.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The settings or the catalogue cannot be used; its message lists everything that is wrong. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Tells all problems at once.
   *
   * @param problems at least one; warnings may be among them
   */
  public ConfigException(List<Problem> problems) {
    super(message(problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** In the order in which to mend them. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    return problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
  }
}
