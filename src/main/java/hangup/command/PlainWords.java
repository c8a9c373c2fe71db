package hangup.command;

import hangup.text.Typed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Understands questions without a slash, such as "what failed today on GW-7". Every command is
 * tried on the sentence: it scores for its own words ({@link CommandSpec#words} and its name) and
 * for each value it finds for its options, and loses for what it cannot explain. A question is
 * clear if the best command explains all of it.
 */
public final class PlainWords {

  private static final int SUGGESTIONS = 3;

  /** What a question means. */
  public sealed interface Meaning {}

  /** It means this command. */
  public record Clear(ParsedCommand command) implements Meaning {}

  /** It may mean these command lines, best first; perhaps none. */
  public record Unsure(List<String> lines) implements Meaning {
    public Unsure {
      lines = List.copyOf(lines);
    }
  }

  private final List<CommandSpec> specs;
  private final LineParser parser;
  private final Vocabulary vocabulary;
  private final Map<String, Set<String>> triggers = new LinkedHashMap<>();
  private final Set<String> meaningful = new HashSet<>();

  /**
   * @param specs of two commands that explain a sentence equally well, the earlier one is taken
   * @param parser of the same commands
   */
  public PlainWords(List<CommandSpec> specs, LineParser parser, Vocabulary vocabulary) {
    this.specs = List.copyOf(specs);
    this.parser = parser;
    this.vocabulary = vocabulary;
    for (CommandSpec spec : specs) {
      Set<String> own = new LinkedHashSet<>();
      own.add(spec.name());
      for (String phrase : spec.words()) {
        own.addAll(List.of(phrase.split(" ", -1)));
      }
      triggers.put(spec.name(), own);
      meaningful.addAll(own);
      spec.options().forEach(option -> meaningful.addAll(option.choices()));
    }
    meaningful.addAll(SpokenWords.NOISE);
    meaningful.addAll(SpokenWords.BY);
    meaningful.addAll(SpokenWords.GATEWAY);
    meaningful.addAll(SpokenWords.CUSTOMER);
    meaningful.addAll(PeriodWords.DAYS_AGO.keySet());
    meaningful.addAll(PeriodWords.WEEKDAYS.keySet());
    meaningful.addAll(PeriodWords.LAST);
    meaningful.addAll(PeriodWords.SINCE);
  }

  /** Says what the line means. */
  public Meaning read(String line) {
    return read(Typed.of(line));
  }

  Meaning read(Typed line) {
    Sentence sentence = new Sentence(line);
    if (sentence.size() == 0 || specs.isEmpty()) {
      return new Unsure(List.of());
    }
    Facts facts = Facts.in(sentence, vocabulary, meaningful);
    List<Fit> fits = new ArrayList<>();
    for (CommandSpec spec : specs) {
      fits.add(new Fit.Attempt(spec, sentence, facts, vocabulary, triggersOfOthers(spec)).fit());
    }
    // Stable: equals stay in the order of declaration.
    fits.sort(Comparator.comparingInt(Fit::score).reversed());
    Fit best = fits.get(0);
    boolean contested =
        fits.size() > 1
            && fits.get(1).score() == best.score()
            && fits.get(1).triggers() > 0
            && best.triggers() > 0;
    ParsedCommand command = best.complete() && !contested ? best.command(parser) : null;
    return command != null ? new Clear(command) : new Unsure(suggestions(fits, facts));
  }

  private Set<String> triggersOfOthers(CommandSpec spec) {
    Set<String> others = new HashSet<>();
    triggers.forEach(
        (name, words) -> {
          if (!name.equals(spec.name())) {
            others.addAll(words);
          }
        });
    return others;
  }

  private List<String> suggestions(List<Fit> fits, Facts facts) {
    Set<String> lines = new LinkedHashSet<>();
    Fit best = fits.get(0);
    for (Suggestion reason : likely(fits)) {
      lines.add("/" + firstForReasons(best) + " " + reason.value());
    }
    for (Fit fit : fits) {
      boolean explainsSomething =
          fit.triggers() > 0 || (!fit.values().isEmpty() && fit.score() > 0);
      if (!explainsSomething) {
        continue;
      }
      ParsedCommand command = fit.command(parser);
      if (command == null) {
        lines.addAll(LineErrors.examples(fit.spec()));
      } else {
        lines.add(command.line());
        addOtherNumbers(lines, fit, facts);
      }
    }
    return lines.stream().limit(SUGGESTIONS).toList();
  }

  /** "22 and 503": each number could be the one that is meant. */
  private void addOtherNumbers(Set<String> lines, Fit fit, Facts facts) {
    for (Option option : fit.spec().options()) {
      boolean forNumbers =
          option.kind() == Option.Kind.REASON || option.kind() == Option.Kind.INTEGER;
      if (forNumbers && facts.numbers().contains(fit.values().get(option.name()))) {
        for (String number : facts.numbers()) {
          Map<String, String> values = new LinkedHashMap<>(fit.values());
          values.put(option.name(), number);
          lines.add(CommandLines.of(fit.spec(), new Arguments(values)));
        }
      }
    }
  }

  private static List<Suggestion> likely(List<Fit> fits) {
    for (Fit fit : fits) {
      if (!fit.likely().isEmpty()) {
        return fit.likely().subList(0, Math.min(SUGGESTIONS, fit.likely().size()));
      }
    }
    return List.of();
  }

  private String firstForReasons(Fit best) {
    if (takesReason(best.spec())) {
      return best.spec().name();
    }
    for (CommandSpec spec : specs) {
      if (takesReason(spec)) {
        return spec.name();
      }
    }
    return best.spec().name();
  }

  private static boolean takesReason(CommandSpec spec) {
    return !spec.options().isEmpty() && spec.options().get(0).kind() == Option.Kind.REASON;
  }
}
