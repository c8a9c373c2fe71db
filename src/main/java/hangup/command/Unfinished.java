package hangup.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line that is still being typed, looked at where it ends.
 *
 * @param named the option whose name stands before what is being typed; null if none does
 * @param prefix what of the last word stays as it is, such as {@code by:}
 * @param value where the value of {@link #named} or {@link #positional} begins
 * @param partial that value so far, without a quotation mark
 * @param positional the option that a bare word here is for; null if there is none
 * @param lastWord where the last word begins
 * @param unset the options not named yet
 */
record Unfinished(
    @Nullable Option named,
    String prefix,
    int value,
    String partial,
    @Nullable Option positional,
    int lastWord,
    List<Option> unset) {

  private record Word(int start, int end) {}

  static Unfinished read(CommandSpec spec, String line, int from) {
    List<Word> words = words(line, from);
    Word last = words.get(words.size() - 1);
    Set<Option> unset = new LinkedHashSet<>(spec.options());
    int run = last.start();
    boolean inRun = false;
    Option awaiting = null;
    for (Word word : words.subList(0, words.size() - 1)) {
      Option named = named(spec, line, word);
      if (awaiting != null) {
        awaiting = null;
        inRun = false;
      } else if (named != null) {
        if (inRun) {
          fill(line, run, word.start(), unset);
        }
        unset.remove(named);
        boolean complete = separator(line, word) < word.end() - 1;
        awaiting = complete || named.kind() == Option.Kind.FLAG ? null : named;
        inRun = false;
      } else if (!inRun) {
        inRun = true;
        run = word.start();
      }
    }
    if (!inRun) {
      run = last.start();
    }
    if (awaiting != null) {
      return value(awaiting, line, last.start(), last, unset);
    }
    Option named = separator(line, last) < last.end() ? named(spec, line, last) : null;
    if (named != null) {
      unset.remove(named);
      return value(named, line, separator(line, last) + 1, last, unset);
    }
    return positional(line, run, last, unset);
  }

  String lastWordOf(String line) {
    return line.substring(lastWord);
  }

  private static Unfinished value(
      Option option, String line, int from, Word last, Set<Option> unset) {
    String typed = line.substring(from);
    boolean quoted = !typed.isEmpty() && Quotes.isDouble(typed.charAt(0));
    return new Unfinished(
        option,
        line.substring(last.start(), from),
        last.start(),
        quoted ? typed.substring(1) : typed,
        null,
        last.start(),
        List.copyOf(unset));
  }

  private static Unfinished positional(String line, int run, Word last, Set<Option> unset) {
    int at = fill(line, run, last.start(), unset);
    for (Option option : unset) {
      if (option.positional()) {
        return new Unfinished(
            null, "", at, line.substring(at), option, last.start(), List.copyOf(unset));
      }
    }
    return new Unfinished(null, "", last.start(), "", null, last.start(), List.copyOf(unset));
  }

  /**
   * Takes the options whose values are finished in the bare words before the offset.
   *
   * @return where the first word begins that belongs to none
   */
  private static int fill(String line, int from, int to, Set<Option> unset) {
    int at = from;
    for (Option option : List.copyOf(unset)) {
      int end = at < to && option.positional() ? endOfValue(option, line, at) : -1;
      if (end >= 0 && end < to) {
        unset.remove(option);
        at = end;
        while (at < to && line.charAt(at) == ' ') {
          at++;
        }
      }
    }
    return at;
  }

  /** Where a finished value of the option ends; −1 if it may go on with the next word. */
  private static int endOfValue(Option option, String line, int at) {
    int space = line.indexOf(' ', at);
    int end = space < 0 ? line.length() : space;
    return switch (option.kind()) {
      case PERIOD -> PeriodGrammar.longest(line, at).map(PeriodGrammar.Match::end).orElse(-1);
      case CHOICE -> OptionValues.choiceOrNull(option, line.substring(at, end)) == null ? -1 : end;
      case INTEGER, FLAG -> end;
      case REASON, TEXT, GATEWAY, CUSTOMER, SOURCE -> -1;
    };
  }

  private static @Nullable Option named(CommandSpec spec, String line, Word word) {
    return spec.option(line.substring(word.start(), separator(line, word))).orElse(null);
  }

  /** The offset of the first colon or equals sign in the word, or its end. */
  private static int separator(String line, Word word) {
    for (int i = word.start(); i < word.end(); i++) {
      if (line.charAt(i) == ':' || line.charAt(i) == '=') {
        return i;
      }
    }
    return word.end();
  }

  /** At least one: the last is empty if the line ends with a space. */
  private static List<Word> words(String line, int from) {
    List<Word> words = new ArrayList<>();
    int start = from;
    boolean quoted = false;
    for (int at = from; at < line.length(); at++) {
      char c = line.charAt(at);
      if (Quotes.isDouble(c)) {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        if (at > start) {
          words.add(new Word(start, at));
        }
        start = at + 1;
      }
    }
    words.add(new Word(start, line.length()));
    return words;
  }
}
