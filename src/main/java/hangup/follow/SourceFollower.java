package hangup.follow;

import java.time.Duration;

/**
 * Reads one source, piece by piece. {@link #step} is called by one thread, everything else by any.
 */
public interface SourceFollower {

  /** How it goes now. */
  FollowState state();

  /**
   * Does one piece of work, seconds at most; never throws because of the source.
   *
   * @return how long to wait before the next
   */
  Duration step();

  /** Ends what is waited for of the source now. */
  void cancel();

  /** Lets go of the source. */
  void close();
}
