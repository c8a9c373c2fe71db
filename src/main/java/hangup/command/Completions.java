package hangup.command;

import hangup.text.Fold;
import hangup.text.Typed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Completes what is being typed: commands, options, choices, end reasons, gateways, customers and
 * periods; at most 25 at a time, what begins with the typed text first, then what contains it. All
 * from memory. Thread-safe.
 */
public final class Completions {

  /** The most suggestions at a time, as chat platforms show no more. */
  public static final int LIMIT = 25;

  private static final int LONGEST_LABEL = 100;

  private static final List<Suggestion> PERIODS =
      List.of(
          new Suggestion("today", "today, until now"),
          new Suggestion("last 15m", "last 15 minutes"),
          new Suggestion("last 1h", "last hour"),
          new Suggestion("last 24h", "last 24 hours"),
          new Suggestion("yesterday", "yesterday, the whole day"),
          new Suggestion("this hour", "this hour, until now"),
          new Suggestion("last 7d", "last 7 days"),
          new Suggestion("this week", "this week, from Monday"),
          new Suggestion("last week", "last week, Monday to Sunday"),
          new Suggestion("this month", "this month, until now"),
          new Suggestion("last month", "last month"),
          new Suggestion("monday", "last Monday"),
          new Suggestion("tuesday", "last Tuesday"),
          new Suggestion("wednesday", "last Wednesday"),
          new Suggestion("thursday", "last Thursday"),
          new Suggestion("friday", "last Friday"),
          new Suggestion("saturday", "last Saturday"),
          new Suggestion("sunday", "last Sunday"));

  private final Map<String, CommandSpec> specs = new LinkedHashMap<>();
  private final Vocabulary vocabulary;

  public Completions(List<CommandSpec> specs, Vocabulary vocabulary) {
    for (CommandSpec spec : specs) {
      this.specs.put(spec.name(), spec);
    }
    this.vocabulary = vocabulary;
  }

  /**
   * The values that an option may have.
   *
   * @param partial what was typed of the value so far
   * @return none for an unknown command or option; values are not quoted
   */
  public List<Suggestion> complete(String command, String option, String partial) {
    return Optional.ofNullable(specs.get(command.toLowerCase(Locale.ROOT)))
        .flatMap(spec -> spec.option(option))
        .map(found -> values(found, Typed.of(partial).folded()))
        .orElse(List.of());
  }

  /**
   * What may stand at the cursor of a line.
   *
   * @param cursor offset in the line; what is behind it is not looked at
   * @return each value replaces the line from {@link #start} to the cursor, and is quoted where it
   *     must be
   */
  public List<Suggestion> complete(String line, int cursor) {
    return at(line, cursor).suggestions();
  }

  /** The offset in the line of what {@link #complete(String, int)} completes. */
  public int start(String line, int cursor) {
    return at(line, cursor).start();
  }

  private record Place(int start, List<Suggestion> suggestions) {}

  private Place at(String line, int cursor) {
    String typed = line.substring(0, Math.max(0, Math.min(cursor, line.length())));
    int slash = typed.indexOf('/');
    if (slash < 0 || !typed.substring(0, slash).isBlank()) {
      return new Place(typed.length(), typed.isBlank() ? commands("", "/") : List.of());
    }
    int space = typed.indexOf(' ', slash);
    if (space < 0) {
      return new Place(slash, commands(typed.substring(slash + 1), "/"));
    }
    CommandSpec spec = specs.get(typed.substring(slash + 1, space).toLowerCase(Locale.ROOT));
    return spec == null ? new Place(typed.length(), List.of()) : arguments(spec, typed, space + 1);
  }

  private List<Suggestion> commands(String partial, String prefix) {
    Ranking ranking = new Ranking(partial);
    for (CommandSpec spec : specs.values()) {
      ranking.offer(
          prefix + spec.name(), prefix + spec.name() + "  " + spec.summary(), spec.name());
    }
    return ranking.best();
  }

  private Place arguments(CommandSpec spec, String typed, int from) {
    Unfinished rest = Unfinished.read(spec, typed, from);
    Option named = rest.named();
    if (named != null) {
      List<Suggestion> values = new ArrayList<>();
      for (Suggestion value : values(named, rest.partial())) {
        values.add(
            new Suggestion(rest.prefix() + CommandLines.value(value.value()), value.label()));
      }
      return new Place(rest.value(), values);
    }
    List<Suggestion> values = new ArrayList<>();
    Option positional = rest.positional();
    if (positional != null) {
      for (Suggestion value : values(positional, rest.partial())) {
        values.add(
            positional.kind() == Option.Kind.PERIOD
                ? value
                : new Suggestion(CommandLines.value(value.value()), value.label()));
      }
    }
    if (rest.value() < rest.lastWord() && !values.isEmpty()) {
      return new Place(rest.value(), values);
    }
    List<Suggestion> names = optionNames(rest.unset(), rest.lastWordOf(typed));
    // The names of options stay in sight behind a long list of values.
    List<Suggestion> shown =
        new ArrayList<>(values.subList(0, Math.min(LIMIT - names.size(), values.size())));
    shown.addAll(names);
    return new Place(rest.lastWord(), shown);
  }

  private static List<Suggestion> optionNames(List<Option> options, String partial) {
    Ranking ranking = new Ranking(partial);
    for (Option option : options) {
      // The others are offered by their values.
      if (!option.positional() || option.kind() == Option.Kind.CHOICE) {
        String value = option.kind() == Option.Kind.FLAG ? option.name() : option.name() + ":";
        ranking.offer(value, value + "  " + option.description(), option.name());
      }
    }
    return ranking.best();
  }

  private List<Suggestion> values(Option option, String partial) {
    return switch (option.kind()) {
      case REASON -> reasons(partial);
      case GATEWAY -> names(vocabulary.gateways().get(), partial);
      case CUSTOMER -> names(vocabulary.customers().get(), partial);
      case SOURCE -> names(vocabulary.sources().get(), partial);
      case PERIOD -> periods(partial);
      case CHOICE -> names(option.choices(), partial);
      case FLAG -> names(List.of("yes", "no"), partial);
      case TEXT -> option.name().equals("command") ? names(specs.keySet(), partial) : List.of();
      case INTEGER -> List.of();
    };
  }

  private List<Suggestion> reasons(String partial) {
    Ranking ranking = new Ranking(partial);
    for (Suggestion reason : vocabulary.reasons().get()) {
      String name =
          reason.label().substring(Math.min(reason.value().length(), reason.label().length()));
      ranking.offer(reason.value(), reason.label(), name.strip(), reason.value());
    }
    if (ranking.isEmpty() && !partial.isBlank()) {
      List<Suggestion> found = vocabulary.search().apply(partial).reasons();
      return found.subList(0, Math.min(LIMIT, found.size()));
    }
    return ranking.best();
  }

  private static List<Suggestion> names(Collection<String> names, String partial) {
    Ranking ranking = new Ranking(partial);
    for (String name : names) {
      // A platform takes no longer value, and half a name is no name.
      if (name.length() <= LONGEST_LABEL && !name.isBlank()) {
        ranking.offer(name, name, name);
      }
    }
    return ranking.best();
  }

  private static List<Suggestion> periods(String partial) {
    Ranking ranking = new Ranking(partial);
    String typed = partial.strip();
    boolean listed = PERIODS.stream().anyMatch(period -> period.value().equalsIgnoreCase(typed));
    if (!typed.isEmpty() && !listed && PeriodGrammar.whole(typed).isPresent()) {
      ranking.offer(typed, typed, typed);
    }
    for (Suggestion period : PERIODS) {
      ranking.offer(period.value(), period.label(), period.value());
    }
    return ranking.best();
  }

  /** Sorts what is offered by how it fits, keeping the order of equals. */
  private static final class Ranking {
    private final String wanted;
    private final List<Suggestion> begins = new ArrayList<>();
    private final List<Suggestion> hasWord = new ArrayList<>();
    private final List<Suggestion> contains = new ArrayList<>();

    Ranking(String partial) {
      this.wanted = Fold.words(partial);
    }

    void offer(String value, String label, String... texts) {
      if (begins.size() >= LIMIT) {
        return;
      }
      Suggestion suggestion = new Suggestion(value, cut(label));
      boolean word = false;
      boolean inside = false;
      for (String text : texts) {
        String folded = Fold.words(text);
        if (wanted.isEmpty() || folded.startsWith(wanted)) {
          begins.add(suggestion);
          return;
        }
        word |= folded.contains(" " + wanted);
        inside |= folded.contains(wanted);
      }
      if (word) {
        hasWord.add(suggestion);
      } else if (inside) {
        contains.add(suggestion);
      }
    }

    boolean isEmpty() {
      return begins.isEmpty() && hasWord.isEmpty() && contains.isEmpty();
    }

    List<Suggestion> best() {
      List<Suggestion> all = new ArrayList<>(begins);
      all.addAll(hasWord);
      all.addAll(contains);
      return List.copyOf(all.subList(0, Math.min(LIMIT, all.size())));
    }

    private static String cut(String label) {
      if (label.length() <= LONGEST_LABEL) {
        return label;
      }
      int end = LONGEST_LABEL - 1;
      return label.substring(0, Character.isHighSurrogate(label.charAt(end - 1)) ? end - 1 : end)
          + "…";
    }
  }
}
