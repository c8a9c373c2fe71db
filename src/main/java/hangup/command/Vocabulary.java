package hangup.command;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.SearchResult;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The names that questions are about, for plain words and for completion. Everything is asked while
 * a user waits, so it must come from memory.
 *
 * @param gateways the known gateways of both sides
 * @param customers the known customers
 * @param sources the known sources of calls
 * @param reasons the end reasons in the table's order: value the code, label code and name
 * @param search the end reasons that words may mean
 */
public record Vocabulary(
    Supplier<? extends Collection<String>> gateways,
    Supplier<? extends Collection<String>> customers,
    Supplier<? extends Collection<String>> sources,
    Supplier<List<Suggestion>> reasons,
    Function<String, Hits> search) {

  /** Without sources. */
  public Vocabulary(
      Supplier<? extends Collection<String>> gateways,
      Supplier<? extends Collection<String>> customers,
      Supplier<List<Suggestion>> reasons,
      Function<String, Hits> search) {
    this(gateways, customers, List::of, reasons, search);
  }

  /** The same with sources. */
  public Vocabulary withSources(Supplier<? extends Collection<String>> others) {
    return new Vocabulary(gateways, customers, others, reasons, search);
  }

  /** No names at all. */
  public static final Vocabulary EMPTY =
      new Vocabulary(List::of, List::of, List::of, words -> Hits.NONE);

  /** The names of the data, and the reasons of a catalogue that may change. */
  public static Vocabulary of(
      Supplier<Catalog> catalog,
      Supplier<? extends Collection<String>> gateways,
      Supplier<? extends Collection<String>> customers) {
    return new Vocabulary(
        gateways,
        customers,
        () -> suggestions(catalog.get().all()),
        words -> hits(catalog.get().search(words)));
  }

  private static Hits hits(SearchResult result) {
    if (result instanceof SearchResult.Found found) {
      return new Hits(true, suggestions(List.of(found.reason())));
    }
    if (result instanceof SearchResult.Several several) {
      return new Hits(true, suggestions(several.reasons()));
    }
    return new Hits(false, suggestions(((SearchResult.Near) result).suggestions()));
  }

  private static List<Suggestion> suggestions(List<EndReason> reasons) {
    return reasons.stream()
        .map(r -> new Suggestion(Integer.toString(r.code()), r.code() + " " + r.name()))
        .toList();
  }

  /**
   * What a search found.
   *
   * @param sure whether the words are in the reasons' names; false for a likeness
   * @param reasons value the code, label code and name; best first
   */
  public record Hits(boolean sure, List<Suggestion> reasons) {
    public static final Hits NONE = new Hits(false, List.of());

    public Hits {
      reasons = List.copyOf(reasons);
    }
  }
}
