package hangup.page;

import hangup.digest.DigestWords;
import hangup.follow.FollowState;
import hangup.ops.Health;
import hangup.outbox.Deliveries;
import hangup.state.StateDatabase;
import hangup.state.StateException;
import hangup.state.Subscription;
import hangup.state.Subscriptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at everything that the page tells of the bot. Thread-safe. */
public final class StandingReader {

  private static final int MOST_DIGESTS = 100;
  private static final int MOST_DELIVERIES = 20;

  private final Health health;
  private final Supplier<List<FollowState>> sources;
  private final Optional<StateDatabase> database;
  private final Clock clock;

  /**
   * @param database where digests and deliveries are kept; empty if nothing is
   */
  public StandingReader(
      Health health,
      Supplier<List<FollowState>> sources,
      Optional<StateDatabase> database,
      Clock clock) {
    this.health = health;
    this.sources = sources;
    this.database = database;
    this.clock = clock;
  }

  Standing read() {
    List<Standing.Digest> digests = new ArrayList<>();
    List<Deliveries.Line> deliveries = new ArrayList<>();
    Optional<String> trouble = Optional.empty();
    if (database.isPresent()) {
      try {
        Instant now = clock.instant();
        for (Subscription one : new Subscriptions(database.get()).all()) {
          if (digests.size() < MOST_DIGESTS) {
            digests.add(digest(one, now));
          }
        }
        deliveries.addAll(new Deliveries(database.get()).last(MOST_DELIVERIES));
      } catch (StateException e) {
        trouble = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return new Standing(health.ready().parts(), sources.get(), digests, deliveries, trouble);
  }

  private static Standing.Digest digest(Subscription one, Instant now) {
    String rest =
        one.pause().paused()
            ? one.pause().reason().isEmpty() ? "paused" : "paused: " + one.pause().reason()
            : "";
    return new Standing.Digest(one.id(), one.channel(), DigestWords.of(one), one.next(now), rest);
  }
}
