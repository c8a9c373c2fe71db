package hangup.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code hangup run} in a process of its own, to be killed, stopped and put into another time. */
final class BotProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;

  private BotProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it says that it runs. */
  static BotProcess start(Path settings, Map<String, String> secrets, int port, Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.library.path=" + Path.of("target", "duckdb-native").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "hangup.cli.ShiftedProcess",
                "run",
                "--config",
                settings.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(secrets);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      long before = Files.exists(log) ? Files.size(log) : 0;
      BotProcess bot = new BotProcess(builder.start(), port);
      Awaitility.await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                String said = since(log, before);
                if (!bot.process.isAlive()) {
                  throw new AssertionError("the bot ended:\n" + said);
                }
                return said.contains("Hangup runs:");
              });
      return bot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String since(Path log, long from) throws IOException {
    byte[] all = Files.readAllBytes(log);
    return new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8);
  }

  /** What its local port says. */
  String get(String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Puts its clock so far off the true time. */
  void shift(Duration by) {
    OutputStream in = process.getOutputStream();
    try {
      in.write((by + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** As systemd stops it; gives how long that took. */
  Duration stop() throws InterruptedException {
    long began = System.nanoTime();
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the bot did not stop within 60 s");
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Asks it to read its settings again, as {@code systemctl reload} does. */
  void hangUp() throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new AssertionError("kill ended with " + exit);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
