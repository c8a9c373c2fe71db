package hangup.stats.direct;

import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.sql.MappedCalls;
import hangup.stats.CallCounts;
import hangup.stats.CallStats;
import hangup.stats.Names;
import hangup.stats.StatsUnavailableException;
import hangup.stats.direct.DirectQuery.Found;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Call statistics by asking the engine that has the calls: nothing is kept here. Every question
 * costs a query, so put a {@link hangup.stats.CachedCallStats} in front.
 *
 * <p>As many questions are asked at once as there are connections; more wait. While the engine
 * cannot be reached it is tried anew after 1 s, 2 s, 4 s, up to a minute, each time a little less
 * by chance; questions in between are told so at once.
 */
public final class DirectCallStats implements CallStats, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectCallStats.class);

  /** Rows of all breakdowns of a question; more are no answer that anybody reads. */
  private static final int MOST_ROWS = 200_000;

  private static final long FIRST_WAIT_MS = 1_000;
  private static final long LONGEST_WAIT_MS = 60_000;

  private final MappedCalls calls;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Semaphore free = new Semaphore(MappedCalls.CONNECTIONS, true);
  private final ReasonTexts reasons;
  private final Extent extent;
  private final DirectNames names;
  private volatile @Nullable Trouble trouble;

  /**
   * Why the engine cannot be asked.
   *
   * @param since when it began
   * @param message for the admin
   */
  public record Failing(Instant since, String message) {}

  private record Trouble(Failing failing, Kind kind, int failures, long retryAt) {}

  /**
   * Asks nothing yet.
   *
   * @param codes the code of an end reason that the source gives as a text; empty if not known
   */
  public DirectCallStats(
      MappedCalls calls,
      Function<String, OptionalInt> codes,
      DirectSettings settings,
      Clock clock) {
    this(calls, codes, settings, clock, System::nanoTime, RandomGenerator.getDefault());
  }

  DirectCallStats(
      MappedCalls calls,
      Function<String, OptionalInt> codes,
      DirectSettings settings,
      Clock clock,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.calls = calls;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
    this.reasons = new ReasonTexts(calls, codes, settings.fresh(), nanoTime);
    this.extent = new Extent(calls, settings, clock, nanoTime);
    this.names = new DirectNames(calls, settings, clock, nanoTime);
  }

  /** Its source's name. */
  public String source() {
    return calls.name();
  }

  /** The names of the calls of the last days, read with the first question and now and then. */
  public Names names() {
    return names;
  }

  /** Why the last question was not answered; empty if it was. */
  public Optional<Failing> failing() {
    return Optional.ofNullable(trouble).map(Trouble::failing);
  }

  @Override
  public Answer ask(Question question) {
    return asking(
        () -> {
          DataState state = extent.state();
          DirectQuery query =
              new DirectQuery(question, calls, reasons.renamed(question), MOST_ROWS);
          if (query.isEmpty()) {
            List<List<Row>> none =
                question.breakdowns().stream().map(breakdown -> List.<Row>of()).toList();
            return new Answer(CallCounts.NONE, none, state);
          }
          List<Found> found = calls.rows(query.sql(), MOST_ROWS + 1, query::found);
          if (found.size() > MOST_ROWS) {
            throw new StatsUnavailableException(
                "The answer would have more than "
                    + MOST_ROWS
                    + " rows. Ask for a shorter period, or with a filter, for example"
                    + " gateway:GW-1.");
          }
          names.loadFirst();
          CallCounts total = query.total(found);
          return new Answer(
              total,
              total.seizures() == 0
                  ? question.breakdowns().stream().map(breakdown -> List.<Row>of()).toList()
                  : query.rows(found),
              state);
        });
  }

  @Override
  public DataState state() {
    return asking(extent::state);
  }

  private <T> T asking(Supplier<T> asked) {
    Trouble known = trouble;
    if (known != null && known.retryAt() - nanoTime.getAsLong() > 0) {
      throw new StatsUnavailableException(words(known.kind()));
    }
    boolean entered = false;
    try {
      entered = free.tryAcquire(calls.queryTimeout().toMillis(), TimeUnit.MILLISECONDS);
      if (!entered) {
        throw new StatsUnavailableException(
            "Source " + calls.name() + " is busy with other questions. Ask again in a moment.");
      }
      T answer = asked.get();
      if (trouble != null) {
        log.info("Source {}: answers again", calls.name());
        trouble = null;
      }
      return answer;
    } catch (SourceException e) {
      failed(e);
      throw new StatsUnavailableException(words(e.kind()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StatsUnavailableException("The question was interrupted.", e);
    } finally {
      if (entered) {
        free.release();
      }
    }
  }

  private synchronized void failed(SourceException e) {
    Trouble last = trouble;
    String message = String.valueOf(e.getMessage());
    if (last == null || !last.failing().message().equals(message)) {
      log.warn("{}", message);
    }
    int failures = last == null ? 1 : last.failures() + 1;
    Instant since = last == null ? clock.instant() : last.failing().since();
    trouble =
        new Trouble(
            new Failing(since, message),
            e.kind(),
            failures,
            nanoTime.getAsLong() + wait(e.kind(), failures).toNanos());
  }

  /** None after a question that took too long: the next one may be an easier one. */
  private Duration wait(Kind kind, int failures) {
    if (kind != Kind.UNREACHABLE) {
      return Duration.ZERO;
    }
    long longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(10, failures - 1));
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
  }

  /** For the asker; what the admin needs is in the log. */
  private String words(Kind kind) {
    String source = "Source " + calls.name();
    String engine = calls.engine().name();
    String rest =
        " What the codes mean is still answered, for example /reason 22; the log says more.";
    return switch (kind) {
      case UNREACHABLE -> source + " cannot be asked now: no connection to " + engine + "." + rest;
      case TIMEOUT ->
          "The question took "
              + engine
              + " longer than "
              + calls.queryTimeout().toSeconds()
              + " s and was given up. Ask source "
              + calls.name()
              + " for a shorter period, for example /summary last 1h.";
      case WRONG_PASSWORD, MISSING_RIGHT ->
          source + " cannot be asked: " + engine + " refuses the bot's user." + rest;
      case MISSING_DATABASE,
          MISSING_TABLE,
          MISSING_COLUMN,
          UNKNOWN_TIME_UNIT,
          BAD_SELECT,
          TABLE_GONE,
          TABLE_BROKEN,
          FAILED ->
          source + " cannot be asked: " + engine + " reports an error." + rest;
    };
  }

  /** Ends what is being asked. */
  @Override
  public void close() {
    names.close();
    calls.cancel();
  }
}
