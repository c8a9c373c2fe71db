package hangup.chat.telegram;

import hangup.chat.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;

/**
 * Asks for updates, one long poll after the other, while it is this process's turn. A batch is
 * confirmed by the next poll, after it was taken over; so none is lost, whenever the bot dies.
 */
final class Poller implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final BotApi api;
  private final UpdateRouter router;
  private final ChatLanes lanes;
  private final Clock clock;
  private final int timeoutSeconds;
  private final TelegramListener listener;
  private final Turn turn;
  private final Runnable begins;
  private final Thread thread = new Thread(this::run, "telegram-poll");
  private volatile boolean running = true;
  private volatile @Nullable Instant lastHeard;
  private volatile @Nullable String stopped;

  /**
   * @param turn when to ask
   * @param begins run each time before the first poll of a turn
   */
  Poller(
      BotApi api,
      UpdateRouter router,
      ChatLanes lanes,
      Clock clock,
      Duration timeout,
      TelegramListener listener,
      Turn turn,
      Runnable begins) {
    this.api = api;
    this.router = router;
    this.lanes = lanes;
    this.clock = clock;
    this.timeoutSeconds = (int) timeout.toSeconds();
    this.listener = listener;
    this.turn = turn;
    this.begins = begins;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** When getUpdates last succeeded. */
  Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  /** Why no more updates are asked for; empty while they are. */
  Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  private void run() {
    try {
      while (running) {
        turn.await();
        if (running) {
          begins.run();
          poll();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      stop("Polling Telegram ended by a mistake in the bot: " + e.getClass().getSimpleName());
      log.error("Polling failed", e);
    }
  }

  /** Asks until the turn, or everything, ends. */
  private void poll() throws InterruptedException {
    int offset = 0;
    int failures = 0;
    int conflicts = 0;
    // Not to wait for an update before it is known that Telegram is heard.
    boolean first = true;
    while (running && turn.mine()) {
      lanes.awaitRoom();
      ApiResult<List<RawUpdate>> result =
          api.poll(new ReadUpdates(offset, first || failures > 0 ? 0 : timeoutSeconds));
      first = false;
      if (!running) {
        return;
      }
      if (result instanceof ApiResult.Done<List<RawUpdate>> done) {
        lastHeard = clock.instant();
        if (failures > 0) {
          log.info("Telegram answers again after {} failed polls", failures);
        }
        failures = 0;
        conflicts = 0;
        List<RawUpdate> updates = done.value();
        router.take(updates);
        for (RawUpdate update : updates) {
          offset = update.id() + 1;
        }
        continue;
      }
      ApiError error = ((ApiResult.Failed<List<RawUpdate>>) result).error();
      if (error.kind() == ApiError.Kind.UNAUTHORIZED) {
        stop(
            "Telegram refuses the bot's token ("
                + error.description()
                + "). Get a valid one from BotFather, set it and start again.");
        running = false;
        return;
      }
      if (error.kind() == ApiError.Kind.CONFLICT) {
        turn.doubt();
        if (!turn.mine()) {
          return;
        }
        // The first can be what a restart leaves behind.
        conflicts++;
        if (conflicts == 2) {
          trouble(error);
        }
        removeWebhook(error);
      } else if (failures == 0 || failures % 20 == 19) {
        log.warn("Cannot get updates ({}); trying again", error.description());
      }
      pause(failures, error);
      failures++;
    }
  }

  private void stop(String why) {
    stopped = why;
    log.error("{}", why);
    listener.trouble(why);
  }

  private void trouble(ApiError error) {
    String sentence =
        "Another program receives this bot's updates ("
            + error.description()
            + "). Stop it, or if it is not yours, let BotFather revoke the token.";
    log.warn("{}", sentence);
    listener.trouble(sentence);
  }

  private void removeWebhook(ApiError error) throws InterruptedException {
    if (error.description().contains("webhook")) {
      var unused = api.await(DeleteWebhook.builder().build());
    }
  }

  private static void pause(int failures, ApiError error) throws InterruptedException {
    Duration backOff = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
    if (error.kind() == ApiError.Kind.CONFLICT) {
      // Two that ask each other off would never come to an end at this pace.
      backOff = backOff.multipliedBy(4);
    }
    Duration pause = backOff.compareTo(LONGEST_PAUSE) < 0 ? backOff : LONGEST_PAUSE;
    TimeUnit.MILLISECONDS.sleep(error.retryAfter().orElse(pause).toMillis());
  }

  @Override
  public void close() {
    running = false;
    api.stopPolling();
    thread.interrupt();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
