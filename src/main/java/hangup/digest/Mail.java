package hangup.digest;

import hangup.outbox.Outbox;
import hangup.outbox.Post;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts posts into the outbox and sees that they are sent. Thread-safe. */
final class Mail {

  private static final Logger log = LoggerFactory.getLogger(Mail.class);

  private final StateDatabase database;
  private final Outbox outbox;
  private final Jobs jobs;
  private final Clock clock;

  Mail(StateDatabase database, Outbox outbox, Jobs jobs, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Posts something by itself; false if that was posted already. */
  boolean post(Post post) {
    Optional<Long> id = database.write(handle -> put(handle, post));
    id.ifPresent(this::send);
    return id.isPresent();
  }

  /** Keeps a post; {@link #send} is to follow when that is committed. Empty if it is there. */
  Optional<Long> put(Handle handle, Post post) {
    return outbox.put(handle, post);
  }

  /** Sees that a kept post is sent. */
  void send(long id) {
    jobs.ensure(Outbox.JOB, Long.toString(id), clock.instant());
  }

  /** Sees that a job runs, not before a moment. */
  void later(String job, String id, Instant at) {
    jobs.ensure(job, id, at);
  }

  /**
   * Posts at once, without a job, which would come too late; another process may send it if this
   * one does not get to it.
   *
   * @return completes when that was tried
   */
  CompletableFuture<Void> now(Post post) {
    Optional<Long> id = database.write(handle -> put(handle, post));
    return id.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(
            () -> {
              var unused = outbox.deliver(id.get());
            },
            task -> {
              Thread thread = new Thread(task, "hangup-last-post");
              thread.setDaemon(true);
              thread.start();
            });
  }

  /** Waits for what {@link #now} began. */
  static void await(CompletableFuture<Void> posting, Duration atMost) {
    try {
      posting.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      log.warn("A last notice could not be sent: {}", e.toString());
    }
  }
}
