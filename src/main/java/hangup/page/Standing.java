package hangup.page;

import hangup.chat.ChannelRef;
import hangup.follow.FollowState;
import hangup.ops.HealthPart;
import hangup.outbox.Deliveries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the bot fares at one moment.
 *
 * @param digests those that are set up
 * @param deliveries the last posts, newest first
 * @param trouble why digests and deliveries cannot be told; empty if they can
 */
record Standing(
    List<HealthPart> parts,
    List<FollowState> sources,
    List<Digest> digests,
    List<Deliveries.Line> deliveries,
    Optional<String> trouble) {

  Standing {
    parts = List.copyOf(parts);
    sources = List.copyOf(sources);
    digests = List.copyOf(digests);
    deliveries = List.copyOf(deliveries);
  }

  /**
   * A digest that is set up.
   *
   * @param what when and of what, in words
   * @param next when it runs next; empty while it rests
   * @param rest why it rests; empty if it does not
   */
  record Digest(long id, ChannelRef channel, String what, Optional<Instant> next, String rest) {}
}
