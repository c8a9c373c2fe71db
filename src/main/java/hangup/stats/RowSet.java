package hangup.stats;

import java.util.Arrays;

/** Finds the rows of a batch that repeat the day and id of an earlier row of it. */
final class RowSet {
  private static final int EMPTY = -1;

  private final int[] slots = new int[CdrBatch.CAPACITY * 2];

  void clear() {
    Arrays.fill(slots, EMPTY);
  }

  /** Adds a row; false if an earlier one has its day and id. */
  boolean add(CdrBatch batch, int row) {
    int mask = slots.length - 1;
    long id = batch.id[row];
    int day = batch.day(row);
    int slot = (int) (Mix.step(day, id) >>> 20) & mask;
    while (slots[slot] != EMPTY) {
      int other = slots[slot];
      if (batch.id[other] == id && batch.day(other) == day) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = row;
    return true;
  }
}
