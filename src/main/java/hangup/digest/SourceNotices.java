package hangup.digest;

import hangup.follow.FollowState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the admins of sources that cannot be read, of those that can be read again, and of what is
 * to be mended. A source that is back within a minute is not worth a message.
 */
public final class SourceNotices implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SourceNotices.class);
  private static final Duration WORTH_TELLING = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Supplier<List<FollowState>> sources;
  private final AdminNotices notices;
  private final Clock clock;
  private final Set<String> well = ConcurrentHashMap.newKeySet();
  private final Map<String, List<String>> told = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "hangup-source-notices");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Looks at nothing yet.
   *
   * @param sources how each source is being read now
   */
  public SourceNotices(Supplier<List<FollowState>> sources, AdminNotices notices, Clock clock) {
    this.sources = sources;
    this.notices = notices;
    this.clock = clock;
  }

  /** Begins to look every few seconds. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::lookSafely, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      // A timer that throws would never look again.
      log.error("Cannot look after the sources", e);
    }
  }

  void look() {
    for (FollowState state : sources.get()) {
      state.warnings().ifPresent(warnings -> warn(state.source(), warnings));
      if (state.problem().isEmpty()) {
        if (state.asOf().isPresent() && well.add(state.source())) {
          notices.sourceBack(state.source());
        }
      } else if (state.failingSince().filter(this::longEnough).isPresent()) {
        well.remove(state.source());
        notices.sourceDown(state.source(), state.problem().get());
      }
    }
  }

  private void warn(String source, List<String> warnings) {
    if (!warnings.equals(told.put(source, warnings))) {
      notices.sourceWarnings(source, warnings);
    }
  }

  private boolean longEnough(Instant since) {
    return !clock.instant().isBefore(since.plus(WORTH_TELLING));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
