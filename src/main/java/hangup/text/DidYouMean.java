package hangup.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The words that somebody most likely meant who wrote one that does not exist. */
public final class DidYouMean {

  /** More slips than this make another word, however long it is. */
  private static final int MOST_SLIPS = 3;

  private static final int NONE = Integer.MAX_VALUE;

  private DidYouMean() {}

  private record Scored(String word, int score, int order) {}

  /**
   * The candidates near the word, nearest first; among equals, in the order given. Case, spaces,
   * punctuation and diacritics do not count; a word that begins a candidate is near it.
   *
   * @param max how many at most
   */
  public static List<String> among(String word, Collection<String> candidates, int max) {
    String wanted = Fold.compact(word);
    if (wanted.isEmpty()) {
      return List.of();
    }
    int limit = slips(wanted.length());
    List<Scored> near = new ArrayList<>();
    int order = 0;
    for (String candidate : candidates) {
      String known = Fold.compact(candidate);
      int score = score(wanted, known, limit);
      if (score != NONE) {
        near.add(new Scored(candidate, score, order));
      }
      order++;
    }
    near.sort(Comparator.comparingInt(Scored::score).thenComparingInt(Scored::order));
    return near.stream().limit(max).map(Scored::word).toList();
  }

  /** The nearest candidate, or nothing where none is near. */
  public static Optional<String> best(String word, Collection<String> candidates) {
    return among(word, candidates, 1).stream().findFirst();
  }

  /** How many slips a word of this length may hold and still be recognised. */
  public static int slips(int length) {
    if (length <= 2) {
      return 0;
    }
    return length <= 4 ? 1 : length <= 7 ? 2 : MOST_SLIPS;
  }

  private static int score(String wanted, String known, int limit) {
    if (wanted.equals(known)) {
      return 0;
    }
    int score = NONE;
    int distance = EditDistance.between(wanted, known, limit);
    if (distance <= limit) {
      // The first letter is rarely the wrong one.
      boolean sameStart = !known.isEmpty() && wanted.charAt(0) == known.charAt(0);
      score = distance * 10 + (sameStart ? 0 : 5);
    }
    boolean begun = wanted.length() >= 2 && known.startsWith(wanted);
    return begun ? Math.min(score, 12) : score;
  }
}
