package hangup.command;

import hangup.reply.Reply;
import hangup.reply.Severity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading and dispatching a line costs; the command itself returns a finished reply. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class DispatchBench {

  private final Dispatcher dispatcher = new Dispatcher(commands(), Access.LOCAL);
  private final Context context = Context.console(ZoneId.of("Europe/Berlin"));

  private static List<Command> commands() {
    Reply reply = Reply.builder("done", Severity.OK).build();
    List<Command> commands = new ArrayList<>();
    for (CommandSpec spec : Commands.SPECS) {
      commands.add(
          new Command() {
            @Override
            public CommandSpec spec() {
              return spec;
            }

            @Override
            public Reply run(Arguments arguments, Context context) {
              return reply;
            }
          });
    }
    return commands;
  }

  @Benchmark
  public Reply reason() {
    return dispatcher.answer(new Request.Line("/reason 22", context));
  }

  @Benchmark
  public Reply summary() {
    return dispatcher.answer(
        new Request.Line("/summary last 15m by gateway customer \"ACME Ltd\"", context));
  }

  @Benchmark
  public Reply plainWords() {
    return dispatcher.answer(new Request.Line("what failed today on GW-7", context));
  }
}
