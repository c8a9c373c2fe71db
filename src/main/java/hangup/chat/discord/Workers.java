package hangup.chat.discord;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread for each question that is being answered, so that a slow one delays no other; idle ones
 * end after a while.
 */
final class Workers {

  private final int most;
  private final Semaphore free;
  private final ThreadPoolExecutor pool;
  private final AtomicInteger names = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * @param most how many questions may be answered at a time
   */
  Workers(int most) {
    this.most = most;
    free = new Semaphore(most);
    pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            20,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              // A small stack: hundreds of slow questions shall not take much memory.
              Thread thread =
                  new Thread(null, task, "discord-" + names.incrementAndGet(), 512L << 10);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether one more may be answered; then {@link #run} must follow. */
  boolean reserve() {
    return !stopping && free.tryAcquire();
  }

  boolean stopping() {
    return stopping;
  }

  /** Runs a task in a reserved place. */
  void run(Runnable task) {
    pool.execute(
        () -> {
          try {
            task.run();
          } finally {
            free.release();
          }
        });
  }

  /** Takes no more, and waits for what runs; whether all ended in time. */
  boolean finish(Duration atMost) throws InterruptedException {
    stopping = true;
    return free.tryAcquire(most, atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  void interrupt() {
    pool.shutdownNow();
  }
}
