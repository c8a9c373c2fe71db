package hangup.chat.discord;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Answers interactions themselves, which Discord wants within three seconds. Never blocks. Each is
 * tried again while there is time: a first attempt that arrived all the same shows by the code
 * {@value #ACKNOWLEDGED}.
 */
final class Acknowledger {

  private static final int MESSAGE = 4;
  private static final int DEFERRED_MESSAGE = 5;
  private static final int DEFERRED_UPDATE = 6;
  private static final int CHOICES = 8;
  private static final int ACKNOWLEDGED = 40060;
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final int ATTEMPTS = 5;

  private final DiscordCalls calls;

  Acknowledger(DiscordCalls calls) {
    this.calls = calls;
  }

  /** Promises a message. */
  CompletableFuture<Outcome> deferMessage(String id, String token, boolean ephemeral) {
    DataObject data =
        ephemeral ? DataObject.empty().put("flags", DiscordCalls.EPHEMERAL) : DataObject.empty();
    return attempt(id, token, DEFERRED_MESSAGE, data, 1);
  }

  /** Promises a change of the message whose button was pressed. */
  CompletableFuture<Outcome> deferUpdate(String id, String token) {
    return attempt(id, token, DEFERRED_UPDATE, DataObject.empty(), 1);
  }

  /** Says one plain sentence to the asker alone. */
  CompletableFuture<Outcome> say(String id, String token, String sentence) {
    DataObject data =
        DataObject.empty()
            .put("content", Markdown.escape(sentence))
            .put("flags", DiscordCalls.EPHEMERAL)
            .put("allowed_mentions", DataObject.empty().put("parse", DataArray.empty()));
    return attempt(id, token, MESSAGE, data, 1);
  }

  /** Offers completions; late ones are of no use, so there is one attempt. */
  CompletableFuture<Outcome> offer(String id, String token, DataArray choices) {
    return calls.callback(id, token, CHOICES, DataObject.empty().put("choices", choices));
  }

  /** Whether it is certain that the asker cannot be answered by this interaction. */
  static boolean lost(Outcome outcome) {
    return outcome instanceof Outcome.Refused;
  }

  private CompletableFuture<Outcome> attempt(
      String id, String token, int type, DataObject data, int number) {
    return calls
        .callback(id, token, type, data)
        .thenCompose(
            outcome -> {
              if (outcome instanceof Outcome.Refused refused && refused.code() == ACKNOWLEDGED) {
                return CompletableFuture.completedFuture(new Outcome.Done(DataObject.empty()));
              }
              if (!(outcome instanceof Outcome.Failed) || number == ATTEMPTS) {
                return CompletableFuture.completedFuture(outcome);
              }
              Executor later =
                  CompletableFuture.delayedExecutor(
                      PAUSE.toMillis() * number, TimeUnit.MILLISECONDS);
              return CompletableFuture.supplyAsync(() -> number + 1, later)
                  .thenCompose(next -> attempt(id, token, type, data, next));
            });
  }
}
