package hangup.chat.discord;

import java.util.ArrayList;
import java.util.List;

/** Breaks one overlong line of markdown at blanks, or where no markup is torn apart. */
final class Breaks {

  private Breaks() {}

  static List<String> at(String line, int most) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    while (CodePoints.count(rest) > most) {
      int limit = rest.offsetByCodePoints(0, most);
      int cut = rest.lastIndexOf(' ', limit);
      if (cut < limit / 2) {
        cut = limit;
        // Between a backslash and what it escapes, nothing may come.
        int backslashes = 0;
        while (cut - 1 - backslashes >= 0 && rest.charAt(cut - 1 - backslashes) == '\\') {
          backslashes++;
        }
        cut -= backslashes % 2;
      }
      parts.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    parts.add(rest);
    return parts;
  }
}
