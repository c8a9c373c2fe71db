package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Cancels what a statement is doing when its time is up, and keeps it from starting more. */
final class Deadline implements AutoCloseable {
  private final ScheduledFuture<?> cancel;
  private final LongSupplier nanoTime;
  private final long end;

  Deadline(Statement sql, Duration time, ScheduledExecutorService timer, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + time.toNanos();
    cancel =
        timer.schedule(
            () -> {
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
    return nanoTime.getAsLong() - end >= 0;
  }

  @Override
  public void close() {
    cancel.cancel(false);
  }
}
