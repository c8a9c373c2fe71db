package hangup.cdr.csv;

import hangup.cdr.Cdr;
import hangup.demo.DemoDay;
import hangup.stats.Ingest;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Measures an import as a whole: a file of the demo's calls, read and stored by one thread.
 * Argument: a folder to work in.
 */
public final class ImportRate {
  private ImportRate() {}

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Path database = directory.resolve("rate.duckdb");
    Files.deleteIfExists(database);
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    long begin = System.nanoTime();
    long calls;
    try (OutputStream out = Files.newOutputStream(directory.resolve("rate.csv"))) {
      calls = new DemoDay(1, clock, ZoneOffset.UTC).writeCsv(out);
    }
    print("made and written", calls, begin);
    for (int i = 0; i < 3; i++) {
      begin = System.nanoTime();
      try (CdrReader reader = open(directory)) {
        for (Cdr cdr = reader.next(); cdr != null; cdr = reader.next()) {
          calls += cdr.talkSeconds() < 0 ? 1 : 0;
        }
      }
      print("read", calls, begin);
    }
    try (RollupStore store = new RollupStore(StoreSettings.of(database), Clock.systemUTC())) {
      begin = System.nanoTime();
      try (CdrReader reader = open(directory);
          Ingest ingest = store.begin("bench", text -> OptionalInt.empty())) {
        for (Cdr cdr = reader.next(); cdr != null; cdr = reader.next()) {
          ingest.add(cdr);
        }
        ingest.commit();
      }
      print("read and stored", calls, begin);
    }
  }

  private static CdrReader open(Path directory) {
    CdrFiles files =
        CdrFiles.find(
            List.of("rate.csv"),
            directory,
            InputStream.nullInputStream(),
            ReadOptions.in(ZoneOffset.UTC).withoutNumbers());
    return files.open(files.list().get(0), Rejects.NONE);
  }

  private static void print(String what, long calls, long begin) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT, "%s: %,d calls in %.2f s, %,.0f/s%n", what, calls, seconds, calls / seconds);
  }
}
