package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.SearchResult;
import hangup.command.CommandException;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Menu;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Finds the end reason that an asker names, by code or by words. */
final class ReasonLookup {

  private static final int LONGEST_ECHO = 60;
  private static final int MOST_DIGITS = 9;

  private ReasonLookup() {}

  /** What was found. */
  sealed interface Result {}

  record Known(EndReason reason) implements Result {}

  /** A code that the catalogue does not have. */
  record UnknownCode(int code) implements Result {}

  /** Several fit; the best first. */
  record Several(String asked, List<EndReason> reasons) implements Result {}

  /**
   * Finds a reason.
   *
   * @param command the command that asks, for what it suggests
   * @throws CommandException if nothing fits
   */
  static Result find(Catalog catalog, String asked, String command) {
    return find(catalog, asked, (int code) -> "/" + command + " " + code);
  }

  private static Result find(Catalog catalog, String asked, IntFunction<String> line) {
    OptionalInt code = code(asked);
    if (code.isPresent()) {
      Optional<EndReason> known = catalog.byCode(code.getAsInt());
      return known.isPresent() ? new Known(known.get()) : new UnknownCode(code.getAsInt());
    }
    SearchResult result = catalog.search(asked);
    if (result instanceof SearchResult.Found found) {
      return new Known(found.reason());
    } else if (result instanceof SearchResult.Several several) {
      return new Several(asked, several.reasons());
    }
    throw nothing(catalog, asked, line, ((SearchResult.Near) result).suggestions());
  }

  /**
   * As {@link #find}, for commands that need exactly one.
   *
   * @throws CommandException if not exactly one reason of the catalogue fits
   */
  static EndReason one(Catalog catalog, String asked, String command) {
    return one(catalog, asked, code -> "/" + command + " " + code);
  }

  /**
   * As {@link #one(Catalog, String, String)}, where the code does not come right behind the
   * command.
   *
   * @param line the command line with a code
   */
  static EndReason one(Catalog catalog, String asked, IntFunction<String> line) {
    Result result = find(catalog, asked, line);
    if (result instanceof Known known) {
      return known.reason();
    } else if (result instanceof UnknownCode unknown) {
      throw new CommandException(
          notInCatalogue(catalog, unknown.code()) + " " + codesOf(catalog), "/reasons all");
    }
    Several several = (Several) result;
    throw new CommandException(
        "“" + echo(asked) + "” can be " + names(several.reasons()) + ". Say which.",
        lines(line, several.reasons()));
  }

  /** The whole number that the text is; empty if it is none. */
  static OptionalInt code(String text) {
    int length = text.length();
    int first = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '−') ? 1 : 0;
    if (length == first || length - first > MOST_DIGITS) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = first; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalInt.empty();
      }
      value = value * 10 + digit;
    }
    return OptionalInt.of(first == 0 ? value : -value);
  }

  static String notInCatalogue(Catalog catalog, int code) {
    return code + " is not in the catalogue (" + catalog.table() + ").";
  }

  /** Which codes there are, in a sentence. */
  static String codesOf(Catalog catalog) {
    List<EndReason> all = catalog.all();
    if (all.isEmpty()) {
      return "It is empty.";
    }
    int first = all.get(0).code();
    int last = all.get(all.size() - 1).code();
    return last - first + 1 == all.size()
        ? "Its codes are " + first + " to " + last + "."
        : "It has " + all.size() + " codes from " + first + " to " + last + ".";
  }

  /** Offers the reasons that fit, as a reply. */
  static Reply offer(Several several, String command) {
    List<List<String>> rows = new ArrayList<>();
    List<Button> choices = new ArrayList<>();
    for (EndReason reason : several.reasons()) {
      rows.add(
          List.of(
              Integer.toString(reason.code()),
              reason.name(),
              reason.category().map(c -> c.value()).orElse("")));
      choices.add(new Button(Card.title(reason), "/" + command + " " + reason.code()));
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("query", several.asked());
    data.put("candidates", several.reasons().stream().map(EndReason::code).toList());
    return Reply.builder("Which end reason?", Severity.INFO)
        .text(RichText.of("“" + echo(several.asked()) + "” fits several:"))
        .add(
            new Block.Table(
                "",
                List.of(
                    new Block.Column("Code", Block.Align.RIGHT, true),
                    new Block.Column("End reason", Block.Align.LEFT, true),
                    new Block.Column("Category", Block.Align.LEFT, false)),
                rows))
        .menu(new Menu("Choose an end reason", choices))
        .data(data)
        .build();
  }

  /** What was typed, as an answer repeats it. */
  static String echo(String typed) {
    return typed.codePointCount(0, typed.length()) <= LONGEST_ECHO
        ? typed
        : typed.substring(0, typed.offsetByCodePoints(0, LONGEST_ECHO - 1)) + "…";
  }

  private static CommandException nothing(
      Catalog catalog, String asked, IntFunction<String> line, List<EndReason> near) {
    String message = "No end reason of " + catalog.table() + " is called “" + echo(asked) + "”.";
    if (near.isEmpty()) {
      return new CommandException(
          message + " Give a code, such as 22, or words of its name, such as no route.",
          line.apply(22),
          "/reasons");
    }
    return new CommandException(message + " Did you mean " + names(near) + "?", lines(line, near));
  }

  private static List<String> lines(IntFunction<String> line, List<EndReason> reasons) {
    return reasons.stream().limit(5).map(r -> line.apply(r.code())).toList();
  }

  private static String names(List<EndReason> reasons) {
    List<String> names = reasons.stream().limit(5).map(Card::title).toList();
    return names.size() == 1
        ? names.get(0)
        : String.join(", ", names.subList(0, names.size() - 1))
            + " or "
            + names.get(names.size() - 1);
  }
}
