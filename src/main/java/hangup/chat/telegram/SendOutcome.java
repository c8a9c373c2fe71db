package hangup.chat.telegram;

import java.util.Optional;

/** What became of a message. */
sealed interface SendOutcome {

  /** All of it is in the chat; {@code message} is the last part's number, where it is known. */
  record Sent(long chat, Optional<Integer> message) implements SendOutcome {}

  /** The connection broke while a part was sent: it may be missing. */
  record Uncertain(String why) implements SendOutcome {}

  /** The bot stopped before all of it was sent; {@code partly} says that some of it is. */
  record Abandoned(boolean partly) implements SendOutcome {}

  /** Not in the chat; {@code partly} says that some of it is. */
  record Failed(ApiError error, boolean partly) implements SendOutcome {}
}
