package hangup.stats;

import hangup.cdr.Cdr;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Another process that uses the same file, for tests. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static ChildProcess start(Path file, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                // A process that is killed must not leave its unpacked library behind.
                "-Djava.library.path=" + Path.of("target", "duckdb-native").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                file.toString()));
    command.addAll(List.of(arguments));
    return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for a line that begins so; fails when the process ends first. */
  String awaitLine(String beginning) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("no line \"" + beginning + "\" but:\n" + all);
  }

  /** Lets a process go on that is holding. */
  void proceed() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The call of a number: a day of calls, 10 in a second, over 50 gateways. */
  static Cdr nth(long n) {
    return Calls.named(
        Calls.failed(n, Instant.ofEpochMilli(1_793_491_200_000L + n * 100).toString(), 22),
        "IN",
        "GW-" + n % 50,
        "C" + n % 200,
        "");
  }

  public static void main(String[] args) throws InterruptedException, IOException {
    StoreSettings settings = StoreSettings.of(Path.of(args[0]));
    try (RollupStore store = new RollupStore(settings, Clock.systemUTC())) {
      switch (args[1]) {
        case "add" -> add(store, Long.parseLong(args[2]), Long.parseLong(args[3]), false);
        case "hold" -> add(store, Long.parseLong(args[2]), Long.parseLong(args[3]), true);
        case "read" -> {
          System.out.println("calls " + store.state().calls());
          Thread.sleep(Duration.ofSeconds(60).toMillis());
        }
        default -> throw new IllegalArgumentException(args[1]);
      }
    }
  }

  private static void add(RollupStore store, long from, long to, boolean hold)
      throws InterruptedException, IOException {
    try (Ingest ingest = store.begin("vos", Calls::noCode)) {
      for (long n = from; n < to; n++) {
        ingest.add(nth(n));
        if (n % 50_000 == 0) {
          System.out.println("at " + n);
        }
      }
      if (hold) {
        System.out.println("holding");
        int unused = System.in.read();
      }
      System.out.println("commit");
      System.out.println("committed " + ingest.commit().added());
    }
    System.out.println("closed");
    Thread.sleep(Duration.ofSeconds(60).toMillis());
  }
}
