package hangup.stats;

import java.util.Arrays;

/**
 * Sums of calls by time and dimensions: an open-addressing hash map over primitive arrays, so that
 * folding a call makes no garbage. Keys are compared in full, whatever their values.
 */
final class CellMap {
  /** Numbers in a key: time and the dimensions. */
  private static final int KEY = 6;

  private static final int EMPTY = -1;
  private static final int FIRST_CAPACITY = 1 << 10;

  private int[] slots;
  private int size;

  private int[] keys;
  private int[] calls;
  private int[] answers;
  private int[] pddCalls;
  private long[] talk;
  private long[] pdd;
  private long[] billed;
  private long[] fee;

  CellMap() {
    slots = emptySlots(FIRST_CAPACITY * 2);
    keys = new int[FIRST_CAPACITY * KEY];
    calls = new int[FIRST_CAPACITY];
    answers = new int[FIRST_CAPACITY];
    pddCalls = new int[FIRST_CAPACITY];
    talk = new long[FIRST_CAPACITY];
    pdd = new long[FIRST_CAPACITY];
    billed = new long[FIRST_CAPACITY];
    fee = new long[FIRST_CAPACITY];
  }

  int size() {
    return size;
  }

  /** The cell of a key, made with all sums 0 if there is none. */
  int cell(int time, int customer, int mapping, int routing, int reason, int endedBy) {
    int mask = slots.length - 1;
    int slot = hash(time, customer, mapping, routing, reason, endedBy) & mask;
    while (true) {
      int cell = slots[slot];
      if (cell == EMPTY) {
        break;
      }
      int k = cell * KEY;
      if (keys[k] == time
          && keys[k + 1] == customer
          && keys[k + 2] == mapping
          && keys[k + 3] == routing
          && keys[k + 4] == reason
          && keys[k + 5] == endedBy) {
        return cell;
      }
      slot = (slot + 1) & mask;
    }
    if (size == calls.length) {
      grow();
      return cell(time, customer, mapping, routing, reason, endedBy);
    }
    int cell = size++;
    slots[slot] = cell;
    int k = cell * KEY;
    keys[k] = time;
    keys[k + 1] = customer;
    keys[k + 2] = mapping;
    keys[k + 3] = routing;
    keys[k + 4] = reason;
    keys[k + 5] = endedBy;
    calls[cell] = 0;
    answers[cell] = 0;
    pddCalls[cell] = 0;
    talk[cell] = 0;
    pdd[cell] = 0;
    billed[cell] = 0;
    fee[cell] = 0;
    return cell;
  }

  void addCall(int cell, int talkSeconds, int pddMillis, int billedSeconds, long feeMicros) {
    calls[cell]++;
    if (talkSeconds > 0) {
      answers[cell]++;
      talk[cell] += talkSeconds;
    }
    if (pddMillis >= 0) {
      pdd[cell] += pddMillis;
      pddCalls[cell]++;
    }
    if (billedSeconds > 0) {
      billed[cell] += billedSeconds;
    }
    fee[cell] += feeMicros;
  }

  void addCell(int cell, CellMap from, int other) {
    calls[cell] += from.calls[other];
    answers[cell] += from.answers[other];
    pddCalls[cell] += from.pddCalls[other];
    talk[cell] += from.talk[other];
    pdd[cell] += from.pdd[other];
    billed[cell] += from.billed[other];
    fee[cell] += from.fee[other];
  }

  /** The cells before a time, oldest first. */
  int[] byTime(int before) {
    long[] order = new long[size];
    int count = 0;
    for (int cell = 0; cell < size; cell++) {
      if (time(cell) < before) {
        order[count++] = ((long) time(cell) << 32) | cell;
      }
    }
    Arrays.sort(order, 0, count);
    int[] cells = new int[count];
    for (int i = 0; i < count; i++) {
      cells[i] = (int) order[i];
    }
    return cells;
  }

  int newestTime() {
    int newest = Integer.MIN_VALUE;
    for (int cell = 0; cell < size; cell++) {
      newest = Math.max(newest, time(cell));
    }
    return newest;
  }

  int countBefore(int time) {
    int count = 0;
    for (int cell = 0; cell < size; cell++) {
      if (time(cell) < time) {
        count++;
      }
    }
    return count;
  }

  /** Forgets all cells before a time. */
  void keepFrom(int time) {
    int kept = 0;
    for (int cell = 0; cell < size; cell++) {
      if (time(cell) >= time) {
        System.arraycopy(keys, cell * KEY, keys, kept * KEY, KEY);
        calls[kept] = calls[cell];
        answers[kept] = answers[cell];
        pddCalls[kept] = pddCalls[cell];
        talk[kept] = talk[cell];
        pdd[kept] = pdd[cell];
        billed[kept] = billed[cell];
        fee[kept] = fee[cell];
        kept++;
      }
    }
    size = kept;
    Arrays.fill(slots, EMPTY);
    fillSlots();
  }

  int time(int cell) {
    return keys[cell * KEY];
  }

  int customer(int cell) {
    return keys[cell * KEY + 1];
  }

  int mapping(int cell) {
    return keys[cell * KEY + 2];
  }

  int routing(int cell) {
    return keys[cell * KEY + 3];
  }

  int reason(int cell) {
    return keys[cell * KEY + 4];
  }

  int endedBy(int cell) {
    return keys[cell * KEY + 5];
  }

  int calls(int cell) {
    return calls[cell];
  }

  int answers(int cell) {
    return answers[cell];
  }

  long talkSeconds(int cell) {
    return talk[cell];
  }

  long pddMillis(int cell) {
    return pdd[cell];
  }

  int pddCalls(int cell) {
    return pddCalls[cell];
  }

  long billedSeconds(int cell) {
    return billed[cell];
  }

  long feeMicros(int cell) {
    return fee[cell];
  }

  private void grow() {
    int capacity = calls.length * 2;
    keys = Arrays.copyOf(keys, capacity * KEY);
    calls = Arrays.copyOf(calls, capacity);
    answers = Arrays.copyOf(answers, capacity);
    pddCalls = Arrays.copyOf(pddCalls, capacity);
    talk = Arrays.copyOf(talk, capacity);
    pdd = Arrays.copyOf(pdd, capacity);
    billed = Arrays.copyOf(billed, capacity);
    fee = Arrays.copyOf(fee, capacity);
    slots = emptySlots(capacity * 2);
    fillSlots();
  }

  private void fillSlots() {
    int mask = slots.length - 1;
    for (int cell = 0; cell < size; cell++) {
      int slot =
          hash(
                  time(cell),
                  customer(cell),
                  mapping(cell),
                  routing(cell),
                  reason(cell),
                  endedBy(cell))
              & mask;
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = cell;
    }
  }

  private static int[] emptySlots(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  private static int hash(
      int time, int customer, int mapping, int routing, int reason, int endedBy) {
    long h = Mix.step(time, customer);
    h = Mix.step(h, ((long) mapping << 32) ^ routing);
    h = Mix.step(h, ((long) reason << 32) ^ (endedBy & 0xffffffffL));
    return (int) (h >>> 20);
  }
}
