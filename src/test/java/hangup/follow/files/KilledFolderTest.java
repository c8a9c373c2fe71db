package hangup.follow.files;

import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.follow.KilledProcess;
import hangup.follow.Truth;
import hangup.stats.RollupStore;
import hangup.stats.StatsUnavailableException;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that follows is killed again and again, while files come, grow and are renamed. */
@Tag("slow")
class KilledFolderTest {
  private static final int KILLS = 8;

  @TempDir Path directory;

  @Test
  void eachFileCountsOnceHoweverOftenTheProcessIsKilled() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("in"));
    Path file = directory.resolve("calls.db");
    Exports exports = new Exports(3);
    Random random = new Random(5);
    long start = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
    List<Cdr> truth = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      List<Cdr> whole = exports.calls(start, 20_000);
      List<Cdr> growing = exports.calls(start, 20_000);
      truth.addAll(whole);
      truth.addAll(growing);
      Files.write(folder.resolve(kill + ".csv.gz"), Exports.gzip(Exports.csv(whole)));
      byte[] bytes = Exports.csv(growing);
      Path live = Files.write(folder.resolve("live.csv"), Arrays.copyOf(bytes, 5000));
      try (KilledProcess process = follow(folder, file)) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1200));
        Files.write(live, Arrays.copyOfRange(bytes, 5000, bytes.length), StandardOpenOption.APPEND);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(900));
        process.kill();
      }
      Files.move(live, folder.resolve("done-" + kill + ".csv"));
    }
    StoreSettings settings = StoreSettings.of(file).withReadIdle(Duration.ofMillis(1));
    try (KilledProcess last = follow(folder, file);
        RollupStore store = new RollupStore(settings, Clock.systemUTC())) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .ignoreException(StatsUnavailableException.class)
          .until(() -> Truth.counted(store) >= truth.size());
      last.kill();
      Truth.assertCounted(store, truth);
    }
  }

  private static KilledProcess follow(Path folder, Path file) throws IOException {
    return KilledProcess.start(FolderProcess.class, folder.toString(), file.toString());
  }
}
