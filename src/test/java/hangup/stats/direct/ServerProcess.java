package hangup.stats.direct;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, which ends with this one: it listens on a port that it writes
 * into a file, and ends when its standard input does.
 */
final class ServerProcess implements AutoCloseable {
  /** What the profiles of the engines have made, see src/engines. */
  static final Path MADE = Path.of("target", "engines");

  static final Path SOURCES = Path.of("src", "engines");

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param command to which the name of the file for the port is added
   */
  static ServerProcess start(String name, Duration longest, List<String> command) {
    try {
      Path portFile = MADE.resolve(name + ".port");
      Path log = MADE.resolve(name + ".log");
      Files.deleteIfExists(portFile);
      List<String> all = new java.util.ArrayList<>(command);
      all.add(portFile.toString());
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      long end = System.nanoTime() + longest.toNanos();
      while (!Files.exists(portFile)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          process.destroyForcibly();
          fail(name + " did not start, see " + log);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      return new ServerProcess(process, Integer.parseInt(Files.readString(portFile)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Skips the tests if something is not there; on a build server that is a failure. */
  static void require(boolean there, String otherwise) {
    if (!there && System.getenv("CI") != null) {
      fail(otherwise);
    }
    assumeTrue(there, otherwise);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
