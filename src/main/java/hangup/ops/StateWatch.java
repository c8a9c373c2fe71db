package hangup.ops;

import hangup.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the bot's own database answers, and what waits in the outbox: so
 * whoever asks about either waits for nothing. Thread-safe.
 */
public final class StateWatch implements HealthCheck, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StateWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** Longer than the longest look: a connection is waited for 10 s, an answer 60 s. */
  private static final Duration SILENT = Duration.ofSeconds(90);

  private final Supplier<Outbox.Depth> outbox;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "hangup-state-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Seen seen;

  /**
   * @param wellAt when the database answered last
   * @param failing whether it did not since
   */
  private record Seen(Outbox.Depth depth, Instant wellAt, boolean failing, String why) {}

  /**
   * Looks once.
   *
   * @param outbox what waits now; fails while the database does
   */
  public StateWatch(Supplier<Outbox.Depth> outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
    this.seen = new Seen(Outbox.Depth.NONE, clock.instant(), false, "");
    sample();
  }

  /** Begins to look every few seconds. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::sample, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void sample() {
    try {
      seen = new Seen(outbox.get(), clock.instant(), false, "");
    } catch (RuntimeException e) {
      Seen before = seen;
      String why = Redaction.line(String.valueOf(e.getMessage()));
      if (!before.failing()) {
        log.warn("The bot's own database cannot be used: {}", why);
      }
      seen = new Seen(before.depth(), before.wellAt(), true, why);
    }
  }

  /** How many posts wait, as of the last look. */
  public long waiting() {
    return seen.depth().waiting();
  }

  /** How long the oldest of them has waited; zero if none waits. */
  public Duration oldest() {
    return seen.depth()
        .oldest()
        .map(since -> Duration.between(since, clock.instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  @Override
  public String name() {
    return "state store";
  }

  /** Without it questions are still answered, but nothing is posted or kept. */
  @Override
  public HealthPart look() {
    Seen last = seen;
    long age = Math.max(0, Duration.between(last.wellAt(), clock.instant()).toSeconds());
    if (last.failing()) {
      return HealthPart.degraded(name(), last.why() + ", for " + age + " s");
    }
    if (age > SILENT.toSeconds()) {
      return HealthPart.degraded(name(), "has not answered for " + age + " s");
    }
    return HealthPart.up(
        name(), "answered " + age + " s ago; " + last.depth().waiting() + " posts wait");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
