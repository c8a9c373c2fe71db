package hangup.chat.telegram;

import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The long form of the load test: {@code java -cp … hangup.chat.telegram.TelegramLoadBench SECONDS
 * UPDATES}. Prints latency with 50 active chats, the same with a tenth of all requests failing, and
 * the heap over many updates.
 */
public final class TelegramLoadBench {

  private static final int CHATS = 50;

  private TelegramLoadBench() {}

  /** Runs all three. */
  public static void main(String[] args) throws Exception {
    Duration length = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 30);
    int updates = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    print("no failures", TelegramLoad.run(directory(), CHATS, length, 0, 1));
    print("10 % of requests failing", TelegramLoad.run(directory(), CHATS, length, 10, 2));
    memory(updates);
  }

  private static Path directory() throws IOException {
    return Files.createTempDirectory("telegram-load");
  }

  private static void print(String what, TelegramLoad.Result result) {
    System.out.printf(
        Locale.ROOT,
        "%s: asked %d, answered once %d, told it may be missing %d, lost %d, twice %d; ms p50 %.1f"
            + " p95 %.1f p99 %.1f max %.1f; broken rules %s%n",
        what,
        result.asked(),
        result.answered(),
        result.told(),
        result.lost(),
        result.twice(),
        result.percentile(0.5),
        result.percentile(0.95),
        result.percentile(0.99),
        result.percentile(1),
        result.problems());
  }

  private static void memory(int updates) throws Exception {
    TelegramBench bench = new TelegramBench(directory(), List.of(SampleCommands.echo()), false);
    FakeTelegram telegram = bench.telegram();
    List<FakeUser> users = new ArrayList<>();
    List<FakeChat> chats = new ArrayList<>();
    for (int i = 0; i < CHATS; i++) {
      FakeUser user = FakeUser.person(10_000 + i, "User " + i);
      bench.with(TelegramBench.rule("public", user));
      users.add(user);
      chats.add(telegram.privateChat(user));
    }
    try (bench) {
      bench.start();
      long start = System.nanoTime();
      for (int i = 0; i < updates; i++) {
        telegram.say(chats.get(i % CHATS), users.get(i % CHATS), "/echo n" + i);
        if (i % 500 == 499) {
          bench.settle();
          bench.awaitQuiet();
        }
        if (i % (updates / 10) == updates / 10 - 1) {
          System.gc();
          TimeUnit.MILLISECONDS.sleep(200);
          Runtime runtime = Runtime.getRuntime();
          System.out.printf(
              Locale.ROOT,
              "after %d updates: heap %.1f MB, %.0f updates/s, turned away %d%n",
              i + 1,
              (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
              (i + 1) / ((System.nanoTime() - start) / 1e9),
              bench.platform().counters().turnedAway());
        }
      }
    }
  }
}
