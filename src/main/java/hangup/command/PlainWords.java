package hangup.command;

import hangup.text.Typed;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Understands questions in plain words. */
final class PlainWords {

  /** What a question means. */
  sealed interface Meaning {}

  /** It means this command. */
  record Clear(ParsedCommand command) implements Meaning {}

  /** It may mean these command lines, best first; perhaps none. */
  record Unsure(List<String> lines) implements Meaning {
    Unsure {
      lines = List.copyOf(lines);
    }
  }

  private final LineParser parser;
  private final Set<String> names;

  PlainWords(List<CommandSpec> specs, LineParser parser, Vocabulary vocabulary) {
    this.parser = parser;
    this.names = specs.stream().map(CommandSpec::name).collect(Collectors.toUnmodifiableSet());
  }

  Meaning read(Typed typed) {
    String first = typed.folded().split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return names.contains(first)
        ? new Clear(parser.parse("/" + typed.text()))
        : new Unsure(List.of());
  }
}
