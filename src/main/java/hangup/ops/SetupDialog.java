package hangup.ops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Asks questions in a terminal; an empty line or the end of the input takes what is offered. */
final class SetupDialog {

  private final BufferedReader in;
  private final PrintWriter out;
  private final Optional<UnaryOperator<String>> hidden;
  private boolean ended;

  /**
   * @param hidden asks for a secret without showing what is typed, where there is a terminal
   */
  SetupDialog(BufferedReader in, PrintWriter out, Optional<UnaryOperator<String>> hidden) {
    this.in = in;
    this.out = out;
    this.hidden = hidden;
  }

  /** Whether nothing more will be answered. */
  boolean ended() {
    return ended;
  }

  void say(String... lines) {
    for (String line : lines) {
      out.println(line);
    }
    out.flush();
  }

  /** Asks until the answer has no problem. */
  String ask(String what, String otherwise, Function<String, Optional<String>> problem)
      throws IOException {
    while (true) {
      out.print(what + " [" + otherwise + "]: ");
      String line = line();
      if (line.isEmpty()) {
        return otherwise;
      }
      Optional<String> wrong = problem.apply(line);
      if (wrong.isEmpty()) {
        return line;
      }
      say(wrong.get() + ".");
    }
  }

  String ask(String what, String otherwise) throws IOException {
    return ask(what, otherwise, answer -> Optional.empty());
  }

  /** Empty if nothing was typed. */
  String askHidden(String what, String offered) throws IOException {
    String prompt = what + " [" + offered + "]: ";
    if (hidden.isPresent() && !ended) {
      out.flush();
      return hidden.get().apply(prompt).strip();
    }
    out.print(prompt);
    return line();
  }

  boolean yes(String question, boolean otherwise) throws IOException {
    out.print(question + (otherwise ? " [Y/n]: " : " [y/N]: "));
    String line = line();
    return line.isEmpty() ? otherwise : line.toLowerCase(Locale.ROOT).startsWith("y");
  }

  private String line() throws IOException {
    out.flush();
    String line = ended ? null : in.readLine();
    if (line == null) {
      ended = true;
      return "";
    }
    return line.strip();
  }
}
