package hangup.report;

import hangup.command.CommandException;
import hangup.command.Option;
import hangup.stats.CallStats;
import hangup.stats.Names;
import hangup.stats.StatsUnavailableException;
import hangup.text.DidYouMean;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The option {@code source:} of every command that shows figures. */
final class SourceOption {
  static final String NAME = "source";
  static final Option OPTION = Option.named(NAME, Option.Kind.SOURCE, "Only calls of this source");

  private static final int SHOWN = 10;

  private SourceOption() {}

  /**
   * The name of a source as it is written.
   *
   * @param line the question for a source of that name
   * @throws CommandException if there is none; the message names those that there are
   */
  static String asWritten(
      String typed, CallStats stats, Names names, Function<String, String> line) {
    TreeSet<String> known = new TreeSet<>(names.sources());
    try {
      known.addAll(stats.state().sources());
    } catch (StatsUnavailableException e) {
      // The question itself will say what is wrong.
      return typed;
    }
    Optional<String> written = known.stream().filter(typed::equalsIgnoreCase).findFirst();
    if (written.isPresent() || known.isEmpty()) {
      return written.orElse(typed);
    }
    throw unknown(typed, known, line);
  }

  /** Nothing is called so; names what there is, what may have been meant first. */
  static CommandException unknown(
      String typed, SortedSet<String> known, Function<String, String> line) {
    List<String> near = DidYouMean.among(typed, known, 3);
    List<String> offered = near.isEmpty() ? known.stream().limit(3).toList() : near;
    String all = String.join(", ", known.stream().limit(SHOWN).toList());
    return new CommandException(
        "There is no source “"
            + ReasonLookup.echo(typed)
            + "”. "
            + (near.isEmpty() ? "" : "Did you mean " + String.join(", ", near) + "? ")
            + "There "
            + (known.size() == 1 ? "is " : "are ")
            + all
            + (known.size() > SHOWN ? ", …" : "")
            + ".",
        offered.stream().map(line).toList());
  }
}
