package hangup.chat.telegram;

import hangup.chat.RateLimitWaits;
import java.util.concurrent.atomic.LongAdder;

/** What happened since the start, for metrics. Thread-safe. */
public final class Counters {

  final LongAdder plainTextResends = new LongAdder();
  final LongAdder floods = new LongAdder();
  final RateLimitWaits waits = new RateLimitWaits();
  final LongAdder duplicates = new LongAdder();
  final LongAdder stale = new LongAdder();
  final LongAdder turnedAway = new LongAdder();
  final LongAdder unreadable = new LongAdder();

  Counters() {}

  /** Messages whose markup Telegram refused and that were sent as plain text. */
  public long plainTextResends() {
    return plainTextResends.sum();
  }

  /** Times Telegram told us to slow down. */
  public long floods() {
    return floods.sum();
  }

  /** Updates that were delivered more than once. */
  public long duplicates() {
    return duplicates.sum();
  }

  /** Commands that were too old to answer. */
  public long stale() {
    return stale.sum();
  }

  /** Questions that were not answered because too many waited. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  /** Updates that the client library could not read. */
  public long unreadable() {
    return unreadable.sum();
  }
}
