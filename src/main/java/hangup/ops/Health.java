package hangup.ops;

import hangup.ops.HealthPart.State;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the bot lives, and whether it is ready. Thread-safe. */
public final class Health {
  private static final Logger log = LoggerFactory.getLogger(Health.class);

  private final List<HealthCheck> checks;

  public Health(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** False if only a restart can help: threads wait for each other for ever. */
  public boolean isLive() {
    return ManagementFactory.getThreadMXBean().findDeadlockedThreads() == null;
  }

  /** Each part, in the order given. */
  public Readiness ready() {
    return new Readiness(checks.stream().map(Health::look).toList());
  }

  private static HealthPart look(HealthCheck check) {
    try {
      return check.look();
    } catch (RuntimeException e) {
      log.warn("The health of {} cannot be told", check.name(), e);
      return HealthPart.down(check.name(), "cannot be told; see the log");
    }
  }

  /** All parts at one moment. */
  public record Readiness(List<HealthPart> parts) {
    public Readiness {
      parts = List.copyOf(parts);
    }

    /** Whether the bot can do its work, perhaps less well than it should. */
    public boolean isReady() {
      return worst() != State.DOWN;
    }

    /** The state of the worst part. */
    public State worst() {
      return parts.stream().map(HealthPart::state).max(Comparator.naturalOrder()).orElse(State.UP);
    }
  }
}
