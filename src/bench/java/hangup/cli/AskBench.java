package hangup.cli;

import hangup.chat.console.RememberingRenderer;
import hangup.chat.console.TextRenderer;
import hangup.command.Context;
import hangup.command.Request;
import hangup.demo.DemoDay;
import hangup.stats.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * From the text of a question to the text of its answer, as the console does it, inside the
 * process. Compare with src/bench/hubot/dispatch.mjs, which dispatches one line to a one-line
 * answer.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class AskBench {

  /** Without call data, or with a week of it whose figures are remembered. */
  @Param({"false", "true"})
  boolean data;

  private final RememberingRenderer renderer =
      new RememberingRenderer(new TextRenderer(100, false));
  private final Context context = Context.console(ZoneOffset.UTC);

  @SuppressWarnings("NullAway.Init") // JMH calls wire() first
  private Wiring wiring;

  @Setup
  public void wire() throws IOException {
    Path folder = Files.createTempDirectory("ask-bench");
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Io io =
        new Io(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Map.of("HANGUP_ZONE", "UTC", "HANGUP_DATADIR", folder.toString()),
            false,
            Clock.systemUTC());
    wiring = Wiring.of(io, new GlobalOptions());
    if (data) {
      try (Ingest ingest = wiring.store().begin("bench", wiring.catalog()::codeOf)) {
        new DemoDay(22, wiring.clock(), ZoneOffset.UTC).forEach(ingest::add);
        ingest.commit();
      }
    }
  }

  @TearDown
  public void close() {
    wiring.close();
  }

  @Benchmark
  public String reason() {
    return answer("/reason 22");
  }

  @Benchmark
  public String summaryByGateway() {
    return answer("/summary yesterday by gateway");
  }

  private String answer(String line) {
    return renderer.render(wiring.dispatcher().answer(new Request.Line(line, context)));
  }
}
