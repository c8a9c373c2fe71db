package hangup.stats;

import static hangup.stats.Calls.add;
import static hangup.stats.Calls.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachedCallStatsTest {
  private static final String T = "2026-11-01T10:00:30Z";

  @TempDir Path directory;
  private Path file;
  private RollupStore store;
  private Counting counting;
  private CachedCallStats cached;
  private final AtomicLong nanos = new AtomicLong();

  /** Passes on to the real store, and counts. */
  private static final class Counting implements CallStats {
    private final CallStats stats;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Counting(CallStats stats) {
      this.stats = stats;
    }

    @Override
    public Answer ask(Question question) {
      asked.incrementAndGet();
      entered.countDown();
      try {
        assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return stats.ask(question);
    }

    @Override
    public DataState state() {
      return stats.state();
    }
  }

  @BeforeEach
  void open() {
    file = directory.resolve("calls.db");
    store = new RollupStore(StoreSettings.of(file), Clock.systemUTC());
    add(store, "vos", List.of(failed(1, T, 22)));
    counting = new Counting(store);
    cached = new CachedCallStats(counting, store::generation, store::commits, nanos::get);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Question question(String from) {
    return new Question(
        Instant.parse(from),
        Instant.parse("2026-11-02T00:00:00Z"),
        Filter.NONE,
        new Classification(Set.of(1), Set.of(1)),
        List.of(Breakdown.by(Dimension.REASON, 5)));
  }

  @Test
  void theSameQuestionIsComputedOnce() {
    Answer first = cached.ask(question("2026-11-01T00:00:00Z"));
    Answer second = cached.ask(question("2026-11-01T00:00:00Z"));

    assertThat(second).isSameAs(first);
    assertThat(first.total().seizures()).isEqualTo(1);
    assertThat(counting.asked).hasValue(1);
  }

  @Test
  void anotherPeriodIsAnotherQuestion() {
    cached.ask(question("2026-11-01T00:00:00Z"));
    cached.ask(question("2026-11-01T00:01:00Z"));

    assertThat(counting.asked).hasValue(2);
  }

  @Test
  void whatThisProcessAddsIsSeenAtOnce() {
    cached.ask(question("2026-11-01T00:00:00Z"));
    add(store, "vos", List.of(failed(2, T, 22)));

    assertThat(cached.ask(question("2026-11-01T00:00:00Z")).total().seizures()).isEqualTo(2);
  }

  @Test
  void whatOthersAddIsSeenSoon() {
    cached.ask(question("2026-11-01T00:00:00Z"));
    // As another process would: with a store of its own, while ours has the file closed.
    store.close();
    try (RollupStore other = new RollupStore(StoreSettings.of(file), Clock.systemUTC())) {
      add(other, "vos", List.of(failed(2, T, 22)));
    }
    store = new RollupStore(StoreSettings.of(file), Clock.systemUTC());
    CachedCallStats same = new CachedCallStats(store, store::generation, () -> 0, nanos::get);
    assertThat(same.ask(question("2026-11-01T00:00:00Z")).total().seizures()).isEqualTo(2);
    store.close();
    try (RollupStore other = new RollupStore(StoreSettings.of(file), Clock.systemUTC())) {
      add(other, "vos", List.of(failed(3, T, 22)));
    }
    assertThat(same.ask(question("2026-11-01T00:00:00Z")).total().seizures()).isEqualTo(2);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    // The closed store cannot be asked any more: that it was tried shows that the change was seen.
    assertThat(same.ask(question("2026-11-01T00:00:00Z")).state().note()).isPresent();
  }

  @Test
  void thoseWhoAskTheSameAtTheSameTimeShareOneComputation()
      throws InterruptedException, ExecutionException {
    int askers = 8;
    CountDownLatch gate = new CountDownLatch(1);
    counting.gate = gate;
    ExecutorService threads = Executors.newFixedThreadPool(askers);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < askers; i++) {
        answers.add(threads.submit(() -> cached.ask(question("2026-11-01T00:00:00Z"))));
      }
      assertThat(counting.entered.await(30, TimeUnit.SECONDS)).isTrue();
      gate.countDown();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().total().seizures()).isEqualTo(1);
      }
      assertThat(counting.asked).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anOldAnswerIsBetterThanNoneAndSaysSo() throws IOException {
    cached.ask(question("2026-11-01T00:00:00Z"));
    store.close();
    Files.writeString(file, "destroyed".repeat(5000));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    Answer answer = cached.ask(question("2026-11-01T00:00:00Z"));

    assertThat(answer.total().seizures()).isEqualTo(1);
    assertThat(answer.state().note().orElseThrow()).startsWith("Newer data cannot be read now.");
    assertThatThrownBy(() -> cached.ask(question("2026-11-01T00:01:00Z")))
        .isInstanceOf(StatsUnavailableException.class);
  }
}
