package hangup.stats;

import java.util.Arrays;

/** How often each number was seen: an open-addressing hash map without boxing. */
final class LongCounts {
  private long[] keys;
  private int[] counts;
  private int size;

  LongCounts(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected)) * 4;
    keys = new long[capacity];
    counts = new int[capacity];
  }

  void clear() {
    Arrays.fill(counts, 0);
    size = 0;
  }

  /** Adds to a number's count, which must become more than 0, and returns what it was before. */
  int add(long key, int times) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key);
    int before = counts[slot];
    if (before == 0) {
      keys[slot] = key;
      size++;
    }
    counts[slot] = before + times;
    return before;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (Mix.finish(key) >>> 20) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
