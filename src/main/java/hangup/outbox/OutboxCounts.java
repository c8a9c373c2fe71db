package hangup.outbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of posts since the start of this process. Thread-safe. */
public final class OutboxCounts {

  private final Map<PostState, LongAdder> digests = empty();
  private final Map<PostState, LongAdder> notices = empty();

  /** Nothing counted yet. */
  public OutboxCounts() {}

  /** Counts one that ended. */
  public void count(boolean digest, PostState outcome) {
    adder(digest, outcome).increment();
  }

  /**
   * How many ended so.
   *
   * @param digest of the digests; else of what belongs to no subscription
   */
  public long of(boolean digest, PostState outcome) {
    return adder(digest, outcome).sum();
  }

  private LongAdder adder(boolean digest, PostState outcome) {
    LongAdder adder = (digest ? digests : notices).get(outcome);
    if (adder == null) {
      throw new IllegalStateException("each state has a count");
    }
    return adder;
  }

  private static Map<PostState, LongAdder> empty() {
    Map<PostState, LongAdder> counts = new EnumMap<>(PostState.class);
    for (PostState state : PostState.values()) {
      counts.put(state, new LongAdder());
    }
    return counts;
  }
}
