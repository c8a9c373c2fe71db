package hangup.chat.discord;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Spaces out what nobody asked for just now. Discord allows a bot 50 requests in a second
 * (documentation, "Global Rate Limit"); some of them are left to answers. Thread-safe.
 */
final class PostPace {

  static final int PER_SECOND = 40;

  private final long gap = Duration.ofSeconds(1).toNanos() / PER_SECOND;
  private final LongSupplier nanoTime;
  private long next;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  PostPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /** Waits until so many messages may be posted. */
  void await(int messages) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(reserve(messages));
  }

  /** Takes the next places; how long to wait for them, in ns. */
  synchronized long reserve(int messages) {
    long now = nanoTime.getAsLong();
    long wait = Math.max(0, next - now);
    next = now + wait + gap * messages;
    return wait;
  }
}
