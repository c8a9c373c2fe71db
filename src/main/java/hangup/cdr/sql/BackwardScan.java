package hangup.cdr.sql;

import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import java.time.Duration;
import java.util.ArrayList;
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

  /** So many calls that are gone are enough to know that older ones are gone too. */
  private static final int MOST_GONE = 1000;

  private final CallQuery query;
  private final LongSupplier nanoTime;
  private final long deadline;
  private final TreeSet<Cdr> found = new TreeSet<>(NEWEST_FIRST);
  private final Set<Cdr> withoutId = new HashSet<>();
  private final List<Long> gone = new ArrayList<>();
  private long gaveUpMs = Long.MIN_VALUE;

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

  /** Adds a call that was counted once and is no longer in the source. */
  void addGone(long startMs) {
    gone.add(startMs);
    if (gone.size() >= MOST_GONE) {
      giveUp(startMs);
    }
  }

  boolean isFull() {
    return found.size() >= query.limit();
  }

  /** Whether a call that started before this could be among as many as were asked for. */
  boolean wants(long beforeMs) {
    return !isFull() || found.last().startMs() < beforeMs;
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
  }

  /** Calls that started before this were not all looked at, for want of time. */
  void giveUp(long searchedFromMs) {
    gaveUpMs = Math.max(gaveUpMs, Math.min(query.toMs(), searchedFromMs));
  }

  boolean isGivenUp() {
    return gaveUpMs != Long.MIN_VALUE;
  }

  FoundCalls result() {
    long oldestMs = isFull() ? found.last().startMs() : Long.MIN_VALUE;
    int newerGone = (int) gone.stream().filter(startMs -> startMs >= oldestMs).count();
    return isGivenUp() && wants(gaveUpMs)
        ? new FoundCalls(List.copyOf(found), false, gaveUpMs, newerGone)
        : new FoundCalls(List.copyOf(found), true, query.fromMs(), newerGone);
  }

  /**
   * Looks at a range of places, newest first, until there are enough calls or the time is up.
   *
   * @param newestPlaceMs beyond which there are no rows
   */
  void run(Range places, long newestPlaceMs, Slice slice) {
    long toMs = Math.min(places.toMs(), newestPlaceMs + 1);
    long width = FIRST_WIDTH_MS;
    // Calls of an older slice ended before it, so they started before it.
    while (toMs > places.fromMs() && wants(toMs)) {
      Duration left = timeLeft();
      if (left.isZero()) {
        giveUp(toMs);
        return;
      }
      long fromMs = Math.max(places.fromMs(), toMs - width);
      long began = nanoTime.getAsLong();
      try {
        add(slice.read(new Range(fromMs, toMs), left));
      } catch (SourceException e) {
        if (e.kind() != SourceException.Kind.TIMEOUT) {
          throw e;
        }
        giveUp(toMs);
        return;
      }
      long took = nanoTime.getAsLong() - began;
      toMs = fromMs;
      if (took < QUICK_NANOS) {
        width = Math.min(width * 2, MOST_WIDTH_MS);
      } else if (took > SLOW_NANOS) {
        width = Math.max(width / 2, LEAST_WIDTH_MS);
      }
    }
  }
}
