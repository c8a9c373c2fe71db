package hangup.catalog;

import hangup.text.EditDistance;

/** Compares a word as typed with a word of a name. */
final class Spelling {

  private Spelling() {}

  /**
   * 0 for the same word, 1 where {@code typed} begins {@code known}, 2 for each typing slip in the
   * whole word, one more where there is a slip in its beginning; {@link Integer#MAX_VALUE} where
   * the two have nothing in common.
   */
  static int cost(String typed, String known) {
    if (known.startsWith(typed)) {
      return known.length() == typed.length() ? 0 : 1;
    }
    int slips = slips(typed, known);
    if (slips >= 0) {
      return slips * 2;
    }
    int limit = limit(typed.length());
    if (limit > 0 && known.length() > typed.length()) {
      int begun = EditDistance.between(typed, known.substring(0, typed.length()), limit);
      if (begun <= limit) {
        return begun * 2 + 1;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** The slips between two words, or -1 where they are too many for the same word. */
  static int slips(String typed, String known) {
    int limit = limit(Math.min(typed.length(), known.length()));
    int distance = EditDistance.between(typed, known, limit);
    return distance <= limit ? distance : -1;
  }

  /** In a short word one slip makes another word. */
  private static int limit(int length) {
    if (length <= 3) {
      return 0;
    }
    return length <= 5 ? 1 : length <= 8 ? 2 : 3;
  }
}
