package hangup.reply;

import java.util.List;
import java.util.Optional;

/**
 * The figures of a chart, not yet drawn: bars stacked by series over labelled buckets, and at most
 * one line to compare with.
 *
 * @param altText the chart in words, for those who cannot see it
 * @param buckets the labels of the x-axis, oldest first, for example {@code 09:00}
 * @param stacked the bars, most important first; each has one value for each bucket
 * @param line a line over the bars, for example the day before
 */
public record Chart(
    String title,
    String altText,
    List<String> buckets,
    List<Series> stacked,
    Optional<Series> line) {

  public Chart {
    buckets = List.copyOf(buckets);
    stacked = List.copyOf(stacked);
    for (Series series : stacked) {
      requireLength(series, buckets.size());
    }
    if (line.isPresent()) {
      requireLength(line.get(), buckets.size());
    }
  }

  /** One named row of values. */
  public record Series(String name, List<Long> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  private static void requireLength(Series series, int length) {
    if (series.values().size() != length) {
      throw new IllegalArgumentException(
          series.name() + " has " + series.values().size() + " values for " + length + " buckets");
    }
  }
}
