package hangup.chat.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channels that cannot be posted into. Each trouble is told once until a post succeeds; meanwhile
 * Discord is not asked again and again, as refused requests in number lead to a ban.
 */
final class ChannelTroubles {

  private static final Logger log = LoggerFactory.getLogger(ChannelTroubles.class);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMinutes(10);

  private record Trouble(String reason, Instant lastTried) {}

  private final Cache<String, Trouble> troubles = Caffeine.newBuilder().maximumSize(10_000).build();
  private final Clock clock;
  private final Consumer<String> admin;

  ChannelTroubles(Clock clock, Consumer<String> admin) {
    this.clock = clock;
    this.admin = admin;
  }

  /** Why it is of no use to try now. */
  Optional<String> known(String channel) {
    Trouble trouble = troubles.getIfPresent(channel);
    return trouble == null || !trouble.lastTried.plus(ASK_AGAIN_AFTER).isAfter(clock.instant())
        ? Optional.empty()
        : Optional.of(trouble.reason);
  }

  /**
   * @param tell whether the admin does not hear of it elsewhere
   */
  void refused(String channel, Outcome.Refused refused, boolean tell) {
    String reason = reason(refused);
    Instant now = clock.instant();
    Trouble before = troubles.asMap().put(channel, new Trouble(reason, now));
    boolean news = before == null || !before.reason.equals(reason);
    if (news) {
      log.warn("Discord channel {}: {} (Discord's code {})", channel, reason, refused.code());
      if (tell) {
        admin.accept("I cannot answer in channel " + channel + ": " + reason + ".");
      }
    }
  }

  void well(String channel) {
    if (troubles.asMap().remove(channel) != null) {
      log.info("Discord channel {}: posting works again", channel);
    }
  }

  /** Discord's codes, "JSON Error Codes" in its developer documentation, in plain words. */
  static String reason(Outcome.Refused refused) {
    return switch (refused.code()) {
      case 10003 -> "the channel does not exist any more";
      case 10004 -> "the server does not exist any more, or the bot was removed from it";
      case 50001 -> "the bot may not see the channel; it needs the right View Channel";
      case 50007 -> "the user takes no direct messages from this bot";
      case 50013 ->
          "the bot may not write there; it needs the rights Send Messages (in threads: Send"
              + " Messages in Threads), Embed Links and Attach Files";
      case 50083 -> "the thread is archived and locked";
      case 160005 -> "the thread is locked";
      default -> "Discord refused it: " + refused.meaning();
    };
  }
}
