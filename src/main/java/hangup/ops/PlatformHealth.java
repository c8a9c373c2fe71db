package hangup.ops;

import hangup.chat.ChatPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a chat platform was heard of of late. */
public final class PlatformHealth implements HealthCheck {

  /** Longer than either platform is silent: Discord's heartbeat is 41 s, Telegram's poll 50 s. */
  public static final Duration FRESH = Duration.ofMinutes(3);

  private final ChatPlatform platform;
  private final Clock clock;
  private final Duration fresh;

  /**
   * @param fresh the platform is down when it was not heard of for longer
   */
  public PlatformHealth(ChatPlatform platform, Clock clock, Duration fresh) {
    this.platform = platform;
    this.clock = clock;
    this.fresh = fresh;
  }

  @Override
  public String name() {
    return platform.name();
  }

  @Override
  public HealthPart look() {
    if (platform.standsBy()) {
      return HealthPart.up(name(), "standby: another process hears it");
    }
    Optional<Instant> heard = platform.lastHeard();
    if (heard.isEmpty()) {
      return HealthPart.down(name(), "not connected yet");
    }
    Duration silent = Duration.between(heard.get(), clock.instant());
    String detail = "heard of " + Math.max(0, silent.toSeconds()) + " s ago";
    return silent.compareTo(fresh) > 0
        ? HealthPart.down(name(), detail)
        : HealthPart.up(name(), detail);
  }
}
