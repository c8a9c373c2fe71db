package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that follows until it is killed. */
public final class KilledProcess implements AutoCloseable {
  /** What it prints when it is about to read for the first time. */
  private static final String READS = "reads";

  private final Process process;

  private KilledProcess(Process process) {
    this.process = process;
  }

  /** Starts it, and returns when it reads: so that a kill falls into its work. */
  public static KilledProcess start(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                // A process that is killed must not leave its unpacked library behind.
                "-Djava.library.path=" + Path.of("target", "duckdb-native").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); !READS.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new AssertionError("it ended:\n" + all);
      }
      all.append(line).append('\n');
    }
    Thread drain = new Thread(() -> drain(output), "killed-process-output");
    drain.setDaemon(true);
    drain.start();
    return new KilledProcess(process);
  }

  /** To be called by the process itself. */
  public static void reads() {
    System.out.println(READS);
  }

  private static void drain(BufferedReader output) {
    output.lines().forEach(line -> {});
  }

  /** As {@code kill -9} does; fails if it had ended by itself. */
  public void kill() {
    assertThat(process.isAlive()).isTrue();
    process.destroyForcibly();
    assertThat(process.onExit().join().exitValue()).isEqualTo(128 + 9);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
