package hangup.chat.telegram;

import hangup.reply.Neutral;
import java.util.ArrayList;
import java.util.List;

/**
 * Text of one style.
 *
 * @param text what is shown: harmless characters without line ends, never markup
 * @param target the address of a link or the second since 1970 of a time; empty for other styles
 */
record Run(String text, Style style, String target) {

  private static final int MOST_RUNS = 90;

  /** How text is shown. */
  enum Style {
    PLAIN,
    BOLD,
    ITALIC,
    CODE,
    LINK,
    TIME
  }

  static Run of(Style style, String text) {
    return new Run(neutral(text), style, "");
  }

  static Run of(Style style, String text, String target) {
    return new Run(neutral(text), style, target);
  }

  Run withText(String other) {
    return new Run(other, style, target);
  }

  /** UTF-16 units, as Telegram counts. */
  int units() {
    return text.length();
  }

  static int units(List<Run> line) {
    int sum = 0;
    for (Run run : line) {
      sum += run.units();
    }
    return sum;
  }

  /** How many entities a line makes. */
  static int entities(List<Run> line) {
    int sum = 0;
    for (Run run : line) {
      sum += run.style == Style.PLAIN ? 0 : 1;
    }
    return sum;
  }

  /**
   * A line broken into lines of at most {@code limit} units, at spaces where there are any, and of
   * few enough entities.
   */
  static List<List<Run>> broken(List<Run> line, int limit) {
    List<List<Run>> lines = new ArrayList<>();
    List<Run> current = new ArrayList<>();
    int room = limit;
    for (Run run : line) {
      if (current.size() >= MOST_RUNS) {
        lines.add(current);
        current = new ArrayList<>();
        room = limit;
      }
      String rest = run.text;
      while (rest.length() > room) {
        int cut = cut(rest, room, room == limit);
        if (cut > 0) {
          current.add(run.withText(rest.substring(0, cut)));
          rest = rest.substring(cut);
        }
        lines.add(current);
        current = new ArrayList<>();
        room = limit;
      }
      if (!rest.isEmpty()) {
        current.add(run.withText(rest));
        room -= rest.length();
      }
    }
    if (!current.isEmpty() || lines.isEmpty()) {
      lines.add(current);
    }
    return lines;
  }

  /** Where to cut: behind a space; else, on a fresh line, anywhere but inside a character. */
  private static int cut(String text, int room, boolean fresh) {
    int space = text.lastIndexOf(' ', room - 1);
    if (space > 0 && (!fresh || space > room / 2)) {
      return space + 1;
    }
    if (!fresh && text.length() < 200) {
      return 0;
    }
    return room > 0 && Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
  }

  private static String neutral(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(Neutral::of).forEach(out::appendCodePoint);
        return out.toString();
      }
    }
    return text;
  }
}
