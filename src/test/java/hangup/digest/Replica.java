package hangup.digest;

import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process of its own that posts digests to both platforms, to be killed. */
final class Replica implements AutoCloseable {

  /** A process that does not say that it lives for four of these is taken for dead. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final Process process;
  private final BufferedReader output;

  private Replica(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param admin the Discord channel that hears of the bot's own matters
   */
  static Replica start(StateSettings state, Teller.Servers servers, String admin, Path dir)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx160m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Replica.class.getName(),
            state.jdbcUrl().orElse(""),
            servers.discordApi(),
            servers.discordGateway(),
            servers.telegram().toString(),
            admin,
            dir.toString());
    return new Replica(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits until it posts. */
  void awaitReady() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("ready")) {
        Thread drain = new Thread(this::drain);
        drain.setDaemon(true);
        drain.start();
        return;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("did not start:\n" + all);
  }

  private void drain() {
    try {
      while (output.readLine() != null) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      // It was killed.
    }
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
    Path dir = Path.of(args[5]);
    Clock clock = Clock.systemUTC();
    RollupStore store = new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), clock);
    StateSettings state =
        args[0].isEmpty()
            ? StateSettings.FILE
            : new StateSettings(
                Optional.of(args[0]), Optional.of("postgres"), Optional.of(new Secret("postgres")));
    Teller teller =
        new Teller(
            store,
            store,
            store.names(),
            StateDatabase.open(state, dir),
            new Teller.Servers(args[1], args[2], URI.create(args[3])),
            dir,
            Optional.of(Teller.discord(args[4])),
            new Jobs.Pace(Duration.ofMillis(200), HEARTBEAT));
    teller.connect().digests().start();
    teller.digests().notices().started("1.0");
    System.out.println("ready");
    Thread.sleep(Duration.ofHours(1).toMillis());
  }
}
