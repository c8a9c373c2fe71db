package hangup.command;

import hangup.text.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A line of plain words, taken apart; remembers which words have been understood. */
final class Sentence {

  /** A word; {@code lower} is its folded form in lower case. */
  record Word(int start, int end, String lower) {}

  private final Typed line;
  private final List<Word> words = new ArrayList<>();
  private final boolean[] used;

  Sentence(Typed line) {
    this.line = line;
    String text = line.folded();
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && isPart(text.charAt(at))) {
        at++;
      }
      add(text, start, at);
      at = Math.max(at, start + 1);
    }
    this.used = new boolean[words.size()];
  }

  private Sentence(Sentence other) {
    this.line = other.line;
    this.words.addAll(other.words);
    this.used = other.used.clone();
  }

  /** Another of the same words, so that each command can use them in its own way. */
  Sentence copy() {
    return new Sentence(this);
  }

  int size() {
    return words.size();
  }

  Word word(int at) {
    return words.get(at);
  }

  String lower(int at) {
    return words.get(at).lower();
  }

  boolean is(int at, Set<String> any) {
    return at >= 0 && at < words.size() && any.contains(words.get(at).lower());
  }

  boolean isFree(int at) {
    return at >= 0 && at < words.size() && !used[at];
  }

  void use(int from, int to) {
    for (int i = from; i < to; i++) {
      used[i] = true;
    }
  }

  /** The words as they were typed, with what stands between them. */
  String typed(int from, int to) {
    return line.text().substring(words.get(from).start(), words.get(to - 1).end());
  }

  String folded() {
    return line.folded();
  }

  /** The number of the word that ends at or behind the offset, plus one. */
  int wordsUntil(int offset) {
    int at = 0;
    while (at < words.size() && words.get(at).end() <= offset) {
      at++;
    }
    return at;
  }

  /** How many words from here are those of the phrase; 0 if they are not. */
  int phrase(int at, String phrase) {
    int count = 0;
    for (String part : phrase.split(" ", -1)) {
      if (at + count >= words.size() || !words.get(at + count).lower().equals(part)) {
        return 0;
      }
      count++;
    }
    return count;
  }

  private void add(String text, int from, int to) {
    int start = from;
    int end = to;
    while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    while (start < end && !Character.isLetterOrDigit(text.charAt(start)) && !isSign(text, start)) {
      start++;
    }
    if (start < end) {
      words.add(new Word(start, end, text.substring(start, end).toLowerCase(Locale.ROOT)));
    }
  }

  private static boolean isSign(String text, int at) {
    return text.charAt(at) == '-'
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "-_.:'&@#".indexOf(c) >= 0;
  }
}
