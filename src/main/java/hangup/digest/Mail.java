package hangup.digest;

import hangup.outbox.Outbox;
import hangup.outbox.Post;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import java.time.Clock;
import java.util.Optional;

/** Puts posts into the outbox and sees that they are sent. Thread-safe. */
final class Mail {

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
    Optional<Long> id = database.write(handle -> outbox.put(handle, post));
    id.ifPresent(this::send);
    return id.isPresent();
  }

  /** Sees that a kept post is sent. */
  void send(long id) {
    jobs.ensure(Outbox.JOB, Long.toString(id), clock.instant());
  }
}
