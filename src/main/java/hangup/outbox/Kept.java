package hangup.outbox;

import hangup.chat.ChannelRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A post as it is kept.
 *
 * @param uncertainSince since when it may be in the channel without our knowing; empty if it surely
 *     is not
 * @param marked whether it says of itself that it may be there twice
 */
record Kept(
    long id,
    String key,
    Optional<Long> subscription,
    ChannelRef channel,
    Optional<String> reply,
    PostState state,
    int attempts,
    Optional<Instant> uncertainSince,
    boolean marked,
    Instant giveUpAt) {}
