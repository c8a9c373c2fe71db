package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.sql.PostgresServer;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.state.AuditLog.Entry;
import hangup.state.AuditLog.Found;
import hangup.state.AuditLog.Kind;
import hangup.state.AuditLog.Search;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ChannelRef NOC =
      new ChannelRef("discord", Optional.of("1"), "10", Optional.empty());
  private static final String NAME = "Ann 100%_! <b>'; drop table audit; --";

  @TempDir Path dir;

  @Test
  void findsInTheFile() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      keepsAndFinds(database);
    }
  }

  @Test
  void findsInPostgres() {
    PostgresServer.shared().run("drop database if exists audited", "create database audited");
    StateSettings settings =
        new StateSettings(
            Optional.of(PostgresServer.shared().url().replaceFirst("/postgres$", "/audited")),
            Optional.of("postgres"),
            Optional.of(new Secret("postgres")));
    try (StateDatabase database = StateDatabase.open(settings, dir)) {
      keepsAndFinds(database);
    }
  }

  private static void keepsAndFinds(StateDatabase database) {
    AuditLog audit = new AuditLog(database, CLOCK);
    audit.keep(
        List.of(
            asked(1, "7", NAME, "summary", "ok"),
            asked(2, "7", NAME, "calls", "refused"),
            asked(3, "8", "Bob \u0000 8801712345678", "summary", "user")));
    boolean unused =
        database.write(
            handle -> {
              audit.note(handle, NOC, new Asker("7", NAME, Set.of(), false), "digest on", "1: x");
              return true;
            });

    Found all = audit.find(search(null, null, null), 0, 10);
    assertThat(all.total()).isEqualTo(4);
    assertThat(all.outcomes()).containsEntry("ok", 1L).containsEntry("changed", 1L).hasSize(4);
    assertThat(all.entries())
        .extracting(Entry::action)
        .containsExactly("digest on", "summary", "calls", "summary");
    assertThat(all.entries().get(1).actorName()).isEqualTo("Bob 880171234****");
    assertThat(all.entries().get(1).took()).hasValue(Duration.ofMillis(12));
    assertThat(all.entries().get(1).channel()).isEqualTo(NOC);
    assertThat(all.entries().get(3).actorName()).isEqualTo(NAME);

    assertThat(audit.find(search(null, null, null), 1, 2).entries())
        .extracting(Entry::action)
        .containsExactly("summary", "calls");
    assertThat(audit.find(search("8", null, null), 0, 10).total()).isEqualTo(1);
    assertThat(audit.find(search("ANN 100%_!", null, null), 0, 10).total()).isEqualTo(3);
    assertThat(audit.find(search("%", null, null), 0, 10).total()).isEqualTo(3);
    assertThat(audit.find(search("' or 1=1 --", null, null), 0, 10).total()).isZero();
    assertThat(audit.find(search(null, "digest", null), 0, 10).total()).isEqualTo(1);
    assertThat(audit.find(search(null, "dig", null), 0, 10).total()).isZero();
    assertThat(audit.find(search("7", "calls", "refused"), 0, 10).total()).isEqualTo(1);
    assertThat(audit.of(NOC, 10)).extracting(Entry::kind).containsExactly(Kind.CHANGE);
  }

  @Test
  void forgetsWhatIsOldSomeAtATime() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      AuditLog audit = new AuditLog(database, CLOCK);
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        entries.add(asked(i, "7", "Ann", "summary", "ok"));
      }
      audit.keep(entries);

      Instant before = NOW.minusSeconds(60).plusSeconds(20);
      assertThat(audit.forget(before, 12)).isEqualTo(12);
      assertThat(audit.forget(before, 12)).isEqualTo(8);
      assertThat(audit.forget(before, 12)).isZero();
      assertThat(audit.find(search(null, null, null), 0, 100).entries())
          .extracting(Entry::at)
          .hasSize(5)
          .allMatch(at -> !at.isBefore(before));
    }
  }

  @Test
  void changesOfBeforeStayWhenTheTableGrows() {
    String url = "jdbc:h2:file:" + dir.resolve("state").toAbsolutePath() + ";WRITE_DELAY=0";
    Flyway.configure()
        .dataSource(url, "sa", "")
        .locations("classpath:hangup/state/migrations")
        .target("1")
        .load()
        .migrate();
    org.jdbi.v3.core.Jdbi.create(url, "sa", "")
        .useHandle(
            handle ->
                handle.execute(
                    "insert into audit (at, platform, channel, thread, actor, actor_name, action,"
                        + " detail) values (?, 'discord', '10', '', '7', 'Ann', 'settings',"
                        + " 'zone:Asia/Dhaka')",
                    NOW.minusSeconds(30).toEpochMilli()));

    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      AuditLog audit = new AuditLog(database, CLOCK);
      Entry kept = audit.find(search(null, null, null), 0, 10).entries().get(0);
      assertThat(kept.kind()).isEqualTo(Kind.CHANGE);
      assertThat(kept.outcome()).isEqualTo(AuditLog.CHANGED);
      assertThat(kept.detail()).isEqualTo("zone:Asia/Dhaka");
      assertThat(audit.of(new ChannelRef("discord", Optional.empty(), "10", Optional.empty()), 5))
          .containsExactly(kept);
    }
  }

  private static Search search(
      @org.jspecify.annotations.Nullable String who,
      @org.jspecify.annotations.Nullable String command,
      @org.jspecify.annotations.Nullable String outcome) {
    return new Search(
        NOW.minusSeconds(60),
        NOW.plusSeconds(60),
        Optional.ofNullable(who),
        Optional.ofNullable(command),
        Optional.ofNullable(outcome));
  }

  private static Entry asked(int second, String id, String name, String command, String outcome) {
    return new Entry(
        NOW.minusSeconds(60).plusSeconds(second),
        Kind.COMMAND,
        NOC,
        id,
        name,
        command,
        List.of("period:today", "by:gateway").stream().collect(Collectors.joining(" ")),
        outcome,
        Optional.of(Duration.ofMillis(12)));
  }
}
