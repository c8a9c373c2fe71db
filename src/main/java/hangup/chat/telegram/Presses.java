package hangup.chat.telegram;

import hangup.command.Context;
import hangup.reply.Audience;
import hangup.reply.Reply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;

/**
 * Pressed buttons: each is answered at once, on threads of its own, so that no slow command lets a
 * client wait; then the message is changed in the order of its chat. Thread-safe.
 */
final class Presses {

  private static final Logger log = LoggerFactory.getLogger(Presses.class);
  private static final int TOAST = 200;
  private static final int TRIES = 3;

  private final TelegramParts parts;
  private final Questions questions;
  private final Outbound out;
  private final UpdateJournal journal;
  private final BotApi api;
  private final ChatLanes lanes;

  Presses(
      TelegramParts parts,
      Questions questions,
      Outbound out,
      UpdateJournal journal,
      BotApi api,
      ChatLanes lanes) {
    this.parts = parts;
    this.questions = questions;
    this.out = out;
    this.journal = journal;
    this.api = api;
    this.lanes = lanes;
  }

  /** Answers the query, and has the message changed. */
  void press(Incoming.Pressed pressed, int update) throws InterruptedException {
    Optional<String> line = parts.buttons().decode(pressed.data());
    if (line.isEmpty()) {
      refuse(pressed, update, Words.BUTTON_GONE);
      return;
    }
    Context context = questions.context(pressed.place(), pressed.from());
    Optional<String> refusal = questions.refusal(line.get(), context);
    if (refusal.isPresent()) {
      refuse(pressed, update, refusal.get());
      return;
    }
    if (out.isFull(pressed.place())) {
      refuse(pressed, update, Words.BUSY);
      return;
    }
    CompletableFuture<ApiResult<Boolean>> answered = answerQuery(pressed.query(), "", TRIES);
    boolean queued =
        lanes.submit(pressed.lane(), () -> change(pressed, update, line.get(), context, answered));
    if (!queued) {
      journal.done(update);
      log.warn("Too many questions wait in chat {}; a button was ignored", pressed.lane());
    }
  }

  private void refuse(Incoming.Pressed pressed, int update, String sentence) {
    var unused =
        answerQuery(pressed.query(), sentence, TRIES).thenAccept(done -> journal.done(update));
  }

  private CompletableFuture<ApiResult<Boolean>> answerQuery(String query, String toast, int tries) {
    AnswerCallbackQuery.AnswerCallbackQueryBuilder<?, ?> answer =
        AnswerCallbackQuery.builder().callbackQueryId(query);
    if (!toast.isEmpty()) {
      answer.text(toast.length() > TOAST ? toast.substring(0, TOAST - 1) + "…" : toast);
      answer.showAlert(true);
    }
    return api.call(answer.build())
        .thenCompose(
            result ->
                tries > 1 && result.failure().map(e -> e.kind().isTransient()).orElse(false)
                    ? answerQuery(query, toast, tries - 1)
                    : CompletableFuture.completedFuture(result));
  }

  private void change(
      Incoming.Pressed pressed,
      int update,
      String line,
      Context context,
      CompletableFuture<ApiResult<Boolean>> answered) {
    try {
      change(pressed, update, questions.answer(line, context), answered);
    } catch (RuntimeException | Error e) {
      log.error("A button in chat {} failed", pressed.lane(), e);
      journal.done(update);
    }
  }

  private void change(
      Incoming.Pressed pressed,
      int update,
      Reply reply,
      CompletableFuture<ApiResult<Boolean>> answered) {
    if (isTooOld(answered)) {
      // It was pressed while the bot was away; whoever did has long moved on.
      journal.done(update);
      return;
    }
    boolean forOneOnly = reply.audience() == Audience.ASKER && !pressed.place().isPrivate();
    Place place = forOneOnly ? new Place(pressed.from().id(), Optional.empty()) : pressed.place();
    Optional<CompletableFuture<SendOutcome>> sent =
        pressed.message().isPresent() && !forOneOnly
            ? out.edit(place, pressed.message().get(), pressed.photo(), reply)
            : out.answer(place, Optional.empty(), reply, Outbound::atOnce);
    if (sent.isEmpty()) {
      journal.done(update);
      return;
    }
    var unused =
        sent.get()
            .thenAccept(
                outcome -> {
                  if (!(outcome instanceof SendOutcome.Abandoned)) {
                    journal.done(update);
                  }
                  if (outcome instanceof SendOutcome.Failed failed) {
                    log.warn(
                        "Could not change a message in chat {}: {}",
                        pressed.lane(),
                        failed.error().description());
                  }
                });
  }

  private static boolean isTooOld(CompletableFuture<ApiResult<Boolean>> answered) {
    try {
      return answered
          .get(5, TimeUnit.SECONDS)
          .failure()
          .map(error -> error.kind() == ApiError.Kind.TOO_OLD)
          .orElse(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
