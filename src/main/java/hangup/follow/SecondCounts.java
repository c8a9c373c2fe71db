package hangup.follow;

import hangup.cdr.CdrSource.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many rows were read of each second of the window. */
final class SecondCounts {
  static final long SECOND = 1000;

  private final TreeMap<Long, Long> rows = new TreeMap<>();

  void add(long placeMs) {
    rows.merge(second(placeMs), 1L, Long::sum);
  }

  static long second(long placeMs) {
    return Math.floorDiv(placeMs, SECOND) * SECOND;
  }

  /** Forgets the seconds of a range, which begins and ends with a whole one. */
  void clear(Range range) {
    rows.subMap(range.fromMs(), range.toMs()).clear();
  }

  /**
   * Where the source has another number of rows than were read.
   *
   * @param range whole seconds
   * @param now rows of the source by second
   */
  List<Range> differing(Range range, SortedMap<Long, Long> now) {
    TreeMap<Long, Long> differing = new TreeMap<>();
    rows.subMap(range.fromMs(), range.toMs())
        .forEach(
            (second, count) -> {
              if (!count.equals(now.getOrDefault(second, 0L))) {
                differing.put(second, count);
              }
            });
    now.forEach(
        (second, count) -> {
          if (!rows.containsKey(second)) {
            differing.put(second, count);
          }
        });
    List<Range> ranges = new ArrayList<>();
    for (long second : differing.keySet()) {
      Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && last.toMs() == second) {
        ranges.set(ranges.size() - 1, new Range(last.fromMs(), second + SECOND));
      } else {
        ranges.add(new Range(second, second + SECOND));
      }
    }
    return ranges;
  }

  /** Takes out the seconds before a moment. */
  SortedMap<Long, Long> takeBefore(long placeMs) {
    SortedMap<Long, Long> old = rows.headMap(placeMs);
    SortedMap<Long, Long> taken = new TreeMap<>(old);
    old.clear();
    return taken;
  }
}
