package hangup.cdr.sql;

import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks for calls backwards through time, slice by slice, until there are enough of them or the
 * time is up: for what no index helps to find. A slice is as wide as the database is fast.
 */
final class BackwardScan {

  /** A call that fails ends so soon after its start: post-dial delay and ringing. */
  static final long LONGEST_FAILURE_MS = TimeUnit.MINUTES.toMillis(10);

  private static final long FIRST_WIDTH_MS = TimeUnit.SECONDS.toMillis(30);
  private static final long LEAST_WIDTH_MS = TimeUnit.SECONDS.toMillis(1);
  private static final long MOST_WIDTH_MS = TimeUnit.HOURS.toMillis(6);
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  private static final Comparator<Cdr> NEWEST_FIRST =
      Comparator.comparingLong(Cdr::startMs).reversed().thenComparingLong(Cdr::id);

  private final CallQuery query;
  private final LongSupplier nanoTime;
  private final long deadline;
  private final TreeSet<Cdr> found = new TreeSet<>(NEWEST_FIRST);
  private final Set<Cdr> withoutId = new HashSet<>();

  /** Asks for the newest calls of a slice. */
  @FunctionalInterface
  interface Slice {
    List<Cdr> read(Range range, Duration timeLeft);
  }

  BackwardScan(CallQuery query, LongSupplier nanoTime) {
    this.query = query;
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + query.budget().toNanos();
  }

  void add(List<Cdr> calls) {
    for (Cdr call : calls) {
      if (call.hasId() || withoutId.add(call)) {
        found.add(call);
      }
    }
    while (found.size() > query.limit()) {
      found.pollLast();
    }
  }

  boolean isFull() {
    return found.size() >= query.limit();
  }

  /** Start of the oldest call among as many as were asked for. */
  long oldestMs() {
    return found.isEmpty() ? Long.MAX_VALUE : found.last().startMs();
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
  }

  FoundCalls complete() {
    return new FoundCalls(List.copyOf(found), true, query.fromMs());
  }

  /** What was found, given that the search was given up before this start of a call. */
  FoundCalls givenUp(long searchedFromMs) {
    return new FoundCalls(List.copyOf(found), false, Math.min(query.toMs(), searchedFromMs));
  }

  FoundCalls run(long newestPlaceMs, Slice slice) {
    long toMs = Math.min(query.toMs() + LONGEST_FAILURE_MS, newestPlaceMs + 1);
    long width = FIRST_WIDTH_MS;
    while (toMs > query.fromMs()) {
      // Calls of an older slice ended before it, so they started before it.
      if (isFull() && oldestMs() >= toMs) {
        return complete();
      }
      Duration left = timeLeft();
      if (left.isZero()) {
        return givenUp(toMs);
      }
      long fromMs = Math.max(query.fromMs(), toMs - width);
      long began = nanoTime.getAsLong();
      try {
        add(slice.read(new Range(fromMs, toMs), left));
      } catch (SourceException e) {
        if (e.kind() != SourceException.Kind.TIMEOUT) {
          throw e;
        }
        return givenUp(toMs);
      }
      long took = nanoTime.getAsLong() - began;
      toMs = fromMs;
      if (took < QUICK_NANOS) {
        width = Math.min(width * 2, MOST_WIDTH_MS);
      } else if (took > SLOW_NANOS) {
        width = Math.max(width / 2, LEAST_WIDTH_MS);
      }
    }
    return complete();
  }
}
