package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Cancels what a statement is doing when its time is up, and keeps it from starting more. */
final class Deadline implements AutoCloseable {
  private final ScheduledFuture<?> cancel;
  private volatile boolean passed;

  Deadline(Statement sql, Duration time, ScheduledExecutorService timer) {
    cancel =
        timer.schedule(
            () -> {
              passed = true;
              try {
                sql.cancel();
              } catch (SQLException e) {
                // It has ended by itself.
                return;
              }
            },
            time.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** Whether the time is up. */
  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    cancel.cancel(false);
  }
}
