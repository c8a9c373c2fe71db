package hangup.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where calls of a kind pile up in time. A bucket is hot when it has clearly more of them than its
 * traffic explains: more than three times the expected number, and four standard deviations (of a
 * Poisson count) and two above it. Expected is the median share in the traffic, so that the daily
 * curve alone makes nothing hot. Hot buckets with at most two others between belong together; the
 * onset is where most lie above the expected.
 *
 * @param first index of the first bucket
 * @param end index behind the last bucket
 * @param calls calls of the kind in it
 * @param usual calls of the kind that its traffic explains
 */
record Onset(int first, int end, long calls, double usual) {

  private static final int GAP = 2;

  /**
   * Finds the onset.
   *
   * @param counts calls of the kind in each bucket
   * @param traffic all calls in each bucket
   * @return nothing where no bucket is hot
   */
  static Optional<Onset> find(long[] counts, long[] traffic) {
    double share = medianShare(counts, traffic);
    Optional<Onset> best = Optional.empty();
    double most = 0;
    int i = 0;
    while (i < counts.length) {
      if (!hot(counts[i], share * traffic[i])) {
        i++;
        continue;
      }
      int first = i;
      int end = i + 1;
      for (int j = end; j < counts.length && j - end <= GAP; j++) {
        if (hot(counts[j], share * traffic[j])) {
          end = j + 1;
        }
      }
      long calls = Arrays.stream(counts, first, end).sum();
      double usual = share * Arrays.stream(traffic, first, end).sum();
      if (calls - usual > most) {
        most = calls - usual;
        best = Optional.of(new Onset(first, end, calls, usual));
      }
      i = end;
    }
    return best;
  }

  private static boolean hot(long count, double expected) {
    return count > expected + Math.max(2 * expected, 4 * Math.sqrt(expected) + 2);
  }

  private static double medianShare(long[] counts, long[] traffic) {
    double[] shares = new double[counts.length];
    int known = 0;
    for (int i = 0; i < counts.length; i++) {
      if (traffic[i] > 0) {
        shares[known++] = (double) counts[i] / traffic[i];
      }
    }
    if (known == 0) {
      return 0;
    }
    Arrays.sort(shares, 0, known);
    return shares[known / 2];
  }
}
