package hangup.catalog;

import java.util.List;

/** What a search for an end reason found. */
public sealed interface SearchResult {

  /** One clear hit. */
  record Found(EndReason reason) implements SearchResult {}

  /**
   * Two or more fit; the best first.
   *
   * @param reasons at least two
   */
  record Several(List<EndReason> reasons) implements SearchResult {
    public Several {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * None fits.
   *
   * @param suggestions what may have been meant, the likeliest first; may be empty
   */
  record Near(List<EndReason> suggestions) implements SearchResult {
    public Near {
      suggestions = List.copyOf(suggestions);
    }
  }
}
