package hangup.command;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The declaration of a command. Help, parsing, completion, every platform's registration and the
 * README's table come from it.
 *
 * @param name lower case, allowed on every platform
 * @param summary one line of at most 100 characters
 * @param details further help, one paragraph an element
 * @param examples full command lines that work
 * @param words what people say in plain words when they mean this command, words or phrases in
 *     lower case, for example {@code why} or {@code how do i fix}
 * @param topic the heading it stands under in the help
 */
public record CommandSpec(
    String name,
    String summary,
    List<String> details,
    List<Option> options,
    Permission permission,
    List<String> examples,
    List<String> words,
    Topic topic) {

  // Telegram allows no hyphen in a command.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  /**
   * @throws IllegalArgumentException if a platform would refuse the declaration
   */
  public CommandSpec {
    details = List.copyOf(details);
    options = List.copyOf(options);
    examples = List.copyOf(examples);
    words = List.copyOf(words);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("command name not allowed: " + name);
    }
    if (summary.isBlank() || summary.length() > 100) {
      throw new IllegalArgumentException(
          "the summary of /" + name + " must have 1 to 100 characters");
    }
    if (options.size() > 25) {
      throw new IllegalArgumentException("/" + name + " has more than 25 options");
    }
    for (String word : words) {
      if (word.isBlank() || !word.equals(word.strip().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("/" + name + ": not in lower case: '" + word + "'");
      }
    }
    Set<String> seen = new HashSet<>();
    boolean optionalSeen = false;
    for (Option option : options) {
      if (!seen.add(option.name())) {
        throw new IllegalArgumentException("/" + name + " has two options " + option.name());
      }
      if (option.required() && optionalSeen) {
        throw new IllegalArgumentException("/" + name + ": required options come first");
      }
      optionalSeen |= !option.required();
    }
  }

  /** A command without words of its own, under the topic that fits its permission. */
  public CommandSpec(
      String name,
      String summary,
      List<String> details,
      List<Option> options,
      Permission permission,
      List<String> examples) {
    this(name, summary, details, options, permission, examples, List.of(), Topic.of(permission));
  }

  public CommandSpec withWords(String... values) {
    return new CommandSpec(
        name, summary, details, options, permission, examples, List.of(values), topic);
  }

  public CommandSpec withTopic(Topic value) {
    return new CommandSpec(name, summary, details, options, permission, examples, words, value);
  }

  public CommandSpec withPermission(Permission value) {
    return new CommandSpec(name, summary, details, options, value, examples, words, topic);
  }

  /** The option of that name, ignoring case. */
  public Optional<Option> option(String optionName) {
    for (Option option : options) {
      if (option.name().equalsIgnoreCase(optionName)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
