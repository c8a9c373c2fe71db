package hangup.command;

import hangup.text.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the value of an option by its kind. */
final class OptionValues {

  private static final Set<String> YES = Set.of("true", "yes", "on", "1", "y");
  private static final Set<String> NO = Set.of("false", "no", "off", "0", "n");

  private OptionValues() {}

  /**
   * The value as commands get it: numbers in plain decimal, choices as declared, flags as {@code
   * true} or {@code false}.
   *
   * @param text as typed
   * @param folded the same in ASCII forms
   * @throws CommandException if the option does not take it
   */
  static String read(CommandSpec spec, Option option, String text, String folded) {
    String value =
        switch (option.kind()) {
          case GATEWAY, CUSTOMER, SOURCE, TEXT -> text.strip();
          case REASON -> reason(folded);
          case PERIOD -> unpunctuated(folded);
          case INTEGER -> integer(spec, option, folded);
          case CHOICE -> choice(spec, option, folded);
          case FLAG -> flag(option, folded);
        };
    if (value.isEmpty()) {
      throw LineErrors.noValue(spec, option);
    }
    return value;
  }

  private static String reason(String folded) {
    String bare = unpunctuated(folded);
    String number = Numbers.integer(bare.startsWith("#") ? bare.substring(1) : bare);
    return number == null ? bare : number;
  }

  private static String integer(CommandSpec spec, Option option, String folded) {
    String number = Numbers.integer(unpunctuated(folded));
    if (number == null) {
      throw LineErrors.noInteger(spec, option, folded);
    }
    return number;
  }

  private static String choice(CommandSpec spec, Option option, String folded) {
    String choice = choiceOrNull(option, folded);
    if (choice == null) {
      String bare = unpunctuated(folded);
      throw LineErrors.badChoice(spec, option, bare, DidYouMean.among(bare, option.choices(), 1));
    }
    return choice;
  }

  /** The choice that is meant: itself, its plural, or a beginning that no other choice has. */
  static @Nullable String choiceOrNull(Option option, String folded) {
    String typed = unpunctuated(folded).toLowerCase(Locale.ROOT);
    String singular = typed.endsWith("s") ? typed.substring(0, typed.length() - 1) : typed;
    List<String> begun = new ArrayList<>();
    for (String choice : option.choices()) {
      String lower = choice.toLowerCase(Locale.ROOT);
      if (lower.equals(typed) || lower.equals(singular)) {
        return choice;
      }
      if (typed.length() >= 3 && lower.startsWith(typed)) {
        begun.add(choice);
      }
    }
    return begun.size() == 1 ? begun.get(0) : null;
  }

  /** Whether the word says yes or no. */
  static boolean isFlagValue(String folded) {
    String word = unpunctuated(folded).toLowerCase(Locale.ROOT);
    return YES.contains(word) || NO.contains(word);
  }

  private static String flag(Option option, String folded) {
    String word = unpunctuated(folded).toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return "true";
    }
    if (NO.contains(word)) {
      return "false";
    }
    throw new CommandException(
        "“"
            + Echo.of(folded)
            + "” is neither yes nor no. Say "
            + option.name()
            + ":yes or leave "
            + option.name()
            + " out.");
  }

  /** Without the punctuation that people put behind a question. */
  private static String unpunctuated(String text) {
    int end = text.length();
    while (end > 0 && "?!.,;:`)]>\"'".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = 0;
    while (start < end && "`([<\"".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return end - start == text.length() ? text.strip() : text.substring(start, end).strip();
  }
}
