package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hangup.cdr.sql.PostgresServer;
import hangup.chat.ChannelRef;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.state.ChannelSettings.Changers;
import hangup.state.Subscription.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of every version that was released are brought up to date with all that is in them. */
class MigrationsTest {

  private static final int RELEASED = 2;
  private static final Path MIGRATIONS =
      Path.of("src", "main", "resources", "hangup", "state", "migrations");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);

  @TempDir Path dir;

  /** The file itself, as that version's H2 wrote it. */
  @ParameterizedTest
  @ValueSource(ints = {1, RELEASED})
  void theFile(int version) throws IOException {
    try (InputStream packed = resource("v" + version + ".mv.db.gz");
        InputStream file = new GZIPInputStream(packed)) {
      Files.copy(file, dir.resolve("state.mv.db"));
    }
    checkTwice(StateSettings.FILE, version);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, RELEASED})
  void onPostgres(int version) throws Exception {
    String name = "released" + version;
    PostgresServer.shared().run("drop database if exists " + name, "create database " + name);
    String url = PostgresServer.shared().url().replaceFirst("/postgres$", "/" + name);
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      for (int i = 1; i <= version; i++) {
        statement.execute(text("v" + i + ".sql"));
      }
    }
    checkTwice(
        new StateSettings(
            Optional.of(url), Optional.of("postgres"), Optional.of(new Secret("postgres"))),
        version);
  }

  private void checkTwice(StateSettings settings, int version) {
    for (int start = 0; start < 2; start++) {
      try (StateDatabase database = StateDatabase.open(settings, dir)) {
        check(database, version);
      }
    }
  }

  private static void check(StateDatabase database, int version) {
    List<Subscription> subscriptions = new Subscriptions(database).all();
    assertThat(subscriptions)
        .extracting(one -> one.channel().channel(), Subscription::zone, Subscription::origin)
        .containsExactlyInAnyOrder(
            tuple("10", ZoneId.of("Asia/Dhaka"), Origin.CHAT),
            tuple("-100", ZoneId.of("America/New_York"), Origin.CHAT),
            tuple("-200", ZoneId.of("Europe/Berlin"), Origin.CONFIG));
    Subscription resting =
        subscriptions.stream().filter(one -> one.pause().paused()).findFirst().orElseThrow();
    assertThat(resting.filter().customer()).contains("北京电信");
    assertThat(resting.filter().code()).hasValue(22);
    assertThat(resting.pause().until()).contains(Instant.ofEpochMilli(1_795_000_000_000L));
    assertThat(resting.channel().thread()).contains("7");

    assertThat(rows(database, "select delivery_key, state from delivery"))
        .isEqualTo(
            Map.of(
                "digest/1/1789966800", "sent",
                "digest/2/1789980000", "waiting",
                "admin/start/2983333", "sent"));
    assertThat(rows(database, "select name, fact from known_fact"))
        .containsEntry("version", "Hangup 1.0.0");
    assertThat(rows(database, "select task_name, task_instance from scheduled_tasks"))
        .containsEntry("digest", "1");

    ChannelRef chat = new ChannelRef("telegram", Optional.of("-100"), "-100", Optional.of("7"));
    ChannelSettings settings =
        new ChannelSettingsStore(database, () -> ZoneOffset.UTC, CLOCK).of(chat);
    assertThat(settings.zone()).contains(ZoneId.of("America/New_York"));
    assertThat(settings.changers()).isEqualTo(Changers.ADMINS);

    AuditLog audit = new AuditLog(database, CLOCK);
    ChannelRef channel = new ChannelRef("discord", Optional.of("1"), "10", Optional.empty());
    assertThat(audit.of(channel, 10))
        .extracting(AuditLog.Entry::actorName, AuditLog.Entry::action)
        .contains(tuple("Ann", "digest on"));
    assertThat(rows(database, "select action, actor_name from audit"))
        .hasSize(version == 1 ? 2 : 3)
        .containsEntry("settings", "Bob");
  }

  private static Map<String, String> rows(StateDatabase database, String sql) {
    return database.read(
        handle -> {
          Map<String, String> rows = new TreeMap<>();
          handle
              .createQuery(sql)
              .map((set, context) -> Map.entry(set.getString(1), set.getString(2)))
              .forEach(one -> rows.put(one.getKey(), one.getValue()));
          return rows;
        });
  }

  @Test
  void aMigrationThatWasReleasedIsNeverChanged() throws Exception {
    List<String> released = new ArrayList<>();
    for (String line : text("migrations.txt").lines().toList()) {
      if (!line.startsWith("#")) {
        String[] parts = line.split(" ", -1);
        released.add(parts[0]);
        assertThat(sha256(MIGRATIONS.resolve(parts[0])))
            .as(
                "%s was released: databases that have run it would be refused. Undo the change, and"
                    + " add a migration of the next number",
                parts[0])
            .isEqualTo(parts[1]);
      }
    }
    assertThat(released).hasSize(RELEASED);
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      assertThat(
              files
                  .map(file -> Objects.requireNonNull(file.getFileName()).toString())
                  .filter(file -> !released.contains(file))
                  .map(file -> Integer.parseInt(file.replaceFirst("V([0-9]+)__.*", "$1")))
                  .collect(Collectors.toList()))
          .as("numbers of migrations that are not released yet")
          .allSatisfy(number -> assertThat(number).isGreaterThan(RELEASED));
    }
  }

  private static String sha256(Path file) throws Exception {
    // As on every system, whatever ends a line there.
    String text = Files.readString(file).replace("\r\n", "\n");
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(MigrationsTest.class.getResourceAsStream("released/" + name));
  }
}
