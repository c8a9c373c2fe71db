package hangup.yaml;

import hangup.yaml.Problem.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what is wrong, so that everything can be told at once. Not safe for threads. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  public void addAll(List<Problem> problems) {
    found.addAll(problems);
  }

  /** An error with no line: of a whole file or an environment variable. */
  public void error(String file, String message, String suggestion) {
    add(new Problem(Level.ERROR, file, 0, 0, "", message, optional(suggestion)));
  }

  /** As {@link #error}, but what was written is only ignored. */
  public void warning(String file, String message, String suggestion) {
    add(new Problem(Level.WARNING, file, 0, 0, "", message, optional(suggestion)));
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** All of them: files in the order in which they were first complained of, each by line. */
  public List<Problem> list() {
    if (found.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> files = new LinkedHashMap<>();
    found.forEach(problem -> files.putIfAbsent(problem.file(), files.size()));
    return found.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> files.getOrDefault(problem.file(), 0))
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }

  static Optional<String> optional(String suggestion) {
    return suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion);
  }
}
