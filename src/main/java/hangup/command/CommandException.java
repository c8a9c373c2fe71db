package hangup.command;

import java.util.List;

/**
 * The question cannot be answered as it was asked. Everything in it is written for the user and
 * shown as it is.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> suggestions;

  /**
   * @param message what was wrong and what is allowed
   * @param suggestions full command lines that would work, best first
   */
  public CommandException(String message, List<String> suggestions) {
    super(message, null, false, false);
    this.suggestions = List.copyOf(suggestions);
  }

  public CommandException(String message, String... suggestions) {
    this(message, List.of(suggestions));
  }

  public List<String> suggestions() {
    return suggestions;
  }
}
