package hangup.stats;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a store tidy in a thread of its own, until it is closed. */
public final class Tidying implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Tidying.class);

  /** So long at once, so that other processes get the file in between. */
  private static final Duration AT_ONCE = Duration.ofMillis(300);

  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final Duration NEXT = Duration.ofMinutes(10);

  private final RollupStore store;
  private final Retention retention;
  private final Thread thread;
  private volatile boolean ending;

  public Tidying(RollupStore store, Retention retention) {
    this.store = store;
    this.retention = retention;
    this.thread = new Thread(this::run, "hangup-tidy");
    thread.setDaemon(true);
  }

  /** Begins; returns at once. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ending) {
        // At first, who asks and who follows goes before.
        TimeUnit.MILLISECONDS.sleep((more() ? BETWEEN : NEXT).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean more() {
    try {
      return store.tidy(retention, AT_ONCE);
    } catch (StatsUnavailableException e) {
      log.info("The statistics were not tidied: {}", e.getMessage());
      return false;
    }
  }

  /** Ends after the step that is being done. */
  @Override
  public void close() {
    ending = true;
    thread.interrupt();
  }
}
