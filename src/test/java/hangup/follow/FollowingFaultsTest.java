package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower with its thread and its clock, while a server of its own is killed and cut off. */
@Tag("slow")
class FollowingFaultsTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;
  private final MariaDbServer server = MariaDbServer.start();
  private final List<Cdr> truth = new ArrayList<>();
  private final VosTables tables = new VosTables(server, "followed", 11);
  private final CutProxy proxy = new CutProxy(server.port());

  @BeforeEach
  void database() {
    server.database("followed");
    happen(500);
  }

  @AfterEach
  void end() {
    proxy.close();
    server.close();
  }

  private void happen(int count) {
    long now = System.currentTimeMillis();
    List<Cdr> calls = tables.calls(now - 60_000, now, count);
    tables.insert(calls);
    truth.addAll(calls);
  }

  private Vos3000Source source() {
    ConnectionSettings connection =
        new ConnectionSettings(
            "jdbc:mariadb://127.0.0.1:" + proxy.port() + "/followed",
            "reader",
            "only reads",
            null,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));
    return new Vos3000Source(
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC));
  }

  private Following following(RollupStore store) {
    Vos3000Source source = source();
    FollowSettings settings =
        FollowSettings.defaults(ZoneOffset.UTC)
            .withBackfill(Duration.ofDays(2))
            .withPoll(Duration.ofMillis(100))
            .withBatch(100, 300);
    return new Following(
        List.of(
            new Following.Followed(
                source,
                new Follower(
                    source,
                    store,
                    text -> OptionalInt.empty(),
                    settings,
                    Clock.systemUTC(),
                    new Random()))));
  }

  @Test
  void aServerThatIsKilledAndComesBackLosesNothing() {
    try (RollupStore store =
            new RollupStore(StoreSettings.of(directory.resolve("calls.db")), Clock.systemUTC());
        Following following = following(store)) {
      following.start();
      for (int round = 0; round < 3; round++) {
        await().atMost(LONG).until(() -> Truth.counted(store) == truth.size());
        server.kill();
        await().atMost(LONG).until(() -> following.states().get(0).unreachable());
        assertThat(following.states().get(0).problem().orElseThrow()).contains("no connection to");
        // What was counted is there while the source is not.
        assertThat(Truth.counted(store)).isEqualTo(truth.size());
        server.restart();
        happen(400);
      }
      await().atMost(LONG).until(() -> Truth.counted(store) == truth.size());
      Truth.assertCounted(store, truth);
      assertThat(following.states().get(0).problem()).isEmpty();
    }
  }

  @Test
  void connectionsThatAreCutLoseNothing() {
    try (RollupStore store =
            new RollupStore(StoreSettings.of(directory.resolve("calls.db")), Clock.systemUTC());
        Following following = following(store)) {
      following.start();
      Random random = new Random(4);
      for (int round = 0; round < 5; round++) {
        happen(200);
        // In the middle of an answer: after some bytes that the server sends.
        proxy.cutAfter(random.nextInt(8000));
        await().atMost(LONG).until(proxy::wasCut);
      }
      await().atMost(LONG).until(() -> Truth.counted(store) == truth.size());
      Truth.assertCounted(store, truth);
    }
  }

  @Test
  void aConnectionThatHangsIsGivenUp() {
    try (RollupStore store =
            new RollupStore(StoreSettings.of(directory.resolve("calls.db")), Clock.systemUTC());
        Following following = following(store)) {
      following.start();
      await().atMost(LONG).until(() -> Truth.counted(store) == truth.size());
      proxy.hang(true);
      await().atMost(LONG).until(() -> following.states().get(0).problem().isPresent());
      happen(50);
      proxy.hang(false);
      await().atMost(LONG).until(() -> Truth.counted(store) == truth.size());
    }
  }
}
