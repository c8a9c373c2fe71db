package hangup.yaml;

import java.util.Optional;

/**
 * One thing that is wrong in what the operator wrote.
 *
 * @param file the file as it was named, or what else holds the mistake, such as an environment
 *     variable
 * @param line counted from 1; 0 where there is no line
 * @param column counted from 1; 0 where there is no column
 * @param path the key with those above it, such as {@code catalog.table}; empty for the whole file
 * @param message what is wrong and what is allowed
 * @param suggestion how to mend it, one sentence
 */
public record Problem(
    Level level,
    String file,
    int line,
    int column,
    String path,
    String message,
    Optional<String> suggestion) {

  /** Whether the file can still be used. */
  public enum Level {
    WARNING,
    ERROR
  }

  public boolean isError() {
    return level == Level.ERROR;
  }

  /** One line for people: {@code config/hangup.yaml:3:7: zone: no such zone. Did you mean ...?} */
  public String text() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    text.append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    suggestion.ifPresent(mend -> text.append(". ").append(mend));
    return text.toString();
  }
}
