package hangup.state;

import hangup.chat.ChannelRef;
import hangup.schedule.Schedule;
import hangup.stats.Filter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A digest that a channel gets.
 *
 * @param id 0 before it is kept
 * @param name of one from the settings file; else empty
 * @param zone of the schedule and of the digest's days
 * @param period what it tells of, as {@link hangup.command.PeriodParser} reads it
 * @param quietWhenOk whether nothing is posted when all is well
 * @param csv whether the figures are attached
 * @param settledUntil what was due until then is done with
 * @param createdBy who made it, as people know them
 */
public record Subscription(
    long id,
    Origin origin,
    String name,
    ChannelRef channel,
    Schedule schedule,
    ZoneId zone,
    String period,
    Filter filter,
    boolean quietWhenOk,
    boolean csv,
    Pause pause,
    Instant settledUntil,
    String createdBy,
    Instant createdAt) {

  /** Where it was made. */
  public enum Origin {
    /** In the chat; changed there. */
    CHAT,
    /** In the settings file; changed there. */
    CONFIG
  }

  /**
   * Whether it rests.
   *
   * @param until when it goes on by itself; never if empty
   * @param reason for people
   */
  public record Pause(boolean paused, Optional<Instant> until, String reason) {
    public static final Pause NONE = new Pause(false, Optional.empty(), "");
  }

  /** When it is due next, after {@code after}; empty while it rests without an end. */
  public Optional<Instant> next(Instant after) {
    if (!pause.paused()) {
      return Optional.of(schedule.next(after, zone));
    }
    // What is due at the very end of the pause is due.
    return pause
        .until()
        .map(until -> schedule.next(after.isAfter(until) ? after : until.minusMillis(1), zone));
  }
}
