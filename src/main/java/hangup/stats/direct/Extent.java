package hangup.stats.direct;

import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.MappedCalls.Sql;
import hangup.stats.CallStats.DataState;
import hangup.stats.Ingest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What data there is in an engine. The newest calls are counted whenever that is no longer fresh;
 * all those of the days before are counted anew now and then only.
 */
final class Extent {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long OLD_FRESH_NANOS = Duration.ofMinutes(10).toNanos();

  /** A call this old as the newest is told. */
  private static final Duration STALE = Duration.ofMinutes(15);

  private final MappedCalls calls;
  private final long lookbackMs;
  private final long freshNanos;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private @Nullable Old old;
  private @Nullable Known known;

  private record Counted(long calls, long firstMs, long lastMs) {}

  private record Old(Counted counted, long untilMs, long at) {}

  private record Known(DataState state, long at) {}

  Extent(MappedCalls calls, DirectSettings settings, Clock clock, LongSupplier nanoTime) {
    this.calls = calls;
    this.lookbackMs = settings.lookback().toMillis();
    this.freshNanos = settings.fresh().toNanos();
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** One asks at a time; the others have its answer. */
  synchronized DataState state() {
    long now = nanoTime.getAsLong();
    Known last = known;
    if (last != null && now - last.at() < freshNanos) {
      return last.state();
    }
    Old before = old();
    Counted recent = count(before.untilMs(), Ingest.MAX_START_MS);
    DataState state = state(before.counted(), recent);
    known = new Known(state, now);
    return state;
  }

  private Old old() {
    Old last = old;
    long now = nanoTime.getAsLong();
    if (last != null && now - last.at() < OLD_FRESH_NANOS) {
      return last;
    }
    long nowMs = clock.millis();
    long untilMs = Math.floorDiv(nowMs - DAY_MS, DAY_MS) * DAY_MS;
    long fromMs = Math.max(0, Math.min(untilMs, nowMs - lookbackMs));
    Old counted = new Old(count(fromMs, untilMs), untilMs, now);
    old = counted;
    return counted;
  }

  private Counted count(long fromMs, long toMs) {
    if (fromMs >= toMs) {
      return new Counted(0, 0, 0);
    }
    Sql sql =
        new Sql(
            "SELECT count(*), min(q.c_start), max(q.c_start) FROM ("
                + calls.calls(fromMs, toMs)
                + ") q",
            List.of());
    return calls
        .rows(sql, 1, row -> new Counted(row.getLong(1), row.getLong(2), row.getLong(3)))
        .get(0);
  }

  private DataState state(Counted one, Counted other) {
    long sum = one.calls() + other.calls();
    if (sum == 0) {
      return new DataState(
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(calls.name()),
          Optional.empty());
    }
    Instant first = Instant.ofEpochMilli(one.calls() > 0 ? one.firstMs() : other.firstMs());
    Instant last = Instant.ofEpochMilli(other.calls() > 0 ? other.lastMs() : one.lastMs());
    return new DataState(
        sum,
        Optional.of(first),
        Optional.of(last),
        Optional.empty(),
        List.of(calls.name()),
        note(last));
  }

  private Optional<String> note(Instant last) {
    Duration age = Duration.between(last, clock.instant());
    return age.compareTo(STALE) < 0
        ? Optional.empty()
        : Optional.of("newest call of source " + calls.name() + " is " + words(age) + " old");
  }

  private static String words(Duration age) {
    if (age.toHours() < 2) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
  }
}
