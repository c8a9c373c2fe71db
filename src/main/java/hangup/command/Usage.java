package hangup.command;

import java.util.List;

/** How a command is typed, from its declaration. */
public final class Usage {

  private Usage() {}

  /** One line, for example {@code /summary [period] [by] [gateway:…]}. */
  public static String line(CommandSpec spec) {
    StringBuilder line = new StringBuilder("/").append(spec.name());
    for (Option option : spec.options()) {
      line.append(' ').append(option.required() ? '<' : '[');
      line.append(option.name());
      if (!option.positional() && option.kind() != Option.Kind.FLAG) {
        line.append(":…");
      }
      line.append(option.required() ? '>' : ']');
    }
    return line.toString();
  }

  /** What values an option takes, as a sentence. */
  public static String allowed(Option option) {
    return switch (option.kind()) {
      case REASON -> "an end reason: its code, such as 22, or words of its name.";
      case INTEGER -> "a whole number.";
      case GATEWAY -> "the name of a gateway, in quotation marks if it has spaces.";
      case CUSTOMER -> "the name or account of a customer, in quotation marks if it has spaces.";
      case SOURCE -> "the name of a source of calls.";
      case PERIOD -> PeriodParser.ALLOWED + ".";
      case CHOICE -> "one of " + String.join(", ", option.choices()) + ".";
      case FLAG -> "yes or no; the name alone means yes.";
      case TEXT -> "any words.";
    };
  }

  /** All commands as a Markdown table, for the README. */
  public static String markdownTable(List<CommandSpec> specs) {
    StringBuilder table =
        new StringBuilder("| Command | What it does | Example |\n|---|---|---|\n");
    for (CommandSpec spec : specs) {
      table
          .append("| `")
          .append(cell(line(spec)))
          .append("` | ")
          .append(cell(spec.summary()))
          .append(" | ")
          .append(spec.examples().isEmpty() ? "" : "`" + cell(spec.examples().get(0)) + "`")
          .append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
