package hangup.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * When failures began to pile up. A time bucket is hot when it has clearly more failures than its
 * traffic explains: more than three times the expected number, and four standard deviations (of a
 * Poisson count) and two above it. Expected is the median share of failures in the traffic, so that
 * the daily curve alone makes nothing hot. Hot buckets with at most two others between belong
 * together; the incident is where most failures lie.
 *
 * @param first index of the first bucket
 * @param end index behind the last bucket
 * @param lasting whether it lasts to the end
 */
record Onset(int first, int end, boolean lasting) {

  private static final int GAP = 2;

  /**
   * Finds the incident.
   *
   * @param failures for each bucket
   * @param calls all calls, for the same buckets
   * @return nothing where failures are spread, or were there from the start
   */
  static Optional<Onset> find(long[] failures, long[] calls) {
    double usual = medianShare(failures, calls);
    long total = Arrays.stream(failures).sum();
    Optional<Onset> best = Optional.empty();
    long most = 0;
    int i = 0;
    while (i < failures.length) {
      if (!hot(failures[i], usual * calls[i])) {
        i++;
        continue;
      }
      int first = i;
      int end = i + 1;
      for (int j = end; j < failures.length && j - end <= GAP; j++) {
        if (hot(failures[j], usual * calls[j])) {
          end = j + 1;
        }
      }
      long sum = Arrays.stream(failures, first, end).sum();
      if (sum > most) {
        most = sum;
        best = Optional.of(new Onset(first, end, end >= failures.length - 1));
      }
      i = end;
    }
    long needed = Math.max(Thresholds.ONSET_CALLS, Math.round(total * Thresholds.ONSET_SHARE));
    return most < needed ? Optional.empty() : best.filter(onset -> onset.first > 0);
  }

  private static boolean hot(long failures, double expected) {
    return failures > expected + Math.max(2 * expected, 4 * Math.sqrt(expected) + 2);
  }

  private static double medianShare(long[] failures, long[] calls) {
    double[] shares = new double[failures.length];
    int known = 0;
    for (int i = 0; i < failures.length; i++) {
      if (calls[i] > 0) {
        shares[known++] = (double) failures[i] / calls[i];
      }
    }
    if (known == 0) {
      return 0;
    }
    Arrays.sort(shares, 0, known);
    return shares[known / 2];
  }
}
