package hangup.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The command line as {@link hangup.Main} runs it, with a clock that can be set: each line on
 * standard input is a duration to be off from then on, such as {@code PT1H}.
 */
public final class ShiftedProcess {

  private ShiftedProcess() {}

  public static void main(String[] args) {
    Io io = Io.ofProcess();
    AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    Thread reader = new Thread(() -> read(io.in(), off), "shift");
    reader.setDaemon(true);
    reader.start();
    System.exit(
        Cli.run(
            new Io(
                InputStream.nullInputStream(),
                io.out(),
                io.err(),
                io.environment(),
                false,
                new Shifted(off)),
            args));
  }

  private static void read(InputStream in, AtomicReference<Duration> off) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        off.set(Duration.parse(line));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Shifted extends Clock {
    private final AtomicReference<Duration> off;

    Shifted(AtomicReference<Duration> off) {
      this.off = off;
    }

    @Override
    public ZoneId getZone() {
      return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.offset(Clock.system(zone), Objects.requireNonNull(off.get()));
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(Objects.requireNonNull(off.get()));
    }
  }
}
