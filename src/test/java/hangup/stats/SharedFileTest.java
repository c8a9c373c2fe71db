package hangup.stats;

import static hangup.stats.Calls.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.Cdr;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, several processes, and some of them die. */
final class SharedFileTest {
  private static final int CALLS = 250_000;

  @TempDir Path directory;

  private RollupStore open() {
    Duration patient = Duration.ofMinutes(1);
    return new RollupStore(StoreSettings.of(file()).withWaits(patient, patient), Clock.systemUTC());
  }

  private Path file() {
    return directory.resolve("calls.db");
  }

  private static Question everything() {
    return new Question(
        Instant.EPOCH,
        Instant.parse("2099-01-01T00:00:00Z"),
        Filter.NONE,
        new Classification(Set.of(1), Set.of(1)),
        List.of(Breakdown.by(Dimension.ROUTING_GATEWAY, Dimension.CUSTOMER, 100_000)));
  }

  private static List<Cdr> calls(long from, long to) {
    return LongStream.range(from, to).mapToObj(ChildProcess::nth).toList();
  }

  private static void assertCalls(RollupStore store, long calls) {
    CallStats.Answer answer = store.ask(everything());
    assertThat(answer.total().seizures()).isEqualTo(calls);
    assertThat(answer.state().calls()).isEqualTo(calls);
    assertThat(answer.rows().get(0).stream().mapToLong(row -> row.counts().seizures()).sum())
        .isEqualTo(calls);
  }

  @Test
  void anIngestThatIsKilledLeavesAllOrNothingAndCanBeRepeated()
      throws IOException, InterruptedException {
    Random random = new Random(42);
    try (RollupStore store = open()) {
      add(store, "vos", calls(0, 10));
    }
    for (int round = 0; round < 3; round++) {
      try (ChildProcess child = ChildProcess.start(file(), "add", "10", Integer.toString(CALLS))) {
        // While it adds, while it writes and commits, or after that.
        child.awaitLine(round == 0 ? "at 150000" : round == 2 ? "committed" : "commit");
        Thread.sleep(random.nextInt(300));
        child.kill();
      }
      try (RollupStore store = open()) {
        long calls = store.state().calls();
        assertThat(calls).isIn(10L, (long) CALLS);
        assertCalls(store, calls);
      }
    }

    try (RollupStore store = open()) {
      add(store, "vos", calls(0, CALLS));
      assertCalls(store, CALLS);
      assertThat(add(store, "vos", calls(0, CALLS)).added()).isZero();
    }
  }

  @Test
  void whoReadsInAnotherProcessMakesRoomForWhoAdds() throws IOException {
    try (RollupStore store = open()) {
      add(store, "vos", calls(0, 10));
      try (ChildProcess child = ChildProcess.start(file(), "read")) {
        assertThat(child.awaitLine("calls")).isEqualTo("calls 10");
        assertCalls(store, 10);

        // It has the file open until it has been idle for a second.
        assertThat(add(store, "vos", calls(10, 20)).added()).isEqualTo(10);
      }
    }
  }

  @Test
  void whoAsksWhileAnotherProcessAddsIsToldWhichOrWaits() throws IOException {
    try (RollupStore store = open()) {
      add(store, "vos", calls(0, 10));
    }
    StoreSettings hasty =
        StoreSettings.of(file()).withWaits(Duration.ofMillis(100), Duration.ofMillis(100));
    try (RollupStore store = open();
        RollupStore hurried = new RollupStore(hasty, Clock.systemUTC());
        ChildProcess child = ChildProcess.start(file(), "hold", "10", Integer.toString(CALLS))) {
      child.awaitLine("holding");

      assertThatThrownBy(() -> hurried.ask(everything()))
          .isInstanceOf(StatsUnavailableException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("process " + child.pid());
      assertThatThrownBy(() -> hurried.begin("vos", Calls::noCode))
          .isInstanceOf(StatsUnavailableException.class)
          .hasMessageContaining("process " + child.pid());

      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> assertCalls(store, CALLS));
      child.proceed();
      child.awaitLine("closed");
      asked.join();
    }
  }

  @Test
  void whoAsksInTheSameProcessWhileItAddsSeesWhatWasCommitted() {
    try (RollupStore store = open()) {
      add(store, "vos", calls(0, 10));
      try (Ingest ingest = store.begin("vos", Calls::noCode)) {
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> assertCalls(store, 10));
        calls(10, 200_000).forEach(ingest::add);
        asked.join();
        assertCalls(store, 10);
        ingest.commit();
        assertCalls(store, 200_000);
      }
      assertCalls(store, 200_000);
    }
  }
}
