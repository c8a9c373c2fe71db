package hangup.command;

import hangup.text.DidYouMean;
import hangup.text.Typed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the words behind a command's name by its declaration. For one line, one thread. */
final class ArgumentReader {

  private final CommandSpec spec;
  private final Typed line;
  private final int to;
  private final List<Token> tokens;
  private final List<Option> options;
  private final @Nullable String[] values;

  ArgumentReader(CommandSpec spec, Typed line, int from, int to) {
    this.spec = spec;
    this.line = line;
    this.to = to;
    this.tokens = Token.read(line, from, to);
    this.options = spec.options();
    this.values = new @Nullable String[options.size()];
  }

  Arguments read() {
    int at = 0;
    while (at < tokens.size()) {
      int named = named(at);
      at = named >= 0 ? readNamed(at, named) : readPositional(at);
    }
    for (int i = 0; i < values.length; i++) {
      if (options.get(i).required() && values[i] == null) {
        throw LineErrors.missing(spec, options.get(i), CommandLines.of(spec, arguments()));
      }
    }
    return arguments();
  }

  private Arguments arguments() {
    int only = -1;
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        only = i;
        count++;
      }
    }
    if (count == 0) {
      return Arguments.NONE;
    }
    String single = values[only];
    if (count == 1 && single != null) {
      return new Arguments(Map.of(options.get(only).name(), single));
    }
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value != null) {
        all.put(options.get(i).name(), value);
      }
    }
    return new Arguments(all);
  }

  // --- options by name ---

  /** The option that the word names, as {@code name:…}, {@code name=…}, {@code name}; else −1. */
  private int named(int at) {
    Token token = tokens.get(at);
    if (token.whollyQuoted()) {
      return -1;
    }
    int start = nameStart(token);
    int end = token.separator() >= 0 ? token.separator() : token.end();
    for (int i = 0; i < values.length; i++) {
      String name = options.get(i).name();
      if (name.length() == end - start
          && line.folded().regionMatches(true, start, name, 0, end - start)) {
        return i;
      }
    }
    return -1;
  }

  /** Behind the dashes of {@code --name}. */
  private int nameStart(Token token) {
    int start = token.start();
    while (start < token.end() && start < token.start() + 2 && line.folded().charAt(start) == '-') {
      start++;
    }
    return start < token.end() && Character.isLetter(line.folded().charAt(start))
        ? start
        : token.start();
  }

  private int readNamed(int at, int index) {
    Token token = tokens.get(at);
    Option option = options.get(index);
    if (token.separator() >= 0) {
      if (token.quoted() != null) {
        return set(index, token.quoted(), token.quoted(), at + 1);
      }
      if (token.separator() + 1 < token.end()) {
        return readValue(index, at, token.separator() + 1);
      }
      if (at + 1 == tokens.size()) {
        throw LineErrors.noValue(spec, option);
      }
      return readValue(index, at + 1, tokens.get(at + 1).start());
    }
    if (option.kind() == Option.Kind.FLAG) {
      boolean said = at + 1 < tokens.size() && OptionValues.isFlagValue(folded(tokens.get(at + 1)));
      return said
          ? readValue(index, at + 1, tokens.get(at + 1).start())
          : set(index, "true", "true", at + 1);
    }
    if (at + 1 == tokens.size()) {
      return readLoneName(at, option);
    }
    Token next = tokens.get(at + 1);
    if (next.separator() == next.start()) {
      return readBehindLoneSeparator(index, at + 1);
    }
    boolean isChoice =
        option.kind() == Option.Kind.CHOICE
            && OptionValues.choiceOrNull(option, folded(next)) != null;
    if (!isChoice && namesAnother(at + 1, index)) {
      return readLoneName(at, option);
    }
    return readValue(index, at + 1, next.start());
  }

  /** {@code by : gateway} and {@code by :gateway}. */
  private int readBehindLoneSeparator(int index, int at) {
    Token separator = tokens.get(at);
    if (separator.quoted() != null) {
      return set(index, separator.quoted(), separator.quoted(), at + 1);
    }
    if (separator.separator() + 1 < separator.end()) {
      return readValue(index, at, separator.separator() + 1);
    }
    if (at + 1 == tokens.size()) {
      throw LineErrors.noValue(spec, options.get(index));
    }
    return readValue(index, at + 1, tokens.get(at + 1).start());
  }

  /** A name without a value may be meant as a choice, such as "/summary gateway". */
  private int readLoneName(int at, Option option) {
    for (int i = 0; i < values.length; i++) {
      Option other = options.get(i);
      if (values[i] == null
          && other.positional()
          && other.kind() == Option.Kind.CHOICE
          && (at + 1 == tokens.size() || named(at + 1) != i)
          && OptionValues.choiceOrNull(other, folded(tokens.get(at))) != null) {
        return readValue(i, at, tokens.get(at).start());
      }
    }
    throw LineErrors.noValue(spec, option);
  }

  private boolean namesAnother(int at, int index) {
    int named = named(at);
    return named >= 0
        && named != index
        && (tokens.get(at).separator() >= 0
            || at + 1 < tokens.size()
            || options.get(named).kind() == Option.Kind.FLAG);
  }

  // --- options by position ---

  private int readPositional(int at) {
    Token token = tokens.get(at);
    if (token.separator() > token.start()) {
      List<String> near = nearOptions(token);
      if (!near.isEmpty()) {
        throw unknownOption(token, near);
      }
    }
    int index = optionFor(at);
    if (index >= 0) {
      return readValue(index, at, token.start());
    }
    List<String> near = nearOptions(token);
    if (!near.isEmpty() || isOptionLike(token)) {
      throw unknownOption(token, near);
    }
    List<Option> open = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && options.get(i).positional()) {
        open.add(options.get(i));
      }
    }
    throw LineErrors.misplaced(spec, text(token), open);
  }

  /** What is required comes first, then what surely takes the word, then what takes any word. */
  private int optionFor(int at) {
    int loose = -1;
    for (int i = 0; i < values.length; i++) {
      Option option = options.get(i);
      if (values[i] != null || !option.positional()) {
        continue;
      }
      if ((option.required() && takes(option, at)) || claims(option, at)) {
        return i;
      }
      if (loose < 0 && takes(option, at)) {
        loose = i;
      }
    }
    return loose;
  }

  private CommandException unknownOption(Token token, List<String> near) {
    List<String> corrected = new ArrayList<>();
    String head = head(token);
    int behind = nameStart(token) + head.length();
    for (String name : near) {
      corrected.add(
          "/"
              + spec.name()
              + " "
              + line.text().substring(tokens.get(0).start(), token.start())
              + name
              + line.text().substring(behind, to));
    }
    return LineErrors.unknownOption(spec, head, near, corrected);
  }

  private boolean takes(Option option, int at) {
    return switch (option.kind()) {
      case REASON, TEXT, GATEWAY, CUSTOMER, SOURCE -> true;
      case INTEGER, PERIOD, CHOICE -> claims(option, at);
      case FLAG -> false;
    };
  }

  /** Whether the word surely is for the option. */
  private boolean claims(Option option, int at) {
    Token token = tokens.get(at);
    return switch (option.kind()) {
      case REASON, INTEGER -> Numbers.isInteger(folded(token));
      case CHOICE -> OptionValues.choiceOrNull(option, folded(token)) != null;
      case PERIOD -> token.whollyQuoted() || lastOfPeriod(token.start(), at) >= 0;
      case TEXT, GATEWAY, CUSTOMER, SOURCE, FLAG -> false;
    };
  }

  private boolean claimedByAnother(int at, int index) {
    for (int i = 0; i < values.length; i++) {
      if (i != index
          && values[i] == null
          && options.get(i).positional()
          && claims(options.get(i), at)) {
        return true;
      }
    }
    return false;
  }

  // --- values ---

  /** Reads a value that begins at the offset, inside or at the start of the word. */
  private int readValue(int index, int at, int from) {
    Token token = tokens.get(at);
    if (token.whollyQuoted() && token.quoted() != null) {
      return set(index, token.quoted(), token.quoted(), at + 1);
    }
    int last =
        switch (options.get(index).kind()) {
          case INTEGER, CHOICE, FLAG -> at;
          case PERIOD -> Math.max(lastOfPeriod(from, at), -1);
          case REASON, TEXT, GATEWAY, CUSTOMER, SOURCE -> lastOfWords(index, at);
        };
    if (last < 0) {
      last = lastOfWords(index, at);
    }
    int end = tokens.get(last).end();
    return set(
        index, line.text().substring(from, end), line.folded().substring(from, end), last + 1);
  }

  /** The last word of the period that begins at the offset; −1 if none does. */
  private int lastOfPeriod(int from, int at) {
    PeriodGrammar.Match match = PeriodGrammar.longest(line.folded(), from).orElse(null);
    if (match == null || match.end() > to) {
      return -1;
    }
    for (int i = at; i < tokens.size(); i++) {
      int end = tokens.get(i).end();
      if (end >= match.end()) {
        return isPunctuation(match.end(), end) ? i : -1;
      }
    }
    return -1;
  }

  private boolean isPunctuation(int from, int end) {
    for (int i = from; i < end; i++) {
      if ("?!.".indexOf(line.folded().charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private int lastOfWords(int index, int at) {
    int last = at;
    while (last + 1 < tokens.size()
        && !namesAnother(last + 1, index)
        && !claimedByAnother(last + 1, index)) {
      last++;
    }
    return last;
  }

  private int set(int index, String text, String folded, int next) {
    if (values[index] != null) {
      throw LineErrors.twice(spec, options.get(index));
    }
    values[index] = OptionValues.read(spec, options.get(index), text, folded);
    return next;
  }

  // --- words ---

  private String folded(Token token) {
    return token.quoted() != null
        ? token.quoted()
        : line.folded().substring(token.start(), token.end());
  }

  private String text(Token token) {
    return line.text().substring(token.start(), token.end());
  }

  private String head(Token token) {
    int end = token.separator() >= 0 ? token.separator() : token.end();
    return line.text().substring(nameStart(token), end);
  }

  private boolean isOptionLike(Token token) {
    boolean dashed = nameStart(token) > token.start();
    if (token.separator() <= token.start() || token.whollyQuoted()) {
      return dashed;
    }
    String head = head(token);
    return head.chars().allMatch(Character::isLetter);
  }

  private List<String> nearOptions(Token token) {
    if (token.whollyQuoted() || token.separator() == token.start()) {
      return List.of();
    }
    boolean optionLike = token.separator() > 0 || nameStart(token) > token.start();
    String head = head(token);
    if (!optionLike && head.length() < 4) {
      return List.of();
    }
    return DidYouMean.among(head, spec.options().stream().map(Option::name).toList(), 2);
  }
}
