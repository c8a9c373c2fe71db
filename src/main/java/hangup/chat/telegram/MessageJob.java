package hangup.chat.telegram;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The parts of one reply, sent in their order. Tries again what certainly did not happen; never
 * repeats what may have happened.
 */
final class MessageJob implements SendJob {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int MOST_DOUBLINGS = 5;

  /** What jobs share. */
  record Tools(
      PartSender sender, Ticker ticker, Counters counters, BiConsumer<Long, Long> onMoved) {}

  private final Tools tools;
  private final Deque<Part> parts;
  private final Optional<Integer> replyTo;
  private final boolean goOnWhenUncertain;
  private final long until;
  private final Supplier<CompletableFuture<Void>> beforeFirst;
  private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
  private Optional<Integer> thread;
  private boolean plain;
  private boolean started;
  private boolean attempted;
  private int failures;
  private Optional<Integer> lastMessage = Optional.empty();
  private Optional<ApiError> uncertain = Optional.empty();

  /**
   * @param patience how long to try
   * @param goOnWhenUncertain whether to send the other parts after one that may be missing
   * @param beforeFirst asked when the job's turn has come; the first call is made when it
   *     completes, and never if it fails
   */
  MessageJob(
      Tools tools,
      List<Part> parts,
      Optional<Integer> thread,
      Optional<Integer> replyTo,
      Duration patience,
      boolean goOnWhenUncertain,
      Supplier<CompletableFuture<Void>> beforeFirst) {
    this.tools = tools;
    this.parts = new ArrayDeque<>(parts);
    this.thread = thread;
    this.replyTo = replyTo;
    this.goOnWhenUncertain = goOnWhenUncertain;
    this.beforeFirst = beforeFirst;
    this.until = tools.ticker().read() + patience.toNanos();
  }

  /** Completes when nothing is left to do; never exceptionally. */
  CompletableFuture<SendOutcome> outcome() {
    return outcome;
  }

  // Attempts follow each other, so the fields need no lock: the queue hands them over.
  @Override
  public CompletableFuture<Next> attempt(long chat) {
    if (attempted) {
      return call(chat);
    }
    attempted = true;
    return beforeFirst
        .get()
        .handle((done, failure) -> failure == null)
        .thenCompose(ready -> ready ? call(chat) : CompletableFuture.completedFuture(dropped()));
  }

  private Next dropped() {
    outcome.complete(new SendOutcome.Abandoned(false));
    return new Next.Finished();
  }

  private CompletableFuture<Next> call(long chat) {
    Part part = parts.element();
    Optional<Integer> answers = started ? Optional.empty() : replyTo;
    return tools
        .sender()
        .send(part, new PartSender.Way(chat, thread, answers, plain))
        .thenApply(
            result ->
                result instanceof ApiResult.Done<Optional<Integer>> done
                    ? advance(chat, done.value())
                    : failed(chat, part, ((ApiResult.Failed<Optional<Integer>>) result).error()));
  }

  private Next advance(long chat, Optional<Integer> message) {
    if (!(parts.element() instanceof Part.Delete)) {
      lastMessage = message;
      started = true;
    }
    parts.remove();
    plain = false;
    failures = 0;
    if (!parts.isEmpty()) {
      return new Next.Again();
    }
    outcome.complete(
        uncertain.isPresent()
            ? new SendOutcome.Uncertain(uncertain.get().description())
            : new SendOutcome.Sent(chat, lastMessage));
    return new Next.Finished();
  }

  private Next failed(long chat, Part part, ApiError error) {
    return switch (error.kind()) {
      case UNREADABLE -> advance(chat, Optional.empty());
      case NOT_MODIFIED -> advance(chat, lastMessage);
      case BAD_MARKUP -> plain ? giveUp(error) : asPlainText();
      case NOT_EDITABLE -> part.repeatable() ? asNew(part, error) : giveUp(error);
      case NO_TOPIC -> thread.isPresent() ? outsideTheTopic() : giveUp(error);
      case MIGRATED -> error.migratedTo().map(to -> moved(chat, to)).orElseGet(() -> giveUp(error));
      case FLOOD -> {
        tools.counters().floods.increment();
        error.retryAfter().ifPresent(tools.counters().waits::waited);
        yield later(error);
      }
      case SERVER, UNSENT -> later(error);
      case UNKNOWN -> part.repeatable() ? later(error) : uncertain(chat, error);
      // A message that is gone already needs no deleting.
      default -> part instanceof Part.Delete ? advance(chat, lastMessage) : giveUp(error);
    };
  }

  private Next asPlainText() {
    plain = true;
    tools.counters().plainTextResends.increment();
    return new Next.Again();
  }

  private Next asNew(Part part, ApiError error) {
    if (part instanceof Part.Delete) {
      return giveUp(error);
    }
    parts.remove();
    parts.addFirst(part.asNew());
    return new Next.Again();
  }

  private Next outsideTheTopic() {
    thread = Optional.empty();
    return new Next.Again();
  }

  private Next moved(long from, long to) {
    tools.onMoved().accept(from, to);
    return new Next.Elsewhere(to);
  }

  private Next uncertain(long chat, ApiError error) {
    uncertain = Optional.of(error);
    if (goOnWhenUncertain) {
      return advance(chat, Optional.empty());
    }
    outcome.complete(new SendOutcome.Uncertain(error.description()));
    return new Next.Finished();
  }

  private Next later(ApiError error) {
    long pause = FIRST_PAUSE.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    failures++;
    Duration wait =
        error
            .retryAfter()
            .orElse(Duration.ofMillis(pause / 2 + ThreadLocalRandom.current().nextLong(pause)));
    return tools.ticker().read() + wait.toNanos() > until ? giveUp(error) : new Next.Later(wait);
  }

  private Next giveUp(ApiError error) {
    outcome.complete(new SendOutcome.Failed(error, started));
    return new Next.Finished();
  }

  @Override
  public void abandon() {
    outcome.complete(new SendOutcome.Abandoned(started));
  }
}
