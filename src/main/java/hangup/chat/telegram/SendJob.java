package hangup.chat.telegram;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Something to send to one chat, in one or more calls that each count against the rates. */
interface SendJob {

  /** What to do after a call. */
  sealed interface Next {

    /** Nothing is left. */
    record Finished() implements Next {}

    /** Another call, as soon as the rates allow. */
    record Again() implements Next {}

    /** The same call again, not before this time has passed. */
    record Later(Duration pause) implements Next {}

    /** The same call again, to the chat's new number. */
    record Elsewhere(long chat) implements Next {}
  }

  /** Makes the next call. Never completes exceptionally. */
  CompletableFuture<Next> attempt(long chat);

  /** The bot stops before the job is finished. */
  void abandon();
}
