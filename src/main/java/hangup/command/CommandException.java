package hangup.command;

import hangup.reply.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * The question cannot be answered as it was asked. Everything in it is written for the user and
 * shown as it is.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> suggestions;
  private final transient Optional<Prompt> prompt;

  /**
   * @param message what was wrong and what is allowed
   * @param suggestions full command lines that would work, best first
   */
  public CommandException(String message, List<String> suggestions) {
    this(message, suggestions, Optional.empty());
  }

  public CommandException(String message, String... suggestions) {
    this(message, List.of(suggestions));
  }

  private CommandException(String message, List<String> suggestions, Optional<Prompt> prompt) {
    super(message, null, false, false);
    this.suggestions = List.copyOf(suggestions);
    this.prompt = prompt;
  }

  /** A part of the command is missing, and the asker's next line can supply it. */
  public static CommandException asking(String message, Prompt prompt, List<String> suggestions) {
    return new CommandException(message, suggestions, Optional.of(prompt));
  }

  public Optional<Prompt> prompt() {
    return prompt;
  }

  public List<String> suggestions() {
    return suggestions;
  }
}
