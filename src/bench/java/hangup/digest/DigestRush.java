package hangup.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A thousand channels with a digest at the same time, half on Discord and half on Telegram, while
 * people ask for summaries twice a second on each: how long it takes, what is computed, and how
 * long people wait. Arguments: channels, and different digests among them; 1000 and 10 if none.
 */
public final class DigestRush {

  private DigestRush() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int channels = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int questions = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    Path dir = Files.createTempDirectory("hangup-rush");
    Rush.Result result =
        Rush.run(
            new Rush.Plan(channels, questions, Duration.ofMillis(500), Duration.ofSeconds(15)),
            dir,
            dir.resolve("state"));
    System.out.printf(
        Locale.ROOT,
        "%d channels, %d different digests: Discord %d once in %.1f s, Telegram %d once in %.1f"
            + " s; %d questions to the store, %d charts drawn, %d rules of the platforms broken%n",
        channels,
        questions,
        result.onDiscord().stream().filter(times -> times == 1).count(),
        result.discordTook().toMillis() / 1e3,
        result.onTelegram().stream().filter(times -> times == 1).count(),
        result.telegramTook().toMillis() / 1e3,
        result.asked(),
        result.drawings(),
        result.violations().size());
    print("before", result.before());
    print("meanwhile", result.meanwhile());
    result.violations().stream().limit(5).forEach(System.out::println);
    System.exit(0);
  }

  private static void print(String when, java.util.List<Double> waits) {
    System.out.printf(
        Locale.ROOT,
        "%d answers to people %s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, most %.0f ms%n",
        waits.size(),
        when,
        Rush.Result.percentile(waits, .5),
        Rush.Result.percentile(waits, .95),
        Rush.Result.percentile(waits, .99),
        Rush.Result.percentile(waits, 1));
  }
}
