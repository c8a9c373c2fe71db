package hangup.chat.discord;

import java.time.Duration;
import java.util.function.Supplier;

/** Tries again what failed, with pauses that double. */
final class Retries {

  private Retries() {}

  static Outcome of(int attempts, Duration firstPause, Supplier<Outcome> request) {
    Outcome outcome = request.get();
    long pause = firstPause.toMillis();
    for (int i = 1; i < attempts && outcome instanceof Outcome.Failed; i++) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome;
      }
      pause *= 2;
      outcome = request.get();
    }
    return outcome;
  }
}
