package hangup.chat;

import java.util.List;
import java.util.Optional;

/**
 * Writes frequent words of command lines as one printable ASCII character each. The characters used
 * are those that command lines hardly ever contain; one that does occur stands behind a tilde.
 */
final class ButtonWords {

  /**
   * The words, by position. Buttons that were sent live on in chats: only ever append, never change
   * or remove, or they will ask something else.
   */
  private static final List<String> WORDS =
      List.of(
          "/summary ",
          "/reason ",
          "/reasons ",
          "/fix ",
          "/trend ",
          "/calls ",
          "yesterday",
          "by:customer",
          "by:gateway",
          " gateway:",
          " customer:",
          "last ",
          " hours",
          " days",
          " minutes",
          " week",
          " month",
          " period:",
          " reason:",
          " today",
          "by:");

  /** One character a word, in the same order: none is a letter, a digit or usual in a name. */
  private static final String SIGNS = "!\"$%&'()*;<=>?@[]^`{|";

  private ButtonWords() {}

  /** The line with known words shortened; empty if it has characters other than printable ASCII. */
  static Optional<String> shorten(String command) {
    StringBuilder out = new StringBuilder(command.length());
    int i = 0;
    while (i < command.length()) {
      int word = longestWordAt(command, i);
      if (word >= 0) {
        out.append(SIGNS.charAt(word));
        i += WORDS.get(word).length();
        continue;
      }
      char c = command.charAt(i);
      if (c < ' ' || c > '~') {
        return Optional.empty();
      }
      if (c == '~' || SIGNS.indexOf(c) >= 0) {
        out.append('~');
      }
      out.append(c);
      i++;
    }
    return Optional.of(out.toString());
  }

  /** The line that was shortened. */
  static String lengthen(String shortened) {
    StringBuilder out = new StringBuilder(shortened.length() * 2);
    for (int i = 0; i < shortened.length(); i++) {
      char c = shortened.charAt(i);
      if (c == '~' && i + 1 < shortened.length()) {
        i++;
        out.append(shortened.charAt(i));
        continue;
      }
      int word = SIGNS.indexOf(c);
      if (word >= 0) {
        out.append(WORDS.get(word));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int longestWordAt(String command, int at) {
    int best = -1;
    for (int i = 0; i < WORDS.size(); i++) {
      String word = WORDS.get(i);
      if (command.startsWith(word, at) && (best < 0 || word.length() > WORDS.get(best).length())) {
        best = i;
      }
    }
    return best;
  }
}
