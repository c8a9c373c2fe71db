package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows a real VOS3000 database, step by step, at a time of the test's choosing. */
class FollowerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final long NOW_MS = NOW.toEpochMilli();
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  @TempDir Path directory;
  private final MariaDbServer server = MariaDbServer.shared();
  private final SettableClock clock = new SettableClock(NOW);
  private final List<Cdr> truth = new ArrayList<>();
  private VosTables tables = new VosTables(server, "followed", 3);
  private FollowSettings settings =
      FollowSettings.defaults(ZoneOffset.UTC).withBackfill(Duration.ofDays(3)).withBatch(50, 500);
  private RollupStore store = store();
  private Vos3000Source source = source();
  private Follower follower = follower();

  private RollupStore store() {
    return new RollupStore(StoreSettings.of(Path.of("unused")), clock);
  }

  private Vos3000Source source() {
    ConnectionSettings connection =
        ConnectionSettings.of(server.url("followed"), "reader", "only reads");
    return new Vos3000Source(
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC));
  }

  private Follower follower() {
    return new Follower(source, store, text -> OptionalInt.empty(), settings, clock, new Random(1));
  }

  @BeforeEach
  void open() {
    server.database("followed");
    tables = new VosTables(server, "followed", 3);
    restart();
  }

  @AfterEach
  void close() {
    source.close();
    store.close();
  }

  /** As a bot does that was ended and started. */
  private void restart() {
    close();
    store = new RollupStore(StoreSettings.of(directory.resolve("calls.db")), clock);
    source = source();
    follower = follower();
  }

  private List<Cdr> happen(List<Cdr> calls) {
    tables.insert(calls);
    truth.addAll(calls);
    return calls;
  }

  /** Until there is nothing more to read now. */
  private void catchUp() {
    for (int steps = 0; !follower.step().equals(settings.poll()); steps++) {
      assertThat(follower.state().problem()).isEmpty();
      assertThat(steps).isLessThan(10_000);
    }
  }

  private void pass(long ms) {
    clock.advance(Duration.ofMillis(ms));
  }

  @Test
  void readsTodayFirstThenThePast() {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 2000));
    long today = truth.stream().filter(cdr -> cdr.stopMs() >= NOW_MS - 12 * HOUR).count();
    do {
      assertThat(follower.step()).isEqualTo(settings.pause());
    } while (follower.state().asOf().isEmpty() || !follower.state().behind().isZero());
    assertThat(Truth.counted(store)).isBetween(today, today + 600);
    assertThat(follower.state().daysRead()).isEqualTo(1);
    assertThat(follower.state().daysWanted()).isEqualTo(3);
    catchUp();
    Truth.assertCounted(store, truth);
    assertThat(follower.state().isBackfilled()).isTrue();
    assertThat(follower.state().asOf()).hasValue(NOW);
    assertThat(follower.state().added()).isEqualTo(2000);
  }

  @Test
  void readsNothingOlderThanAsked() {
    happen(tables.calls(NOW_MS - HOUR, NOW_MS, 10));
    long limit = Instant.parse("2026-11-17T00:00:00Z").toEpochMilli();
    happen(tables.calls(limit, limit + HOUR, 10));
    tables.insert(tables.calls(limit - HOUR, limit, 10));
    catchUp();
    assertThat(Truth.counted(store)).isEqualTo(20);
  }

  @Test
  void followsNewCallsOverMidnightIntoTheNextTable() {
    happen(tables.calls(NOW_MS - HOUR, NOW_MS, 100));
    catchUp();
    for (int hour = 0; hour < 14; hour++) {
      long from = clock.millis();
      pass(HOUR);
      happen(tables.calls(from, clock.millis(), 97));
      catchUp();
      assertThat(Truth.counted(store)).isEqualTo(truth.size());
    }
    Truth.assertCounted(store, truth);
  }

  @Test
  void countsEachCallOnceInAnyOrderWithinTheWindow() {
    List<Cdr> calls = new ArrayList<>(tables.calls(NOW_MS, NOW_MS + 4 * MINUTE, 400));
    Collections.shuffle(calls, new Random(5));
    server.run("followed", VosTables.ddl(VosTables.table(NOW_MS)));
    catchUp();
    clock.set(Instant.ofEpochMilli(NOW_MS + 4 * MINUTE));
    for (int i = 0; i < 400; i += 40) {
      happen(calls.subList(i, i + 40));
      pass(3 * SECOND);
      catchUp();
    }
    // The whole window is counted again twice a minute.
    pass(31 * SECOND);
    catchUp();
    Truth.assertCounted(store, truth);
    assertThat(follower.state().late()).isZero();
  }

  @Test
  void callsThatAppearWhileTheLastSecondsAreCountedAreReadOnce() {
    Runnable[] meanwhile = {() -> {}};
    CdrSource counting =
        (CdrSource)
            Proxy.newProxyInstance(
                CdrSource.class.getClassLoader(),
                new Class<?>[] {CdrSource.class},
                (proxy, method, values) -> {
                  if (method.getName().equals("counts")) {
                    meanwhile[0].run();
                  }
                  return method.invoke(source, values);
                });
    follower =
        new Follower(counting, store, text -> OptionalInt.empty(), settings, clock, new Random(1));
    happen(tables.calls(NOW_MS - 900, NOW_MS - 500, 10));
    catchUp();
    assertThat(follower.state().rows()).isEqualTo(10);
    happen(tables.calls(NOW_MS - 400, NOW_MS - 300, 10));
    meanwhile[0] = () -> happen(tables.calls(NOW_MS - 200, NOW_MS - 100, 5));
    catchUp();
    assertThat(follower.state().rows()).isEqualTo(20);
    meanwhile[0] = () -> {};
    catchUp();
    assertThat(follower.state().rows()).isEqualTo(25);
    Truth.assertCounted(store, truth);
  }

  @Test
  void seesACallOfTheSameMillisecondThatAppearsLater() {
    happen(List.of(tables.call(NOW_MS - SECOND)));
    catchUp();
    happen(List.of(tables.call(NOW_MS - SECOND), tables.call(NOW_MS - SECOND)));
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void countsLateCallsAndSaysHowMany() {
    happen(tables.calls(NOW_MS - 6 * HOUR, NOW_MS, 600));
    catchUp();
    happen(tables.calls(NOW_MS - 3 * HOUR, NOW_MS - 3 * HOUR + MINUTE, 7));
    catchUp();
    assertThat(Truth.counted(store)).isEqualTo(600);
    for (int minute = 0; minute < 10; minute++) {
      pass(MINUTE);
      catchUp();
    }
    Truth.assertCounted(store, truth);
    assertThat(follower.state().late()).isEqualTo(7);
    restart();
    catchUp();
    assertThat(follower.state().late()).isEqualTo(7);
    Truth.assertCounted(store, truth);
  }

  @Test
  void countsCallsThatAppearDaysLate() {
    settings = settings.withBackfill(Duration.ofDays(8));
    restart();
    happen(tables.calls(NOW_MS - 7 * DAY, NOW_MS, 600));
    catchUp();
    happen(tables.calls(NOW_MS - 6 * DAY, NOW_MS - 6 * DAY + MINUTE, 5));
    for (int look = 0; look < 7 * 24; look++) {
      pass(30 * SECOND);
      catchUp();
    }
    Truth.assertCounted(store, truth);
    assertThat(follower.state().late()).isEqualTo(5);
  }

  @Test
  void theSameCallInTwoTablesCountsOnce() {
    List<Cdr> calls = tables.calls(NOW_MS - HOUR, NOW_MS, 200);
    happen(calls);
    tables.insert("e_cdr", calls.subList(50, 150));
    tables.insert(VosTables.table(NOW_MS - DAY), calls.subList(0, 20));
    catchUp();
    restart();
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void goesOnWhereItWasAfterARestart() {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 3000));
    for (int steps = 0; Truth.counted(store) < 3000; steps++) {
      if (steps % 2 == 1) {
        restart();
      }
      follower.step();
      assertThat(steps).isLessThan(200);
    }
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void readsTheBacklogOfANight() {
    happen(tables.calls(NOW_MS - HOUR, NOW_MS, 50));
    catchUp();
    close();
    pass(30 * HOUR);
    happen(tables.calls(NOW_MS, NOW_MS + 30 * HOUR, 2000));
    restart();
    follower.step();
    assertThat(follower.state().behind()).isPositive();
    assertThat(follower.state().asOf().orElseThrow()).isBefore(clock.instant());
    catchUp();
    assertThat(follower.state().behind()).isZero();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aClockThatIsAheadHidesNoCall() {
    happen(tables.calls(NOW_MS - HOUR, NOW_MS, 50));
    // One host of the softswitch is 4 minutes ahead, and one a year.
    happen(List.of(tables.call(NOW_MS + 4 * MINUTE)));
    tables.insert(List.of(tables.call(NOW_MS + 365 * DAY)));
    catchUp();
    for (int i = 0; i < 20; i++) {
      pass(20 * SECOND);
      happen(List.of(tables.call(clock.millis() - SECOND)));
      catchUp();
    }
    pass(MINUTE);
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aClockThatIsBehindHidesNoCall() {
    happen(tables.calls(NOW_MS - 5 * HOUR, NOW_MS - 3 * HOUR, 50));
    catchUp();
    for (int i = 0; i < 20; i++) {
      pass(MINUTE);
      happen(List.of(tables.call(clock.millis() - 3 * HOUR)));
      catchUp();
    }
    Truth.assertCounted(store, truth);
    assertThat(follower.state().late()).isZero();
  }

  @Test
  void aTableThatIsDroppedWhileItIsReadTakesNothingAway() {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 2000));
    while (follower.state().daysRead() < 2) {
      follower.step();
    }
    follower.step();
    long counted = Truth.counted(store);
    server.run("followed", "DROP TABLE " + VosTables.table(NOW_MS - 2 * DAY));
    server.run("followed", "DROP TABLE " + VosTables.table(NOW_MS));
    catchUp();
    pass(HOUR);
    for (int i = 0; i < 100; i++) {
      pass(MINUTE);
      catchUp();
    }
    assertThat(Truth.counted(store)).isGreaterThanOrEqualTo(counted);
    happen(tables.calls(clock.millis() - MINUTE, clock.millis(), 5));
    catchUp();
    assertThat(follower.state().problem()).isEmpty();
  }

  @Test
  void waitsWhileATableIsLockedAndMissesNothing() throws Exception {
    happen(tables.calls(NOW_MS - HOUR, NOW_MS, 100));
    catchUp();
    source.close();
    source =
        new Vos3000Source(
            new Vos3000Settings(
                "vos1",
                ConnectionSettings.of(server.url("followed"), "reader", "only reads")
                    .withQueryTimeout(Duration.ofSeconds(1)),
                Optional.empty(),
                ZoneOffset.UTC));
    follower = follower();
    catchUp();
    happen(tables.calls(NOW_MS, NOW_MS + MINUTE, 30));
    pass(2 * MINUTE);
    try (Connection admin = server.connect("followed");
        var sql = admin.createStatement()) {
      sql.execute("LOCK TABLES " + VosTables.table(NOW_MS) + " WRITE");
      Duration wait = follower.step();
      assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
      assertThat(follower.state().problem().orElseThrow()).contains("took longer than 1 s");
      assertThat(follower.state().unreachable()).isFalse();
      assertThat(follower.state().failingSince()).hasValue(clock.instant());
    }
    catchUp();
    assertThat(follower.state().problem()).isEmpty();
    Truth.assertCounted(store, truth);
  }

  @Test
  void anEmptyDatabaseIsFollowedFromItsFirstRow() {
    server.run("followed", VosTables.ddl(VosTables.table(NOW_MS)));
    catchUp();
    assertThat(follower.state().asOf()).hasValue(NOW);
    happen(tables.calls(NOW_MS - SECOND, NOW_MS, 3));
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aDatabaseWithoutCdrTablesIsAProblemUntilThereIsOne() {
    follower.step();
    assertThat(follower.state().problem().orElseThrow())
        .contains("no table e_cdr or e_cdr_YYYYMMDD that this user may read");
    assertThat(follower.state().asOf()).isEmpty();
    happen(tables.calls(NOW_MS - SECOND, NOW_MS, 3));
    catchUp();
    assertThat(follower.state().problem()).isEmpty();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aTableThatIsArchivedWhileItIsReadTakesNothingAway() {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 2000));
    while (follower.state().asOf().isEmpty() || !follower.state().behind().isZero()) {
      follower.step();
    }
    server.run(
        "followed",
        "RENAME TABLE " + VosTables.table(NOW_MS - DAY) + " TO archive_of_yesterday",
        "TRUNCATE TABLE " + VosTables.table(NOW_MS));
    long counted = Truth.counted(store);
    catchUp();
    assertThat(Truth.counted(store)).isGreaterThanOrEqualTo(counted);
    // Put back, what was missed meanwhile is found.
    server.run("followed", "RENAME TABLE archive_of_yesterday TO " + VosTables.table(NOW_MS - DAY));
    for (int i = 0; i < 60; i++) {
      pass(MINUTE);
      catchUp();
    }
    Truth.assertCounted(store, truth);
  }

  @Test
  void daysAreThoseOfTheZone() {
    settings =
        FollowSettings.defaults(ZoneId.of("Asia/Kathmandu"))
            .withBackfill(Duration.ofDays(2))
            .withBatch(50, 500);
    restart();
    happen(tables.calls(NOW_MS - 5 * DAY / 2, NOW_MS, 1000));
    catchUp();
    long from = Instant.parse("2026-11-17T18:15:00Z").toEpochMilli();
    Truth.assertCounted(store, truth.stream().filter(cdr -> cdr.stopMs() >= from).toList());
    for (int i = 0; i < 60; i++) {
      pass(MINUTE);
      catchUp();
    }
    assertThat(follower.state().late()).isZero();
  }
}
