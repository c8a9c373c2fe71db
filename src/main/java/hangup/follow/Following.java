package hangup.follow;

import hangup.cdr.CdrSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows several sources, each in a thread of its own, until it is closed. */
public final class Following implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Following.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final List<SourceFollower> followed;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean started;
  private volatile boolean ending;

  /** A database and who follows it. */
  public record Followed(CdrSource source, Follower follower) implements SourceFollower {
    @Override
    public FollowState state() {
      return follower.state();
    }

    @Override
    public Duration step() {
      return follower.step();
    }

    @Override
    public void cancel() {
      source.cancel();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  public Following(List<? extends SourceFollower> followed) {
    this.followed = List.copyOf(followed);
  }

  /** Begins; returns at once. */
  public synchronized void start() {
    started = true;
    for (SourceFollower one : followed) {
      Thread thread = new Thread(() -> follow(one), "hangup-follow-" + one.state().source());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** How each source goes, in the order of the settings. */
  public List<FollowState> states() {
    return followed.stream().map(SourceFollower::state).toList();
  }

  /**
   * As {@link #states}; none before the start, when another process may be the one that follows.
   */
  public List<FollowState> running() {
    return started ? states() : List.of();
  }

  private void follow(SourceFollower one) {
    try {
      while (!ending) {
        Duration wait = one.step();
        if (!ending) {
          TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        }
      }
    } catch (InterruptedException e) {
      log.debug("Source {}: following ends", one.state().source());
      Thread.currentThread().interrupt();
    }
  }

  /** Ends following and closes the sources. What was not committed is read again next time. */
  @Override
  public synchronized void close() {
    ending = true;
    followed.forEach(SourceFollower::cancel);
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    long deadline = System.nanoTime() + LONGEST_END.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    followed.forEach(SourceFollower::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
