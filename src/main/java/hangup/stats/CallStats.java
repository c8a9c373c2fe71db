package hangup.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions about what happened. Implementations are thread-safe, read a consistent state
 * for one {@link Question}, and cost no more with more traffic.
 */
public interface CallStats {

  /**
   * Counts the calls of a question. Calls belong to the minute they started in. Where minutes are
   * no longer kept ({@link DataState#fineFrom}), the quarters of an hour in which a question begins
   * and ends count as a whole.
   *
   * @throws StatsUnavailableException if the store cannot be read now; its message is for the user
   */
  Answer ask(Question question);

  /**
   * What data there is.
   *
   * @throws StatsUnavailableException if the store cannot be read now; its message is for the user
   */
  DataState state();

  /**
   * A question: totals, and any number of breakdowns computed together.
   *
   * @param from first moment, inclusive, whole minutes
   * @param to end, exclusive, whole minutes
   */
  record Question(
      Instant from,
      Instant to,
      Filter filter,
      Classification classification,
      List<Breakdown> breakdowns) {
    public Question {
      breakdowns = List.copyOf(breakdowns);
      if (!isWholeMinute(from) || !isWholeMinute(to)) {
        throw new IllegalArgumentException("not in whole minutes: " + from + " to " + to);
      }
    }

    private static boolean isWholeMinute(Instant at) {
      return at.getEpochSecond() % 60 == 0 && at.getNano() == 0;
    }
  }

  /**
   * One breakdown of the calls of a question.
   *
   * @param by what the rows are grouped by, one or two dimensions
   * @param limit at most so many rows, those with the most failures, then the most seizures, first
   *     (time: oldest first, without limit)
   * @param bucket width of a bucket where {@code by} has {@link Dimension#TIME}: whole minutes, at
   *     least one; buckets start at {@code from}; those without calls have no row
   */
  record Breakdown(List<Dimension> by, int limit, Duration bucket) {
    public Breakdown {
      by = List.copyOf(by);
      if (by.isEmpty() || by.size() > 2) {
        throw new IllegalArgumentException("one or two dimensions, not " + by.size());
      }
      if (by.size() == 2 && by.get(0) == by.get(1)) {
        throw new IllegalArgumentException("twice the same dimension: " + by.get(0));
      }
      if (limit < 1) {
        throw new IllegalArgumentException("no rows wanted: limit " + limit);
      }
      if (bucket.compareTo(Duration.ofMinutes(1)) < 0
          || bucket.getSeconds() % 60 != 0
          || bucket.getNano() != 0) {
        throw new IllegalArgumentException("not whole minutes: " + bucket);
      }
    }

    public static Breakdown by(Dimension dimension, int limit) {
      return new Breakdown(List.of(dimension), limit, Duration.ofHours(1));
    }

    public static Breakdown by(Dimension first, Dimension second, int limit) {
      return new Breakdown(List.of(first, second), limit, Duration.ofHours(1));
    }

    public static Breakdown overTime(Duration bucket) {
      return new Breakdown(List.of(Dimension.TIME), Integer.MAX_VALUE, bucket);
    }

    public static Breakdown overTime(Duration bucket, Dimension second) {
      return new Breakdown(List.of(Dimension.TIME, second), Integer.MAX_VALUE, bucket);
    }
  }

  /**
   * The answer to a question.
   *
   * @param rows one list for each breakdown, in the question's order
   * @param state the state of the data the answer was computed from
   */
  record Answer(CallCounts total, List<List<Row>> rows, DataState state) {
    public Answer {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** One row of a breakdown; as many keys as the breakdown has dimensions. */
  record Row(List<String> keys, CallCounts counts) {
    public Row {
      keys = List.copyOf(keys);
    }

    public String key() {
      return keys.get(0);
    }
  }

  /**
   * What data there is.
   *
   * @param calls CDRs counted in all, ever
   * @param firstCall start of the oldest call
   * @param lastCall start of the newest call
   * @param updatedAt when data was last added
   * @param sources names of the sources, sorted
   * @param keptFrom calls before this are no longer kept; empty if none were dropped yet
   * @param fineFrom calls before this are kept by the quarter of an hour, no longer by the minute
   * @param note what the reader must know of the data's freshness, for example that the source is
   *     unreachable
   */
  record DataState(
      long calls,
      Optional<Instant> firstCall,
      Optional<Instant> lastCall,
      Optional<Instant> updatedAt,
      List<String> sources,
      Optional<Instant> keptFrom,
      Optional<Instant> fineFrom,
      Optional<String> note) {

    /** Of which everything is kept. */
    public DataState(
        long calls,
        Optional<Instant> firstCall,
        Optional<Instant> lastCall,
        Optional<Instant> updatedAt,
        List<String> sources,
        Optional<String> note) {
      this(
          calls, firstCall, lastCall, updatedAt, sources, Optional.empty(), Optional.empty(), note);
    }

    public static final DataState EMPTY =
        new DataState(
            0, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /** The same with another note. */
    public DataState withNote(Optional<String> other) {
      return new DataState(
          calls, firstCall, lastCall, updatedAt, sources, keptFrom, fineFrom, other);
    }

    public boolean isEmpty() {
      return calls == 0;
    }
  }
}
