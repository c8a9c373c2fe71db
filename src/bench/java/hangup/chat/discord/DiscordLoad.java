package hangup.chat.discord;

import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.FakeUser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Load on the Discord platform against a fake Discord in the same process: {@code latency} (50
 * interactions a second, each answer takes 10 s), {@code drops} (the same with a gateway that drops
 * every three seconds), {@code memory} (100,000 interactions).
 */
public final class DiscordLoad {

  private DiscordLoad() {}

  public static void main(String[] args) throws IOException {
    for (String what : args.length == 0 ? new String[] {"latency", "drops", "memory"} : args) {
      Path dataDir = Files.createTempDirectory("hangup-load");
      switch (what) {
        case "latency" -> report(what, dataDir, Duration.ZERO);
        case "drops" -> report(what, dataDir, Duration.ofSeconds(3));
        case "memory" -> memory(dataDir, 100_000);
        default -> throw new IllegalArgumentException("latency, drops or memory, not " + what);
      }
    }
  }

  private static void report(String what, Path dataDir, Duration dropEvery) {
    LoadRun.Result result =
        LoadRun.run(new LoadRun.Plan(1500, 50, Duration.ofSeconds(10), dropEvery), dataDir);
    System.out.printf(
        Locale.ROOT,
        "%s: 1500 interactions at 50/s, answers take 10 s: acknowledged p50 %.1f ms, p99 %.1f ms,"
            + " most %.1f ms; lost %d, twice %d, resumes %d, violations %d%n",
        what,
        result.percentile(.5).toNanos() / 1e6,
        result.percentile(.99).toNanos() / 1e6,
        result.percentile(1).toNanos() / 1e6,
        result.lost(),
        result.twice(),
        result.resumes(),
        result.violations().size());
  }

  private static void memory(Path dataDir, int interactions) {
    FakeUser anna = FakeUser.member("501", "Anna");
    try (FakeDiscord discord = FakeDiscord.start()) {
      discord.gateway().heartbeatEvery(Duration.ofSeconds(1));
      try (Bot bot =
          Bot.with(discord, dataDir)
              .open("ask", (arguments, context) -> LoadRun.slowly(Duration.ZERO))
              .start()) {
        discord.keepRequests(false);
        Deque<FakeInteraction> open = new ArrayDeque<>();
        long start = System.nanoTime();
        for (int i = 1; i <= interactions; i++) {
          open.add(discord.command(anna, FakeDiscord.CHANNEL, "ask", Map.of()));
          while (open.size() > (i % (interactions / 10) == 0 ? 0 : 32)) {
            FakeInteraction first = open.remove();
            first.awaitAnswer(Duration.ofSeconds(60));
            discord.forget(first);
          }
          if (i % (interactions / 10) == 0) {
            System.gc();
            System.out.printf(
                Locale.ROOT,
                "memory: %,d interactions, heap after collection %.1f MB, threads %d, %.0f/s%n",
                i,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                i / ((System.nanoTime() - start) / 1e9));
          }
        }
        // JDA keeps what it knows of a request's limits for half a minute.
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(65));
        System.gc();
        System.out.printf(
            Locale.ROOT,
            "memory: a minute later, heap after collection %.1f MB%n",
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
        System.out.println("memory: violations " + discord.violations().size());
        System.out.println("memory: trouble " + bot.platform().trouble());
      }
    }
  }
}
