package hangup.chat;

import java.time.Duration;
import java.util.Optional;

/** What became of a reply that was sent to a channel. */
public sealed interface Delivery {

  /** It is in the channel. */
  record Sent(String messageId) implements Delivery {}

  /** It is certainly not in the channel; worth another try, not before {@code after} if given. */
  record Retry(String reason, Optional<Duration> after) implements Delivery {}

  /** The connection broke while sending: it may or may not be in the channel. */
  record Unknown(String reason) implements Delivery {}

  /** It will never be possible: no right, no such channel, the bot was removed. */
  record Refused(String reason) implements Delivery {}

  /** The channel has a new address (a Telegram group that became a supergroup); send there. */
  record Moved(ChannelRef to) implements Delivery {}
}
