package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.cdr.sql.PostgresServer;
import hangup.chat.Turn;
import hangup.config.Secret;
import hangup.config.StateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears, when several processes could. */
class LeasesTest {

  private static final Leases.Pace QUICK =
      new Leases.Pace(Duration.ofMillis(50), Duration.ofMillis(600));

  @TempDir Path dir;
  private StateSettings settings = StateSettings.FILE;

  @BeforeEach
  void database() {
    PostgresServer.shared().run("drop database if exists leases", "create database leases");
    settings =
        new StateSettings(
            Optional.of(PostgresServer.shared().url().replaceFirst("/postgres$", "/leases")),
            Optional.of("postgres"),
            Optional.of(new Secret("postgres")));
  }

  @Test
  void oneHasTheTurnUntilItLeaves() throws InterruptedException {
    try (StateDatabase database = StateDatabase.open(settings, dir);
        Leases first = new Leases(database, QUICK);
        Leases second = new Leases(database, QUICK)) {
      Turn one = first.turn("telegram");
      Turn other = second.turn("telegram");
      Turn elsewhere = second.turn("discord");
      first.start();
      second.start();
      assertThat(one.mine()).isTrue();
      assertThat(other.mine()).isFalse();
      assertThat(elsewhere.mine()).isTrue();
      // For longer than a turn lives by itself.
      Thread.sleep(QUICK.life().multipliedBy(2).toMillis());
      assertThat(one.mine()).isTrue();
      assertThat(other.mine()).isFalse();

      one.leave();
      assertThat(one.mine()).isFalse();
      other.await();
      assertThat(other.mine()).isTrue();
      assertThat(one.mine()).isFalse();
    }
  }

  @Test
  void theTurnOfOneThatDiedPassesOn() throws InterruptedException {
    try (StateDatabase database = StateDatabase.open(settings, dir)) {
      // It says once that it hears, and then nothing more, as one that was killed.
      Leases dead = new Leases(database, new Leases.Pace(Duration.ofHours(1), QUICK.life()));
      Turn gone = dead.turn("telegram");
      dead.start();
      assertThat(gone.mine()).isTrue();
      try (Leases second = new Leases(database, QUICK)) {
        Turn other = second.turn("telegram");
        second.start();
        assertThat(other.mine()).isFalse();
        other.await();
        // Had it only slept, it would not take itself for the one that hears.
        assertThat(gone.mine()).isFalse();
        assertThat(other.mine()).isTrue();
      }
    }
  }

  @Test
  void whileTheDatabaseIsAwayWhoeverHadTheTurnKeepsItUnlessThePlatformObjects() {
    StateDatabase database = StateDatabase.open(settings, dir);
    try (Leases leases = new Leases(database, QUICK)) {
      Turn turn = leases.turn("telegram");
      leases.start();
      turn.doubt();
      assertThat(turn.mine()).isTrue();
      database.close();
      await().during(QUICK.life().multipliedBy(2)).until(turn::mine);
      turn.doubt();
      assertThat(turn.mine()).isFalse();
    }
  }
}
