package hangup.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How well a command explains a sentence.
 *
 * @param values of its options
 * @param triggers how many of the command's own words were said
 * @param left how many words and facts the command has no use for
 * @param likely the reasons that the left words are like, without being in their names
 * @param missing whether a required option got nothing
 */
record Fit(
    CommandSpec spec,
    Map<String, String> values,
    int triggers,
    int left,
    List<Suggestion> likely,
    boolean missing,
    int score) {

  /** Whether it explains everything that was said. */
  boolean complete() {
    return !missing && left == 0 && (triggers > 0 || !values.isEmpty());
  }

  /** The command line; null if it would not be a valid one. */
  @Nullable ParsedCommand command(LineParser parser) {
    try {
      return parser.check(spec.name(), values);
    } catch (CommandException e) {
      return null;
    }
  }

  /** Tries a command on a sentence. */
  static final class Attempt {
    private static final int TRIGGER = 10;
    private static final int NAME_FIRST = 8;
    private static final int VALUE = 3;
    private static final int UNKNOWN_CODE = -4;
    private static final int LEFT_WORD = -6;
    private static final int LEFT_FACT = -8;
    private static final int MISSING = -30;

    private final CommandSpec spec;
    private final Sentence sentence;
    private final Facts facts;
    private final Vocabulary vocabulary;
    private final Set<String> otherTriggers;
    private final Map<String, String> values = new LinkedHashMap<>();
    private int triggers;
    private int score;

    /**
     * @param otherTriggers the words that mean other commands
     */
    Attempt(
        CommandSpec spec,
        Sentence sentence,
        Facts facts,
        Vocabulary vocabulary,
        Set<String> otherTriggers) {
      this.spec = spec;
      this.sentence = sentence.copy();
      this.facts = facts;
      this.vocabulary = vocabulary;
      this.otherTriggers = otherTriggers;
    }

    Fit fit() {
      boolean nameFirst = takeTriggers();
      takeChoices();
      int leftFacts = takeFacts();
      Vocabulary.Hits hits = takeWords(nameFirst);
      int leftWords = countLeft();
      boolean missing =
          spec.options().stream()
              .anyMatch(option -> option.required() && !values.containsKey(option.name()));
      score +=
          Math.min(2, triggers) * TRIGGER
              + (nameFirst ? NAME_FIRST : 0)
              + values.size() * VALUE
              + leftWords * LEFT_WORD
              + leftFacts * LEFT_FACT
              + (missing ? MISSING : 0);
      return new Fit(spec, values, triggers, leftWords + leftFacts, hits.reasons(), missing, score);
    }

    private boolean takeTriggers() {
      boolean nameFirst = false;
      boolean begun = false;
      for (int at = 0; at < sentence.size(); at++) {
        if (!sentence.isFree(at)) {
          begun = true;
          continue;
        }
        int length = sentence.lower(at).equals(spec.name()) ? 1 : 0;
        nameFirst |= length == 1 && !begun;
        for (String phrase : spec.words()) {
          length = Math.max(length, sentence.phrase(at, phrase));
        }
        if (length > 0) {
          sentence.use(at, at + length);
          triggers++;
        }
        begun |= length > 0 || !sentence.is(at, SpokenWords.NOISE);
      }
      return nameFirst;
    }

    private void takeChoices() {
      for (Option option : spec.options()) {
        if (option.kind() == Option.Kind.CHOICE) {
          takeChoice(option);
        } else if (option.kind() == Option.Kind.FLAG) {
          for (int at = 0; at < sentence.size(); at++) {
            if (sentence.isFree(at) && sentence.lower(at).equals(option.name())) {
              sentence.use(at, at + 1);
              values.put(option.name(), "true");
            }
          }
        }
      }
    }

    /** "by gateway" first; a bare "gateways" if nothing was said to group by. */
    private void takeChoice(Option option) {
      for (boolean announced : new boolean[] {true, false}) {
        for (int at = 0; at < sentence.size() && !values.containsKey(option.name()); at++) {
          String choice =
              sentence.isFree(at) && sentence.lower(at).length() >= 3
                  ? OptionValues.choiceOrNull(option, sentence.lower(at))
                  : null;
          boolean said = sentence.is(at - 1, SpokenWords.BY);
          if (choice != null && said == announced && (said || !isNoise(at))) {
            sentence.use(said ? at - 1 : at, at + 1);
            values.put(option.name(), choice);
          }
        }
      }
    }

    /** How many facts found no option. */
    private int takeFacts() {
      List<String> gateways = new ArrayList<>(facts.gateways());
      List<String> customers = new ArrayList<>(facts.customers());
      List<String> numbers = new ArrayList<>(facts.numbers());
      @Nullable String period = facts.period();
      for (Option option : spec.options()) {
        switch (option.kind()) {
          case GATEWAY -> putFirst(option, gateways);
          case CUSTOMER -> putFirst(option, customers);
          case INTEGER -> putFirst(option, numbers);
          case REASON -> {
            if (putFirst(option, numbers) && isUnknownCode(values.get(option.name()))) {
              score += UNKNOWN_CODE;
            }
          }
          case PERIOD -> {
            if (period != null) {
              values.put(option.name(), period);
              period = null;
            }
          }
          case CHOICE, FLAG, SOURCE, TEXT -> {
            // Found among the words.
          }
        }
      }
      return gateways.size() + customers.size() + numbers.size() + (period == null ? 0 : 1);
    }

    private boolean putFirst(Option option, List<String> found) {
      if (found.isEmpty()) {
        return false;
      }
      values.put(option.name(), found.remove(0));
      return true;
    }

    private boolean isUnknownCode(@Nullable String code) {
      List<Suggestion> known = vocabulary.reasons().get();
      return !known.isEmpty() && known.stream().noneMatch(reason -> reason.value().equals(code));
    }

    /** Gives the words that are left to an option for a reason's name, or for any text. */
    private Vocabulary.Hits takeWords(boolean nameFirst) {
      Vocabulary.Hits near = Vocabulary.Hits.NONE;
      for (Option option : spec.options()) {
        if (values.containsKey(option.name())) {
          continue;
        }
        if (option.kind() == Option.Kind.REASON && option.positional()) {
          Vocabulary.Hits hits = takeReason(option);
          near = hits.sure() ? near : hits;
        } else if (option.kind() == Option.Kind.TEXT && nameFirst) {
          int from = firstFree(0);
          int to = from < 0 ? -1 : endOfFree(from);
          if (to > from) {
            values.put(option.name(), sentence.typed(from, to));
            sentence.use(from, to);
          }
        }
      }
      return near;
    }

    private Vocabulary.Hits takeReason(Option option) {
      int first = -1;
      int last = -1;
      for (int at = 0; at < sentence.size(); at++) {
        if (sentence.isFree(at) && !isNoise(at)) {
          first = first < 0 ? at : first;
          last = at;
        }
      }
      if (first < 0) {
        return Vocabulary.Hits.NONE;
      }
      String words = sentence.typed(first, last + 1);
      Vocabulary.Hits hits = vocabulary.search().apply(words);
      if (hits.sure()) {
        values.put(option.name(), words);
        sentence.use(first, last + 1);
      }
      return hits;
    }

    private int firstFree(int from) {
      for (int at = from; at < sentence.size(); at++) {
        if (sentence.isFree(at) && !sentence.is(at, SpokenWords.NOISE)) {
          return at;
        }
      }
      return -1;
    }

    private int endOfFree(int from) {
      int to = from;
      while (sentence.isFree(to)) {
        to++;
      }
      return to;
    }

    private int countLeft() {
      int left = 0;
      for (int at = 0; at < sentence.size(); at++) {
        if (sentence.isFree(at) && !isNoise(at)) {
          left++;
        }
      }
      return left;
    }

    private boolean isNoise(int at) {
      String word = sentence.lower(at);
      return SpokenWords.NOISE.contains(word)
          || SpokenWords.BY.contains(word)
          || otherTriggers.contains(word);
    }
  }
}
