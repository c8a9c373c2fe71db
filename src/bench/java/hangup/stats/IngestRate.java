package hangup.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Measures how many CDRs are stored per second, from the record to the committed rollups.
 * Arguments: file, calls, customers, gateways, {@code ordered} or {@code unordered}; {@code
 * followed} to index the failed ones too.
 */
public final class IngestRate {
  private IngestRate() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.deleteIfExists(file);
    Files.deleteIfExists(Path.of(file + ".wal"));
    SyntheticDay day =
        new SyntheticDay(
            Long.parseLong(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            args[4].equals("ordered"));
    boolean followed = args.length > 5 && args[5].equals("followed");
    try (RollupStore store = new RollupStore(StoreSettings.of(file), Clock.systemUTC())) {
      for (String pass : new String[] {"new", "again"}) {
        long begin = System.nanoTime();
        IngestResult result;
        long handed;
        try (Ingest ingest = store.begin("bench", text -> OptionalInt.empty())) {
          if (followed) {
            day.forEach(cdr -> ingest.add(cdr, cdr.stopMs()));
          } else {
            day.forEach(ingest::add);
          }
          handed = System.nanoTime();
          result = ingest.commit();
        }
        long end = System.nanoTime();
        ProcessHandle.Info self = ProcessHandle.current().info();
        System.out.printf(
            Locale.ROOT,
            "%s: CPU so far %.2f s; %,d calls, %,d added; %,.0f/s; read %.2f s, then %.2f s; heap"
                + " %d MB, file %d MB%n",
            pass,
            self.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3,
            result.offered(),
            result.added(),
            result.offered() / (Duration.ofNanos(end - begin).toNanos() / 1e9),
            (handed - begin) / 1e9,
            (end - handed) / 1e9,
            Runtime.getRuntime().totalMemory() >> 20,
            Files.size(file) >> 20);
      }
    }
    System.out.print(status());
  }

  private static String status() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM") || line.startsWith("RssAnon"))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
