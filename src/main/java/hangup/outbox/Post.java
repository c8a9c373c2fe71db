package hangup.outbox;

import hangup.chat.ChannelRef;
import hangup.reply.Reply;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be posted once.
 *
 * @param key names it: of two posts with the same key the second is dropped; at most 200 characters
 * @param origin what it was made for; empty for a notice
 * @param giveUpAt when it is of no more use
 */
public record Post(
    String key, Optional<Origin> origin, ChannelRef channel, Reply reply, Instant giveUpAt) {

  /** The run of a subscription that a post is for. */
  public record Origin(long subscription, Instant slot) {}
}
