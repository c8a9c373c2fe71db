package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.sql.PostgresServer;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.schedule.ScheduleText;
import hangup.state.ChannelSettings.Changers;
import hangup.state.ChannelSettings.Dates;
import hangup.state.ChannelSettings.Numbers;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.stats.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDatabaseTest {

  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ChannelRef CHANNEL =
      new ChannelRef("telegram", Optional.of("-100"), "-100", Optional.of("7"));

  @TempDir Path dir;

  @Test
  void whatIsKeptInTheFileIsThereAfterAnotherStart() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      keepAndRead(database);
    }
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      assertThat(new Subscriptions(database).all()).hasSize(1);
      assertThat(new AuditLog(database, CLOCK).of(CHANNEL, 5)).hasSize(1);
    }
  }

  @Test
  void postgresKeepsTheSame() {
    try (StateDatabase database = StateDatabase.open(postgres("kept", "postgres"), dir)) {
      assertThat(database.isShared()).isTrue();
      keepAndRead(database);
    }
  }

  private static void keepAndRead(StateDatabase database) {
    Subscriptions subscriptions = new Subscriptions(database);
    Subscription wanted =
        new Subscription(
            0,
            Origin.CHAT,
            "",
            CHANNEL,
            ScheduleText.read("mon-fri 09:30 every 4h"),
            ZoneId.of("Asia/Kathmandu"),
            "last 4h",
            new Filter(
                OptionalInt.of(-3),
                Optional.of("Шлюз-7"),
                Optional.of("北京电信 '; drop table audit"),
                Optional.empty(),
                Optional.of("vos")),
            true,
            true,
            new Pause(true, Optional.of(NOW), "by Ann"),
            NOW,
            "Ann \u0001 \ud83d\udcde",
            NOW);
    long id =
        database.write(
            handle -> {
              new AuditLog(database, CLOCK)
                  .note(
                      handle,
                      CHANNEL,
                      new Asker("7", "Ann", Set.of(), false),
                      "digest on",
                      "x".repeat(5_000));
              return subscriptions.add(handle, wanted);
            });
    Subscription kept = subscriptions.find(id).orElseThrow();
    assertThat(kept).usingRecursiveComparison().ignoringFields("id").isEqualTo(wanted);
    assertThat(subscriptions.of(CHANNEL)).containsExactly(kept);
    assertThat(
            subscriptions.of(
                new ChannelRef("telegram", Optional.empty(), "-100", Optional.empty())))
        .isEmpty();
    ChannelSettingsStore channels = new ChannelSettingsStore(database, () -> ZoneOffset.UTC, CLOCK);
    assertThat(channels.of(CHANNEL)).isEqualTo(ChannelSettings.DEFAULT);
    ChannelSettings settings =
        new ChannelSettings(
            Optional.of(ZoneId.of("Asia/Dhaka")),
            Filter.NONE.withGateway("GW-7"),
            Numbers.COMMA,
            Dates.DMY,
            false,
            Changers.ADMINS);
    ChannelRef whole = new ChannelRef("telegram", Optional.empty(), "-100", Optional.empty());
    database.write(
        handle -> {
          channels.put(handle, whole, ChannelSettings.DEFAULT);
          channels.put(handle, whole, settings);
          return true;
        });
    channels.refresh();
    // A topic without settings has those of its chat.
    assertThat(channels.of(CHANNEL)).isEqualTo(settings);
    assertThat(channels.zone(CHANNEL)).isEqualTo(ZoneId.of("Asia/Dhaka"));
  }

  @Test
  void aFileThatAnotherProcessHasIsSaidToBeInUse() throws IOException, InterruptedException {
    Process other = Writer.start(dir);
    try {
      Writer.awaitReady(other);
      assertThatThrownBy(() -> StateDatabase.open(StateSettings.FILE, dir))
          .isInstanceOfSatisfying(
              StateException.class, e -> assertThat(e.kind()).isEqualTo(StateException.Kind.LOCKED))
          .hasMessageContaining("in use by another process")
          .hasMessageContaining("dataDir");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatWasCommittedSurvivesAKill() throws IOException, InterruptedException {
    for (int round = 0; round < 3; round++) {
      Process other = Writer.start(dir);
      long confirmed;
      try {
        Writer.awaitReady(other);
        confirmed = Writer.readUntil(other, 40);
      } finally {
        other.destroyForcibly().waitFor();
      }
      try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
        Optional<KnownFacts.Fact> last =
            database.read(handle -> new KnownFacts().get(handle, "last"));
        assertThat(Long.parseLong(last.orElseThrow().text())).isGreaterThanOrEqualTo(confirmed);
      }
    }
  }

  @Test
  void aFullDiskIsSaidAndNothingThatWasKeptIsLost() {
    FullDisk.register();
    String url =
        "jdbc:h2:"
            + FullDisk.SCHEME
            + ":"
            + dir.resolve("full").toAbsolutePath()
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    StateErrors errors = new StateErrors("full");
    KnownFacts facts = new KnownFacts();
    try (StateDatabase database = StateDatabase.open(url, StateSettings.FILE, errors, false)) {
      database.write(
          handle -> {
            facts.put(handle, "before", "kept", NOW);
            return true;
          });
      FullDisk.fill();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 200; i++) {
                  String name = "n" + i;
                  database.write(
                      handle -> {
                        facts.put(handle, name, "x".repeat(500), NOW);
                        return true;
                      });
                }
              })
          .isInstanceOfSatisfying(
              StateException.class, e -> assertThat(e.kind()).isEqualTo(StateException.Kind.FULL))
          .hasMessageContaining("is full")
          .hasMessageContaining("Nothing that was kept before is lost");
      FullDisk.free();
      // The same process goes on by itself.
      Awaitility.await()
          .ignoreExceptionsMatching(StateException.class::isInstance)
          .until(
              () ->
                  database.write(
                      handle -> {
                        facts.put(handle, "after", "kept too", NOW);
                        return true;
                      }));
    } finally {
      FullDisk.free();
    }
    try (StateDatabase database = StateDatabase.open(url, StateSettings.FILE, errors, false)) {
      boolean both =
          database.read(
              handle ->
                  facts.get(handle, "before").isPresent()
                      && facts.get(handle, "after").isPresent());
      assertThat(both).isTrue();
    }
  }

  @Test
  void aWrongPasswordIsSaid() {
    PostgresServer.shared()
        .run(
            "drop role if exists bot",
            "create role bot login password 'right'",
            "drop database if exists guarded",
            "create database guarded owner bot");
    assertThatThrownBy(() -> StateDatabase.open(postgres("no_such_database", "postgres"), dir))
        .isInstanceOf(StateException.class)
        .message()
        .doesNotContain("postgres:postgres");
    StateErrors errors = new StateErrors("db");
    // The embedded server trusts everybody, so the answer of one that does not is played.
    StateException refused =
        errors.explain(
            new IllegalStateException(
                new java.sql.SQLException("password authentication failed", "28P01")));
    assertThat(refused.kind()).isEqualTo(StateException.Kind.REFUSED);
    assertThat(refused).hasMessageContaining("HANGUP_STATE_PASSWORD");
  }

  @Test
  void aServerThatIsAwayIsSaid() {
    StateSettings away =
        new StateSettings(
            Optional.of("jdbc:postgresql://127.0.0.1:1/hangup?password=secret"),
            Optional.of("hangup"),
            Optional.of(new Secret("secret")));
    assertThatThrownBy(() -> StateDatabase.open(away, dir))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.kind()).isEqualTo(StateException.Kind.UNREACHABLE))
        .hasMessageContaining("127.0.0.1:1/hangup")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aDatabaseOfANewerVersionIsNotTouched() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      database.write(
          handle ->
              handle.execute(
                  "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
                      + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
                      + " \"execution_time\", \"success\") values (99, '999', 'newer', 'SQL',"
                      + " 'V999__newer.sql', 1, 'sa', 1, true)"));
    }
    assertThatThrownBy(() -> StateDatabase.open(StateSettings.FILE, dir))
        .isInstanceOfSatisfying(
            StateException.class, e -> assertThat(e.kind()).isEqualTo(StateException.Kind.FOREIGN))
        .hasMessageContaining("newer version");
  }

  private static StateSettings postgres(String database, String user) {
    if (database.equals("kept")) {
      PostgresServer.shared().run("drop database if exists kept", "create database kept");
    }
    return new StateSettings(
        Optional.of(PostgresServer.shared().url().replaceFirst("/postgres$", "/" + database)),
        Optional.of(user),
        Optional.of(new Secret("postgres")));
  }
}
