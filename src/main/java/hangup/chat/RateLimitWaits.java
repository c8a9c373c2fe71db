package hangup.chat;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often and how long a platform made us wait, since the start. Thread-safe. */
public final class RateLimitWaits {

  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /** The platform asked for a wait. */
  public void waited(Duration time) {
    count.increment();
    nanos.add(time.toNanos());
  }

  public long count() {
    return count.sum();
  }

  /** All waits together, in nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }
}
