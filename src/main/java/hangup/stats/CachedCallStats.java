package hangup.stats;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers as long as the data has not changed, and lets those who ask the same at the
 * same time share one computation. When the store cannot be read, an answer from before is given
 * with a note that says so.
 */
public final class CachedCallStats implements CallStats {
  /** Rows of breakdowns in all remembered answers; some 100 bytes each. */
  private static final long MAX_ROWS = 200_000;

  /** How long a change by another process may stay unnoticed. */
  private static final long CHECK_NANOS = Duration.ofMillis(100).toNanos();

  private final CallStats stats;
  private final Supplier<?> generations;
  private final LongSupplier commits;
  private final LongSupplier nanoTime;
  private final Cache<Question, Remembered> answers;
  private final ConcurrentMap<Asked, CompletableFuture<Answer>> running = new ConcurrentHashMap<>();
  private volatile Checked checked;
  private volatile @Nullable KnownState known;

  private record Remembered(Object generation, Answer answer) {}

  private record Asked(Question question, Object generation) {}

  private record KnownState(Object generation, DataState state) {}

  private record Checked(Object generation, long commits, long at) {}

  /** Remembers the answers of a store. */
  public CachedCallStats(RollupStore store) {
    this(store, store::generation, store::commits, System::nanoTime);
  }

  /**
   * Remembers the answers of a source that cannot say whether its data has changed.
   *
   * @param fresh an answer older than this is asked for anew
   */
  public static CachedCallStats of(CallStats stats, Duration fresh) {
    return of(stats, fresh, System::nanoTime);
  }

  static CachedCallStats of(CallStats stats, Duration fresh, LongSupplier nanoTime) {
    long width = Math.max(1, fresh.toNanos());
    return new CachedCallStats(
        stats, () -> Math.floorDiv(nanoTime.getAsLong(), width), () -> 0L, nanoTime);
  }

  /**
   * @param generations equal as long as the answers of {@code stats} are
   * @param commits changes at once when this process has added data; must be cheap
   */
  CachedCallStats(
      CallStats stats, Supplier<?> generations, LongSupplier commits, LongSupplier nanoTime) {
    this.stats = stats;
    this.generations = generations;
    this.commits = commits;
    this.nanoTime = nanoTime;
    Executor ownThread = Runnable::run;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(MAX_ROWS)
            .weigher((Question question, Remembered remembered) -> weight(remembered.answer()))
            .executor(ownThread)
            .build();
    this.checked = check();
  }

  private static int weight(Answer answer) {
    return 1 + answer.rows().stream().mapToInt(rows -> rows.size()).sum();
  }

  @Override
  public Answer ask(Question question) {
    Object generation = generation();
    Remembered remembered = answers.getIfPresent(question);
    if (remembered != null && remembered.generation().equals(generation)) {
      return remembered.answer();
    }
    Asked asked = new Asked(question, generation);
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> other = running.putIfAbsent(asked, mine);
    if (other != null) {
      return join(other);
    }
    try {
      Answer answer = compute(question, generation, remembered);
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(asked, mine);
    }
  }

  private Answer compute(Question question, Object generation, @Nullable Remembered before) {
    // Another thread may have finished between the look into the cache and now.
    Remembered latest = answers.getIfPresent(question);
    if (latest != null && latest.generation().equals(generation)) {
      return latest.answer();
    }
    try {
      Answer answer = stats.ask(question);
      answers.put(question, new Remembered(generation, answer));
      return answer;
    } catch (StatsUnavailableException e) {
      if (before == null) {
        throw e;
      }
      return withNote(before.answer(), "Newer data cannot be read now. " + e.getMessage());
    }
  }

  private static Answer withNote(Answer answer, String note) {
    return new Answer(answer.total(), answer.rows(), answer.state().withNote(Optional.of(note)));
  }

  private static Answer join(CompletableFuture<Answer> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatsUnavailableException unavailable) {
        // With the asker's own stack, and the same words.
        throw new StatsUnavailableException(String.valueOf(unavailable.getMessage()), unavailable);
      }
      throw e;
    }
  }

  @Override
  public DataState state() {
    Object generation = generation();
    KnownState last = known;
    if (last != null && last.generation().equals(generation)) {
      return last.state();
    }
    DataState now = stats.state();
    known = new KnownState(generation, now);
    return now;
  }

  private Object generation() {
    Checked last = checked;
    if (nanoTime.getAsLong() - last.at() < CHECK_NANOS && commits.getAsLong() == last.commits()) {
      return last.generation();
    }
    Checked now = check();
    checked = now;
    return now.generation();
  }

  private Checked check() {
    // The commits first: one in between makes the next look notice.
    long committed = commits.getAsLong();
    return new Checked(generations.get(), committed, nanoTime.getAsLong());
  }
}
