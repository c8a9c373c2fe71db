package hangup.cli;

import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.telegram.fake.FakeTelegram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the bot costs while nobody asks: from its start until both platforms are connected, its
 * memory (resident), the share of a core it takes over a minute, and how long it takes to stop.
 * Linux only. Arguments: the command to start it, by default {@code ./hangup}; the seconds to watch
 * come from {@code -Didle.seconds}.
 */
public final class IdleCost {

  private static final String TELEGRAM_TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final int SECONDS = Integer.getInteger("idle.seconds", 60);
  private static final int TICKS_A_SECOND = 100;

  private IdleCost() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("idle-cost");
    try (FakeDiscord discord = FakeDiscord.start();
        FakeTelegram telegram = FakeTelegram.start(TELEGRAM_TOKEN, Clock.systemUTC())) {
      Path settings =
          Files.writeString(
              folder.resolve("hangup.yaml"),
              String.format(
                  Locale.ROOT,
                  """
                  dataDir: %s
                  admin: {port: 0}
                  discord: {guilds: ["%s"], apiUrl: "%s", gatewayUrl: "%s"}
                  telegram: {apiUrl: "%s"}
                  """,
                  folder.resolve("data"),
                  FakeDiscord.GUILD,
                  discord.apiUrl(),
                  discord.gatewayUrl(),
                  telegram.url()));
      List<String> command =
          new ArrayList<>(args.length == 0 ? List.of("./hangup") : List.of(args));
      command.addAll(List.of("run", "--config", settings.toString()));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("HANGUP_DISCORD_TOKEN", FakeDiscord.TOKEN);
      builder.environment().put("HANGUP_TELEGRAM_TOKEN", TELEGRAM_TOKEN);
      long began = System.nanoTime();
      Process process = builder.start();
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        awaitReady(output);
        double ready = seconds(began);
        drain(output);
        Thread.sleep(15_000);
        long before = ticks(process);
        Thread.sleep(SECONDS * 1000L);
        double core = 100.0 * (ticks(process) - before) / TICKS_A_SECOND / SECONDS;
        long memory = resident(process);
        long stopping = System.nanoTime();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          throw new IllegalStateException("did not stop");
        }
        System.out.printf(
            Locale.ROOT,
            "ready in %.2f s; idle: %d MB resident, %.2f %% of a core over %d s; stopped in %.2f s;"
                + " load %s%n",
            ready,
            memory,
            core,
            SECONDS,
            seconds(stopping),
            Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
      } finally {
        process.destroyForcibly();
      }
    }
    System.exit(0);
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (Boolean.getBoolean("idle.echo")) {
        System.out.println(line);
      }
      if (line.contains("Hangup runs:")) {
        return;
      }
      all.append(line).append('\n');
    }
    throw new IllegalStateException("did not start:\n" + all);
  }

  private static void drain(BufferedReader output) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (output.readLine() != null) {
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                // It has ended.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Processor time of all its threads, in hundredths of a second (proc(5)). */
  private static long ticks(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /** In MB. */
  private static long resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
