package hangup.text;

import java.util.Arrays;

/**
 * How many typing slips lie between two words: a letter too many, missing or wrong, or two
 * neighbours swapped (optimal string alignment, the restricted Damerau-Levenshtein distance).
 */
public final class EditDistance {

  private EditDistance() {}

  /**
   * The distance, or {@code limit + 1} where it is above the limit; the time is bounded by {@code
   * limit} times the shorter length.
   *
   * @param limit the largest distance of interest, at least 0
   */
  public static int between(String a, String b, int limit) {
    if (a.length() > b.length()) {
      return between(b, a, limit);
    }
    int above = limit + 1;
    if (b.length() - a.length() > limit) {
      return above;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = Math.min(j, above);
    }
    for (int i = 1; i <= a.length(); i++) {
      // Cells farther than the limit from the diagonal cannot be part of an answer.
      int from = Math.max(1, i - limit);
      int to = Math.min(b.length(), i + limit);
      Arrays.fill(row, above);
      if (i <= limit) {
        row[0] = i;
      }
      int best = row[0];
      for (int j = from; j <= to; j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = last[j - 1] + (same ? 0 : 1);
        cost = Math.min(cost, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = Math.min(cost, above);
        best = Math.min(best, row[j]);
      }
      if (best > limit) {
        return above;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
