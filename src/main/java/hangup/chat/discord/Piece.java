package hangup.chat.discord;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a reply in markdown, made of lines between which it may be broken. {@code heading} is
 * shown above the first line; {@code repeated} lines are shown again after each break.
 *
 * @param heading plain text; may be empty
 * @param fenced whether the lines are a code block
 */
record Piece(String heading, boolean fenced, List<String> repeated, List<String> lines) {

  private static final String FENCE = "```";
  private static final int MOST_REPEATED = 600;

  Piece {
    if (CodePoints.count(String.join("\n", repeated)) > MOST_REPEATED) {
      List<String> all = new ArrayList<>(repeated);
      all.addAll(lines);
      repeated = List.of();
      lines = all;
    }
    repeated = List.copyOf(repeated);
    lines = List.copyOf(lines);
  }

  static Piece prose(String heading, List<String> lines) {
    return new Piece(heading, false, List.of(), lines);
  }

  /** Without the heading. */
  String body() {
    return body(lines);
  }

  /** With the heading as a line of its own. */
  String text() {
    return heading.isEmpty() ? body() : headingLine() + "\n" + body();
  }

  /** The piece in parts of at most {@code most} code points each; the first has the heading. */
  List<String> split(int most) {
    List<String> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    for (String line : fitting(most)) {
      part.add(line);
      if (CodePoints.count(render(part, parts.isEmpty())) > most) {
        part.remove(part.size() - 1);
        parts.add(render(part, parts.isEmpty()));
        part = new ArrayList<>(List.of(line));
      }
    }
    parts.add(render(part, parts.isEmpty()));
    return parts;
  }

  private String render(List<String> some, boolean first) {
    return first && !heading.isEmpty() ? headingLine() + "\n" + body(some) : body(some);
  }

  private String headingLine() {
    return Markdown.bold(heading);
  }

  private String body(List<String> some) {
    List<String> all = new ArrayList<>(repeated);
    all.addAll(some);
    String joined = String.join("\n", all);
    return fenced ? FENCE + "\n" + joined + "\n" + FENCE : joined;
  }

  /** The lines, longer ones broken, so that each fits beside what is repeated around it. */
  private List<String> fitting(int most) {
    int around = CodePoints.count(render(List.of(), true)) + 1;
    int room = Math.max(most / 4, most - around);
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      all.addAll(Breaks.at(line, room));
    }
    return all;
  }
}
