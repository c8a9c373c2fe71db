package hangup.command;

import java.util.Map;
import java.util.Optional;

/** The values given for a command's options, as typed; only declared options occur. */
public record Arguments(Map<String, String> values) {

  public static final Arguments NONE = new Arguments(Map.of());

  public Arguments {
    values = Map.copyOf(values);
  }

  public Optional<String> get(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /** Whether a {@link Option.Kind#FLAG} was given and not as {@code false}. */
  public boolean flag(String option) {
    String value = values.get(option);
    return value != null && !value.equalsIgnoreCase("false");
  }
}
