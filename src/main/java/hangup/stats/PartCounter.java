package hangup.stats;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the rows that are appended to one rollup table by the hour, and how many of them could be
 * merged with rows that stood there before, because they are about the same minute.
 */
final class PartCounter {
  /** No part with fewer rows to merge is fragmented. */
  static final int MANY = 3_000;

  private static final int MANY_WHILE_GROWING = 24_000;

  /**
   * What one hour has in one table.
   *
   * @param rows rows that were added
   * @param again those of them that were added to a minute which had rows before
   * @param minutes the minutes that have rows, a bit each; for coarser tables those they begin with
   */
  record Part(long rows, long again, long minutes) {

    /** Both together, where the other was added later. */
    Part then(Part later) {
      int minutesOfLater = Long.bitCount(later.minutes);
      long overlap =
          minutesOfLater == 0
              ? 0
              : later.rows * Long.bitCount(minutes & later.minutes) / minutesOfLater;
      return new Part(
          rows + later.rows, again + Math.max(later.again, overlap), minutes | later.minutes);
    }

    /**
     * Whether so many rows could be merged that it pays.
     *
     * @param growing whether more is likely to come soon: then every merge is soon to do again
     */
    boolean isFragmented(boolean growing) {
      return again >= (growing ? MANY_WHILE_GROWING : MANY) && again * 5 >= rows * 2;
    }
  }

  private final String table;
  private final Grain grain;
  private final TreeMap<Integer, Part> hours = new TreeMap<>();
  private int currentHour = Integer.MIN_VALUE;
  private long rows;
  private long again;
  private long minutes;
  private long before;

  PartCounter(String table, Grain grain) {
    this.table = table;
    this.grain = grain;
  }

  String table() {
    return table;
  }

  Grain grain() {
    return grain;
  }

  SortedMap<Integer, Part> hours() {
    return hours;
  }

  /** Counts a row; those of one flush come oldest first. */
  void row(int time) {
    int hour = time * grain.minutes / 60;
    if (hour != currentHour) {
      endHour();
      currentHour = hour;
      Part part = hours.get(hour);
      before = part == null ? 0 : part.minutes();
    }
    long bit = 1L << (time * grain.minutes % 60);
    rows++;
    minutes |= bit;
    if ((before & bit) != 0) {
      again++;
    }
  }

  /** Ends a flush: what it wrote is there before the next. */
  void flushed() {
    endHour();
  }

  private void endHour() {
    if (rows > 0) {
      hours.merge(
          currentHour,
          new Part(rows, again, minutes),
          (old, added) ->
              new Part(
                  old.rows + added.rows, old.again + added.again, old.minutes | added.minutes));
    }
    rows = 0;
    again = 0;
    minutes = 0;
    currentHour = Integer.MIN_VALUE;
  }
}
