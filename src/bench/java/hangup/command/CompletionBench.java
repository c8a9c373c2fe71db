package hangup.command;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.yaml.Problems;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one keystroke costs, with 10,000 customers and 500 gateways to choose from. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class CompletionBench {

  private final Completions completions = completions();

  private static Completions completions() {
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
    List<String> customers =
        IntStream.range(0, 10_000).mapToObj(i -> "C" + i + " Telecom " + i % 97).toList();
    List<String> gateways = IntStream.range(0, 500).mapToObj(i -> "GW-" + i).toList();
    return new Completions(
        Commands.SPECS, Vocabulary.of(() -> catalog, () -> gateways, () -> customers));
  }

  @Benchmark
  public List<Suggestion> customerWithinItsName() {
    return completions.complete("summary", "customer", "telecom 42");
  }

  @Benchmark
  public List<Suggestion> gateway() {
    return completions.complete("summary", "gateway", "gw-4");
  }

  @Benchmark
  public List<Suggestion> reason() {
    return completions.complete("reason", "reason", "rou");
  }

  @Benchmark
  public List<Suggestion> period() {
    return completions.complete("summary", "period", "la");
  }
}
