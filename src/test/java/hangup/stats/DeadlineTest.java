package hangup.stats;

import static hangup.stats.Calls.add;
import static hangup.stats.Calls.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadlineTest {
  @TempDir Path directory;

  @Test
  void endsAStatementThatWouldRunForHours() throws SQLException {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    try (var connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement sql = connection.createStatement();
        Deadline deadline = new Deadline(sql, Duration.ofMillis(200), timer, System::nanoTime)) {
      assertThat(deadline.passed()).isFalse();
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(StoreErrors.isInterrupt(e)).isTrue());
      assertThat(deadline.passed()).isTrue();
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void aQuestionThatTakesTooLongIsGivenUpAndSaysSo() {
    Path file = directory.resolve("calls.db");
    StoreSettings hasty = StoreSettings.of(file).withQueryTimeout(Duration.ZERO);
    try (RollupStore store = new RollupStore(hasty, Clock.systemUTC())) {
      add(store, "vos", List.of(failed(1, "2026-11-01T10:00:00Z", 22)));
      Breakdown byReason = Breakdown.by(Dimension.REASON, 5);
      Question question =
          new Question(
              Instant.parse("2026-11-01T00:00:00Z"),
              Instant.parse("2026-11-02T00:00:00Z"),
              Filter.NONE,
              new Classification(Set.of(), Set.of()),
              List.of(byReason, byReason, byReason, byReason, byReason, byReason, byReason));

      assertThatThrownBy(() -> store.ask(question))
          .isInstanceOf(StatsUnavailableException.class)
          .hasMessageContaining("given up")
          .hasMessageContaining("shorter period");
    }
  }
}
