package hangup.follow;

import hangup.cdr.CdrDatabase;
import java.time.Clock;
import java.time.Duration;

/** Follows a source, and from time to time looks at how it is set up. */
public final class InspectedFollower implements SourceFollower {
  private final SourceFollower follower;
  private final Inspection inspection;

  /**
   * @param source what the follower reads
   */
  public InspectedFollower(SourceFollower follower, CdrDatabase source, Clock clock) {
    this.follower = follower;
    this.inspection = new Inspection(source, clock);
  }

  @Override
  public FollowState state() {
    return follower.state().withWarnings(inspection.warnings());
  }

  @Override
  public Duration step() {
    Duration wait = follower.step();
    if (follower.state().problem().isEmpty()) {
      // Not before: one that cannot be read says so itself, and need not be asked twice.
      inspection.look();
    }
    return wait;
  }

  @Override
  public void cancel() {
    follower.cancel();
  }

  @Override
  public void close() {
    follower.close();
  }
}
