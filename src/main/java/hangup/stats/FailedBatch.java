package hangup.stats;

import hangup.cdr.Cdr;
import java.util.Arrays;

/** What the index of failed calls keeps of the calls of a {@link CdrBatch}; empty if nothing. */
final class FailedBatch {
  int[] row = {};
  long[] startMs = {};
  long[] placeMs = {};
  long[] caller = {};
  long[] callee = {};
  int[] callerRest = {};
  int[] calleeRest = {};
  int size;

  void add(Cdr cdr, long place, int batchRow, PartialNumber numbers) {
    if (size == row.length) {
      grow(Math.max(1024, size * 2));
    }
    row[size] = batchRow;
    startMs[size] = cdr.startMs();
    placeMs[size] = place;
    caller[size] = numbers.shown(cdr.caller());
    callee[size] = numbers.shown(cdr.callee());
    callerRest[size] = numbers.rest(cdr.caller());
    calleeRest[size] = numbers.rest(cdr.callee());
    size++;
  }

  private void grow(int capacity) {
    row = Arrays.copyOf(row, capacity);
    startMs = Arrays.copyOf(startMs, capacity);
    placeMs = Arrays.copyOf(placeMs, capacity);
    caller = Arrays.copyOf(caller, capacity);
    callee = Arrays.copyOf(callee, capacity);
    callerRest = Arrays.copyOf(callerRest, capacity);
    calleeRest = Arrays.copyOf(calleeRest, capacity);
  }

  void clear() {
    size = 0;
  }
}
