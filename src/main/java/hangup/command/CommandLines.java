package hangup.command;

import java.util.Map;

/** Writes command lines that {@link LineParser} reads back: for buttons, suggestions and help. */
public final class CommandLines {

  private CommandLines() {}

  /**
   * The line that gives these arguments, options in declared order, for example {@code /summary
   * today gateway:GW-7}.
   */
  public static String of(CommandSpec spec, Arguments arguments) {
    StringBuilder line = new StringBuilder("/").append(spec.name());
    boolean inOrder = true;
    for (Option option : spec.options()) {
      String value = arguments.get(option.name()).orElse(null);
      if (value == null) {
        inOrder &= !option.positional();
        continue;
      }
      line.append(' ');
      if (inOrder && option.positional() && standsAlone(spec, option, value)) {
        line.append(value);
      } else {
        line.append(option.name()).append(':').append(value(value));
      }
    }
    return line.toString();
  }

  /**
   * The line that gives these options of a command, all by name, in the map's order.
   *
   * @param command the name, without a slash
   */
  public static String of(String command, Map<String, String> options) {
    StringBuilder line = new StringBuilder("/").append(command);
    options.forEach(
        (name, value) -> line.append(' ').append(name).append(':').append(value(value)));
    return line.toString();
  }

  /** The value as it is typed behind {@code option:}, quoted where it must be. */
  public static String value(String value) {
    boolean plain = !value.isEmpty();
    for (int i = 0; i < value.length() && plain; i++) {
      char c = value.charAt(i);
      plain = c > ' ' && c <= '~' && "\"'\\,;:=".indexOf(c) < 0;
    }
    return plain ? value : quote(value);
  }

  private static String quote(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Quotes.isDouble(c) || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  private static boolean standsAlone(CommandSpec spec, Option option, String value) {
    return switch (option.kind()) {
      case INTEGER -> true;
      // "by:gateway" reads better than "gateway", which is an option too.
      case CHOICE -> spec.options().get(0).equals(option);
      case PERIOD -> PeriodGrammar.whole(value).isPresent();
      case REASON -> Numbers.isInteger(value) || isWords(spec, value);
      case FLAG, GATEWAY, CUSTOMER, SOURCE, TEXT -> isWords(spec, value);
    };
  }

  /** Whether the value is letters and single spaces, and no word of it names an option. */
  private static boolean isWords(CommandSpec spec, String value) {
    for (String word : value.split(" ", -1)) {
      if (word.isEmpty() || spec.option(word).isPresent()) {
        return false;
      }
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
          return false;
        }
      }
    }
    // With several positional options, a word may fit another one better.
    return spec.options().stream().filter(Option::positional).count() == 1;
  }
}
