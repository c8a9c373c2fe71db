package hangup.follow;

import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.VosTables;
import hangup.stats.RollupStore;
import hangup.stats.StatsUnavailableException;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that follows is killed again and again, while calls go on. */
@Tag("slow")
class KilledFollowerTest {
  private static final int KILLS = 8;

  @TempDir Path directory;

  @Test
  void eachCallCountsOnceHoweverOftenTheProcessIsKilled() throws Exception {
    MariaDbServer server = MariaDbServer.shared();
    server.database("killed");
    VosTables tables = new VosTables(server, "killed", 21);
    long now = System.currentTimeMillis();
    List<Cdr> truth =
        new ArrayList<>(tables.calls(now - Duration.ofDays(2).toMillis(), now, 60_000));
    tables.insert(truth);
    Path file = directory.resolve("calls.db");
    Random random = new Random(9);
    for (int kill = 0; kill < KILLS; kill++) {
      try (KilledProcess process = follow(server, file)) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(900));
        List<Cdr> more =
            tables.calls(System.currentTimeMillis() - 30_000, System.currentTimeMillis(), 100);
        tables.insert(more);
        truth.addAll(more);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(900));
        process.kill();
      }
    }
    // Gives the file back at once, so that the other process can write it.
    StoreSettings settings = StoreSettings.of(file).withReadIdle(Duration.ofMillis(1));
    try (KilledProcess last = follow(server, file);
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

  private static KilledProcess follow(MariaDbServer server, Path file) throws IOException {
    return KilledProcess.start(FollowProcess.class, server.url("killed"), file.toString());
  }
}
