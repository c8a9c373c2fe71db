package hangup.ops;

import hangup.follow.FollowState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a source of CDRs is read and how old the figures are. A source that fails makes the bot
 * less useful, never unready: what the catalogue has and what was read before is still answered.
 */
public final class SourceHealth implements HealthCheck {

  /** Figures older than this are worth telling. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  private final String source;
  private final Supplier<FollowState> state;
  private final Clock clock;
  private final Duration fresh;

  /**
   * Watches one source.
   *
   * @param fresh figures older than this are no longer well
   */
  public SourceHealth(String source, Supplier<FollowState> state, Clock clock, Duration fresh) {
    this.source = source;
    this.state = state;
    this.clock = clock;
    this.fresh = fresh;
  }

  @Override
  public String name() {
    return "source " + source;
  }

  @Override
  public HealthPart look() {
    FollowState now = state.get();
    if (now.problem().isPresent()) {
      return HealthPart.degraded(
          name(), Redaction.line(now.problem().get()) + failingSince(now) + age(now));
    }
    if (now.asOf().isEmpty()) {
      return HealthPart.degraded(name(), "nothing read yet");
    }
    if (!now.isBackfilled()) {
      return HealthPart.degraded(
          name(),
          "read "
              + now.daysRead()
              + " of "
              + now.daysWanted()
              + (now.folder().isPresent() ? " files" : " past days")
              + age(now));
    }
    return lag(now, clock).compareTo(fresh) > 0
        ? HealthPart.degraded(name(), "behind" + age(now))
        : HealthPart.up(name(), "up to date" + age(now));
  }

  /** How old the figures of a source are; zero before the first read. */
  static Duration lag(FollowState state, Clock clock) {
    Duration age =
        state.asOf().map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO);
    Duration lag = age.compareTo(state.behind()) > 0 ? age : state.behind();
    return lag.isNegative() ? Duration.ZERO : lag;
  }

  private String failingSince(FollowState now) {
    Optional<Duration> time =
        now.failingSince().map(since -> Duration.between(since, clock.instant()));
    return time.map(t -> ", for " + Math.max(0, t.toSeconds()) + " s").orElse("");
  }

  private String age(FollowState now) {
    return now.asOf().isEmpty() ? "" : "; figures are " + lag(now, clock).toSeconds() + " s old";
  }
}
