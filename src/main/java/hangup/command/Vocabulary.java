package hangup.command;

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
 * @param reasons the end reasons in the table's order: value the code, label code and name
 * @param search the end reasons that words may mean
 */
public record Vocabulary(
    Supplier<? extends Collection<String>> gateways,
    Supplier<? extends Collection<String>> customers,
    Supplier<List<Suggestion>> reasons,
    Function<String, Hits> search) {

  /** No names at all. */
  public static final Vocabulary EMPTY =
      new Vocabulary(List::of, List::of, List::of, words -> Hits.NONE);

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
