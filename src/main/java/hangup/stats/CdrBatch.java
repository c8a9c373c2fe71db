package hangup.stats;

/** Calls as columns of numbers, on their way from the thread that reads to the one that stores. */
final class CdrBatch {
  static final int CAPACITY = 1 << 17;

  final long[] id = new long[CAPACITY];

  /** Whether {@link #id} is the CDR's own, or a hash of its contents. */
  final boolean[] hasId = new boolean[CAPACITY];

  /** UTC epoch minute of the start. */
  final int[] minute = new int[CAPACITY];

  final int[] customer = new int[CAPACITY];
  final int[] mapping = new int[CAPACITY];
  final int[] routing = new int[CAPACITY];
  final int[] reason = new int[CAPACITY];
  final byte[] endedBy = new byte[CAPACITY];
  final int[] talkSeconds = new int[CAPACITY];
  final int[] pddMillis = new int[CAPACITY];
  final int[] billedSeconds = new int[CAPACITY];

  /** In millionths, as sums of doubles would depend on the order. */
  final long[] feeMicros = new long[CAPACITY];

  /** Set for the rows that count already. */
  final boolean[] duplicate = new boolean[CAPACITY];

  /** Those that go into the index of failed calls. */
  final FailedBatch failed = new FailedBatch();

  int size;
  int withoutId;

  boolean isFull() {
    return size == CAPACITY;
  }

  int day(int row) {
    return minute[row] / 1440;
  }

  void clear() {
    size = 0;
    failed.clear();
    withoutId = 0;
  }
}
