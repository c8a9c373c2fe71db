package hangup.digest;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.chat.ButtonCodec;
import hangup.chat.ChatPlatform;
import hangup.chat.console.TextRenderer;
import hangup.chat.discord.DiscordPlatform;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.Completions;
import hangup.command.Dispatcher;
import hangup.command.PeriodParser;
import hangup.command.Vocabulary;
import hangup.config.DigestSettings;
import hangup.config.DiscordSettings;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.report.DigestReports;
import hangup.report.SummaryCommand;
import hangup.state.ChannelSettingsStore;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import hangup.yaml.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A process of its own that posts digests to Discord, to be killed. */
final class Replica implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Replica(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static Replica start(String jdbcUrl, FakeDiscord discord, Path dir) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx160m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Replica.class.getName(),
            jdbcUrl,
            discord.apiUrl(),
            discord.gatewayUrl(),
            dir.toString());
    return new Replica(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits until it posts. */
  void awaitReady() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("ready")) {
        Thread drain =
            new Thread(
                () -> {
                  try {
                    while (output.readLine() != null) {
                      Thread.onSpinWait();
                    }
                  } catch (IOException e) {
                    // It was killed.
                  }
                });
        drain.setDaemon(true);
        drain.start();
        return;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("did not start:\n" + all);
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    Path dir = Path.of(args[3]);
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
    RollupStore store = new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), clock);
    StateDatabase database =
        StateDatabase.open(
            new StateSettings(
                Optional.of(args[0]), Optional.of("postgres"), Optional.of(new Secret("postgres"))),
            dir);
    Command summary =
        new SummaryCommand(() -> catalog, store, store.names(), new PeriodParser(clock));
    ChannelSettingsStore channels = new ChannelSettingsStore(database, ZoneId.of("UTC"), clock);
    Dispatcher dispatcher = new Dispatcher(List.of(summary), Access.LOCAL);
    ChatPlatform discord =
        new DiscordPlatform(
            new DiscordSettings(
                Optional.of(new Secret(FakeDiscord.TOKEN)),
                Optional.of(args[1]),
                Optional.of(args[2]),
                List.of(FakeDiscord.GUILD)),
            new DiscordPlatform.Parts(
                dispatcher::answer,
                dispatcher.specs(),
                new Completions(dispatcher.specs(), Vocabulary.EMPTY),
                Access.LOCAL,
                channels::zone,
                ButtonCodec.open(dir),
                chart -> new byte[] {(byte) 0x89, 80, 78, 71},
                new TextRenderer(80, false)::render,
                sentence -> {},
                dir),
            clock);
    Digests digests =
        new Digests(
            new Digests.Parts(
                database,
                channels,
                new DigestReports(() -> catalog, store, store.names(), summary, clock),
                name -> Optional.of(discord).filter(one -> one.name().equals(name)),
                Optional.empty(),
                DigestSettings.DEFAULT,
                new Jobs.Pace(Duration.ofMillis(200), Duration.ofSeconds(1))),
            clock);
    discord.start();
    digests.start();
    System.out.println("ready");
    Thread.sleep(Duration.ofHours(1).toMillis());
  }
}
