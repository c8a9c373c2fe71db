package hangup.chat;

import hangup.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A chat platform: it turns events into requests for the dispatcher and replies into messages. Its
 * own events are answered inside; {@link #send} is for what nobody asked for just now.
 */
public interface ChatPlatform extends AutoCloseable {

  /** The name that {@link ChannelRef#platform} carries. */
  String name();

  /**
   * Connects, and returns when events are being received.
   *
   * @throws ChatPlatformException if that is impossible until the configuration changes; its
   *     message is for the admin and carries no secret
   */
  void start();

  /**
   * Posts a reply, waiting for the outcome.
   *
   * @param key names this delivery: the same key sent twice appears once, where the platform can do
   *     that
   */
  Delivery send(ChannelRef channel, Reply reply, String key);

  /**
   * Posts as {@link #send(ChannelRef, Reply, String)} does.
   *
   * @param aboutToSend run once when the post's turn has come, before anything of it leaves: only
   *     from then on may it be in the channel. If it throws, nothing is sent, and it is thrown on
   */
  default Delivery send(ChannelRef channel, Reply reply, String key, Runnable aboutToSend) {
    aboutToSend.run();
    return send(channel, reply, key);
  }

  /**
   * For how long after {@link #send} the same key is sure to appear only once, also across a
   * restart; zero where the platform promises nothing.
   */
  default Duration keyMemory() {
    return Duration.ZERO;
  }

  /** Whether another process hears what people say, and this one only posts. */
  default boolean standsBy() {
    return false;
  }

  /** When the platform was last heard of; empty before the first time. */
  Optional<Instant> lastHeard();

  /** The waits that the platform asked for because it allows only so many calls a second. */
  default RateLimitWaits waits() {
    return new RateLimitWaits();
  }

  /** What else the platform counts since the start: names in lower case, such as {@code stale}. */
  default Map<String, LongSupplier> events() {
    return Map.of();
  }

  /** Stops receiving, lets what is being answered finish for a few seconds, and disconnects. */
  @Override
  void close();
}
