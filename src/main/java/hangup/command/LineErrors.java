package hangup.command;

import hangup.reply.Prompt;
import java.util.List;

/** The errors of command lines: what was wrong, what is allowed, an example. */
final class LineErrors {

  private LineErrors() {}

  static CommandException noValue(CommandSpec spec, Option option) {
    return new CommandException(
        option.name() + " needs a value: " + Usage.allowed(option) + example(spec), examples(spec));
  }

  static CommandException noInteger(CommandSpec spec, Option option, String typed) {
    return new CommandException(
        "“"
            + Echo.of(typed)
            + "” is not a whole number, as "
            + option.name()
            + " needs it."
            + example(spec),
        examples(spec));
  }

  static CommandException badChoice(
      CommandSpec spec, Option option, String typed, List<String> near) {
    String meant = near.isEmpty() ? "" : " Did you mean " + near.get(0) + "?";
    return new CommandException(
        "“"
            + Echo.of(typed)
            + "” is not a value of "
            + option.name()
            + "."
            + meant
            + " Allowed: "
            + String.join(", ", option.choices())
            + ".",
        near.isEmpty()
            ? examples(spec)
            : List.of("/" + spec.name() + " " + option.name() + ":" + near.get(0)));
  }

  static CommandException twice(CommandSpec spec, Option option) {
    return new CommandException(
        option.name() + " is given twice. Give it once." + example(spec), examples(spec));
  }

  static CommandException missing(CommandSpec spec, Option option, String given) {
    return CommandException.asking(
        "/"
            + spec.name()
            + " needs "
            + option.name()
            + ": "
            + option.description()
            + (option.description().endsWith(".") ? "" : ".")
            + " Usage: "
            + Usage.line(spec)
            + "."
            + example(spec),
        new Prompt(given, option.description()),
        examples(spec));
  }

  static CommandException unknownOption(
      CommandSpec spec, String typed, List<String> near, List<String> corrected) {
    return new CommandException(
        "/"
            + spec.name()
            + " has no option “"
            + Echo.of(typed)
            + "”."
            + (near.isEmpty() ? "" : " Did you mean " + near.get(0) + "?")
            + options(spec)
            + example(spec),
        corrected.isEmpty() ? examples(spec) : corrected);
  }

  static CommandException misplaced(CommandSpec spec, String typed, List<Option> open) {
    StringBuilder message =
        new StringBuilder("/" + spec.name() + " cannot place “" + Echo.of(typed) + "”.");
    for (Option option : open) {
      message.append(' ').append(option.name()).append(" is ").append(Usage.allowed(option));
    }
    message.append(spec.options().isEmpty() ? " It takes no options." : options(spec));
    return new CommandException(message + example(spec), examples(spec));
  }

  /** At most two lines that work. */
  static List<String> examples(CommandSpec spec) {
    return spec.examples().subList(0, Math.min(2, spec.examples().size()));
  }

  private static String options(CommandSpec spec) {
    return spec.options().isEmpty()
        ? " It takes no options."
        : " Its options: "
            + String.join(", ", spec.options().stream().map(Option::name).toList())
            + ".";
  }

  private static String example(CommandSpec spec) {
    return spec.examples().isEmpty() ? "" : " For example " + spec.examples().get(0);
  }
}
