package hangup.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether digests and posts are looked for when they are due. */
public final class SchedulerHealth implements HealthCheck {

  /** It looks every second. */
  public static final Duration FRESH = Duration.ofSeconds(30);

  private final Supplier<Optional<Instant>> lastLook;
  private final Clock clock;

  /**
   * @param lastLook when it was looked last; empty before the first time
   */
  public SchedulerHealth(Supplier<Optional<Instant>> lastLook, Clock clock) {
    this.lastLook = lastLook;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public HealthPart look() {
    Optional<Instant> at = lastLook.get();
    if (at.isEmpty()) {
      return HealthPart.degraded(name(), "has not begun");
    }
    Duration age = Duration.between(at.get(), clock.instant());
    String detail = "looked for what is due " + Math.max(0, age.toSeconds()) + " s ago";
    return age.compareTo(FRESH) > 0
        ? HealthPart.degraded(name(), detail)
        : HealthPart.up(name(), detail);
  }
}
