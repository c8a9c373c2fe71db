package hangup.stats;

import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a summary asks over a day: totals, by reason, by routing gateway, by customer and over time;
 * computed from the rollups, and from the cache. The files are made once and kept.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@SuppressWarnings("NullAway.Init")
public class SummaryQuestion {
  @Param({"1000000", "10000000"})
  public long calls;

  /** One of whole UTC hours, and one that lies half an hour off. */
  @Param({"UTC", "Asia/Colombo"})
  public String zone;

  /** No filter, or one gateway. */
  @Param({"none", "gateway"})
  public String filter;

  private RollupStore store;
  private CachedCallStats cached;
  private Question question;

  @Setup(Level.Trial)
  public void open() {
    Path file = Path.of("target", "bench", "day-" + calls + ".db");
    store = new RollupStore(StoreSettings.of(file), Clock.systemUTC());
    if (!Files.exists(file)) {
      try (Ingest ingest = store.begin("bench", text -> OptionalInt.empty())) {
        new SyntheticDay(calls, 2000, 200, true).forEach(ingest::add);
        ingest.commit();
      }
    }
    cached = new CachedCallStats(store);
    Instant midnight =
        Instant.ofEpochMilli(SyntheticDay.MIDNIGHT)
            .atZone(ZoneId.of("UTC"))
            .toLocalDate()
            .atStartOfDay(ZoneId.of(zone))
            .toInstant();
    question =
        new Question(
            midnight,
            midnight.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(7)),
            filter.equals("none") ? Filter.NONE : Filter.NONE.withGateway("GW-7"),
            new Classification(Set.of(1, 2, 3, 12, 13), Set.of(1, 2, 3, 12)),
            List.of(
                Breakdown.by(Dimension.REASON, 30),
                Breakdown.by(Dimension.ROUTING_GATEWAY, 10),
                Breakdown.by(Dimension.CUSTOMER, 10),
                Breakdown.overTime(Duration.ofHours(1))));
  }

  @TearDown(Level.Trial)
  public void close() {
    store.close();
  }

  @Benchmark
  public Answer firstTime() {
    return store.ask(question);
  }

  @Benchmark
  public Answer cached() {
    return cached.ask(question);
  }
}
