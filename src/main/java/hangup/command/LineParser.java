package hangup.command;

import hangup.text.DidYouMean;
import hangup.text.Typed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads command lines by the commands' declarations. Forgiving: case, spaces, {@code by:gateway},
 * {@code by=gateway} and {@code by gateway}, any keyboard's quotation marks, full-width forms, and
 * whatever punctuation or emoji stands before the slash. Immutable.
 */
public final class LineParser {

  /** The longest line that is read, in UTF-16 units after invisible characters are left out. */
  public static final int MAX_LENGTH = 500;

  private final Map<String, CommandSpec> specs;

  /**
   * @throws IllegalArgumentException if two commands have the same name
   */
  public LineParser(List<CommandSpec> specs) {
    Map<String, CommandSpec> byName = new LinkedHashMap<>();
    for (CommandSpec spec : specs) {
      if (byName.put(spec.name(), spec) != null) {
        throw new IllegalArgumentException("two commands are named /" + spec.name());
      }
    }
    this.specs = byName;
  }

  /** Whether the line is a command and not plain words: its first letter comes behind a slash. */
  public static boolean isCommand(String line) {
    return isCommand(Typed.of(line));
  }

  static boolean isCommand(Typed line) {
    return slash(line.folded()) >= 0;
  }

  /**
   * The bot that a command line addresses, as in {@code /reason@ThisBot 22}; parsing itself takes
   * no notice of it.
   */
  public static Optional<String> addressee(String line) {
    String text = Typed.of(line).folded();
    int slash = slash(text);
    int start = slash < 0 ? 0 : skipToName(text, slash);
    int at = slash < 0 ? 0 : endOfName(text, start);
    return slash >= 0 && at < text.length() && text.charAt(at) == '@'
        ? Optional.of(text.substring(at + 1, endOfName(text, at + 1)))
        : Optional.empty();
  }

  /**
   * Reads a command line.
   *
   * @throws CommandException if it is none, or one that cannot be run as it is
   */
  public ParsedCommand parse(String line) {
    return parse(Typed.of(line));
  }

  ParsedCommand parse(Typed line) {
    requireShort(line);
    String text = line.folded();
    int slash = slash(text);
    if (slash < 0) {
      throw new CommandException("A command begins with a slash." + known());
    }
    int start = skipToName(text, slash);
    int end = endOfName(text, start);
    int to = endOfLine(text, slash);
    if (end == start) {
      throw new CommandException("Which command?" + known(), helpLine());
    }
    String name = text.substring(start, end).toLowerCase(Locale.ROOT);
    CommandSpec spec = specs.get(name);
    if (spec == null) {
      end = start + endOfBareName(name);
      spec = specs.get(name.substring(0, end - start));
    }
    if (spec == null) {
      throw unknown(name, line.text().substring(Math.min(start + name.length(), to), to));
    }
    return new ParsedCommand(
        spec, new ArgumentReader(spec, line, skipAddress(text, end), to).read());
  }

  /**
   * Checks options that a platform has told apart already; empty values count as not given.
   *
   * @throws CommandException as {@link #parse} does
   */
  public ParsedCommand check(String command, Map<String, String> options) {
    CommandSpec spec = specs.get(command.toLowerCase(Locale.ROOT));
    if (spec == null) {
      throw unknown(Typed.of(command).text(), "");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> given : options.entrySet()) {
      Typed value = Typed.of(given.getValue());
      requireShort(value);
      Option option = spec.option(given.getKey()).orElse(null);
      if (option == null) {
        throw LineErrors.unknownOption(
            spec,
            given.getKey(),
            DidYouMean.among(given.getKey(), spec.options().stream().map(Option::name).toList(), 1),
            List.of());
      }
      if (!value.text().isEmpty()) {
        values.put(option.name(), OptionValues.read(spec, option, value.text(), value.folded()));
      }
    }
    Arguments arguments = new Arguments(values);
    for (Option option : spec.options()) {
      if (option.required() && !values.containsKey(option.name())) {
        throw LineErrors.missing(spec, option, CommandLines.of(spec, arguments));
      }
    }
    return new ParsedCommand(spec, arguments);
  }

  static void requireShort(Typed line) {
    if (line.text().length() > MAX_LENGTH) {
      throw new CommandException(
          "That is too long: "
              + line.text().length()
              + " characters, and at most "
              + MAX_LENGTH
              + " are read. Ask for one thing at a time, for example /reason 22");
    }
  }

  // --- the name ---

  /** The offset of the slash that begins the command; −1 if the line is plain words. */
  private static int slash(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        return i;
      }
      if (Character.isLetterOrDigit(c)) {
        return -1;
      }
    }
    return -1;
  }

  private static int skipToName(String text, int slash) {
    int at = slash;
    while (at < text.length() && (text.charAt(at) == '/' || text.charAt(at) == ' ')) {
      at++;
    }
    return at;
  }

  private static int endOfName(String text, int start) {
    int at = start;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  /** Where the name ends when a number was typed right behind it: reason22, reason_22. */
  private static int endOfBareName(String name) {
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    int bare = end;
    while (bare > 0 && name.charAt(bare - 1) == '_') {
      bare--;
    }
    return bare;
  }

  private static int skipAddress(String text, int end) {
    int at = end;
    if (at < text.length() && text.charAt(at) == '@') {
      at = endOfName(text, at + 1);
    }
    while (at < text.length() && "_ :=,".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Without the marks that close what was opened before the slash. */
  private static int endOfLine(String text, int slash) {
    int end = text.length();
    char opened = slash > 0 ? text.charAt(slash - 1) : ' ';
    int at = "`\"'(<[*".indexOf(opened);
    char closing = at < 0 ? ' ' : "`\"')>]*".charAt(at);
    while (end > slash + 1 && (text.charAt(end - 1) == '`' || text.charAt(end - 1) == closing)) {
      end--;
    }
    return end;
  }

  // --- errors ---

  private CommandException unknown(String name, String rest) {
    Set<String> near = new LinkedHashSet<>();
    for (CommandSpec spec : specs.values()) {
      if (spec.words().contains(name)) {
        near.add(spec.name());
      }
    }
    near.addAll(DidYouMean.among(name, specs.keySet(), 3));
    String number = Numbers.integer(name);
    List<String> lines = new ArrayList<>();
    for (String candidate : near) {
      lines.add(workingLine(candidate, rest));
    }
    if (number != null) {
      CommandSpec forNumbers = firstForReasons();
      if (forNumbers != null) {
        near.add(forNumbers.name());
        lines.add("/" + forNumbers.name() + " " + number);
      }
    }
    String echo = "There is no command /" + Echo.of(name) + ".";
    return near.isEmpty()
        ? new CommandException(echo + known(), helpLine())
        : new CommandException(echo + " Did you mean /" + String.join(" or /", near) + "?", lines);
  }

  /** The command with what was typed behind the wrong name, if that fits, else its example. */
  private String workingLine(String name, String rest) {
    String line = "/" + name + " " + rest.strip();
    try {
      return parse(line).line();
    } catch (CommandException e) {
      CommandSpec spec = specs.get(name);
      return spec == null || spec.examples().isEmpty() ? "/" + name : spec.examples().get(0);
    }
  }

  private @Nullable CommandSpec firstForReasons() {
    for (CommandSpec spec : specs.values()) {
      if (!spec.options().isEmpty() && spec.options().get(0).kind() == Option.Kind.REASON) {
        return spec;
      }
    }
    return null;
  }

  private String known() {
    return specs.isEmpty() ? "" : " There are /" + String.join(", /", specs.keySet()) + ".";
  }

  private List<String> helpLine() {
    return specs.containsKey("help") ? List.of("/help") : List.of();
  }
}
