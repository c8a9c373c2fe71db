package hangup.state;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that survive restarts: each kind runs for ids, at its time, on one of the processes that
 * share the database. A job whose process died is run again by another, or by the next.
 * Thread-safe.
 */
public final class Jobs implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Jobs.class);

  /** Most of them wait for a platform's answer, or for its rates. */
  private static final int THREADS = 24;

  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);

  private final StateDatabase database;
  private final Pace pace;
  private final Clock clock;
  private final SchedulerClient client;
  private final List<Task<?>> tasks = new ArrayList<>();
  private @Nullable Scheduler scheduler;
  private volatile @Nullable Instant looked;

  /** What is done for an id. */
  @FunctionalInterface
  public interface Job {
    /** Does it; returns when to do it again, or empty when that is all. */
    Optional<Instant> run(String id);
  }

  /**
   * How soon things are noticed.
   *
   * @param poll how often it is looked for what is due
   * @param heartbeat how often a process says that it lives; after four missed, its jobs are run by
   *     another
   */
  public record Pace(Duration poll, Duration heartbeat) {
    public static final Pace NORMAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  /** Runs nothing yet. */
  public Jobs(StateDatabase database, Pace pace, Clock clock) {
    this.database = database;
    this.pace = pace;
    this.clock = clock;
    this.client =
        SchedulerClient.Builder.create(database.dataSource())
            .jdbcCustomization(SchedulerTimes.of(database.isShared()))
            .build();
  }

  /**
   * Says what is done for a kind of job; to be called before {@link #start}.
   *
   * @param kind 1 to 100 characters
   */
  public void register(String kind, Job job) {
    tasks.add(
        Tasks.custom(kind, Void.class)
            .onFailure(
                (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(AFTER_FAILURE)))
            // By itself it would take the system's clock.
            .onDeadExecution(
                (complete, operations) -> operations.reschedule(complete, clock.instant()))
            .execute((instance, context) -> run(kind, job, instance.getId())));
  }

  private static CompletionHandler<Void> run(String kind, Job job, String id) {
    Optional<Instant> next;
    try {
      next = job.run(id);
    } catch (RuntimeException e) {
      log.error("The job {} {} failed; it will be tried again", kind, id, e);
      throw e;
    }
    return new CompletionHandler<>() {
      @Override
      public void complete(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (next.isPresent()) {
          operations.reschedule(complete, next.get());
        } else {
          operations.remove();
        }
      }
    };
  }

  /** When it was looked last for what is due; empty before the first time. */
  public Optional<Instant> lastLook() {
    return Optional.ofNullable(looked);
  }

  private final class LookListener extends AbstractSchedulerListener {
    @Override
    public void onSchedulerEvent(SchedulerEventType event) {
      if (event == SchedulerEventType.RAN_EXECUTE_DUE) {
        looked = clock.instant();
      }
    }
  }

  /** The tasks, for a scheduler that a test steps through time. */
  List<Task<?>> tasks() {
    return tasks;
  }

  /** Begins to run what is due. */
  public synchronized void start() {
    var builder =
        Scheduler.create(database.dataSource(), tasks)
            .clock(clock::instant)
            .threads(THREADS)
            .pollingInterval(pace.poll())
            .heartbeatInterval(pace.heartbeat())
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .jdbcCustomization(SchedulerTimes.of(database.isShared()))
            .failureLogging(LogLevel.WARN, false)
            .addSchedulerListener(new LookListener())
            .shutdownMaxWait(STOP_WITHIN);
    if (database.isShared()) {
      builder.pollUsingLockAndFetch(0.5, 1.0);
    } else {
      builder.pollUsingFetch(0.5, 3.0);
    }
    Scheduler started = builder.build();
    scheduler = started;
    started.start();
  }

  /**
   * Sees that a job runs: at that time, unless it has a time already.
   *
   * @throws StateException if the database cannot be used now
   */
  public void ensure(String kind, String id, Instant at) {
    guarded(() -> client.scheduleIfNotExists(instance(kind, id), at));
  }

  /**
   * Gives a job a time, in place of the one it had.
   *
   * @throws StateException if the database cannot be used now
   */
  public void at(String kind, String id, Instant at) {
    guarded(
        () -> {
          TaskInstanceId key = TaskInstanceId.of(kind, id);
          if (client.scheduleIfNotExists(instance(kind, id), at)) {
            return true;
          }
          try {
            return client.reschedule(key, at);
          } catch (com.github.kagkarlsson.scheduler.exceptions
                  .TaskInstanceCurrentlyExecutingException
              | com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException e) {
            // It decides its next time itself when it ends.
            return false;
          }
        });
  }

  /** When a job runs next; empty if it has no time. */
  public Optional<Instant> next(String kind, String id) {
    return guarded(
        () ->
            client
                .getScheduledExecution(TaskInstanceId.of(kind, id))
                .map(execution -> execution.getExecutionTime()));
  }

  private interface Call<T> {
    @Nullable T make();
  }

  @SuppressWarnings("NullAway") // returns what it is given
  private <T> T guarded(Call<T> call) {
    try {
      return call.make();
    } catch (com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException e) {
      throw database.explain(e);
    }
  }

  private static TaskInstance<Void> instance(String kind, String id) {
    return new TaskInstance<>(kind, id);
  }

  /** Lets what is running finish for some seconds. */
  @Override
  public synchronized void close() {
    Scheduler running = scheduler;
    if (running != null) {
      running.stop();
      scheduler = null;
    }
  }
}
