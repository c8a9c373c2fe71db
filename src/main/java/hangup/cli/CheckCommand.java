package hangup.cli;

import hangup.ops.Check;
import hangup.yaml.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    description = {
      "Lists every mistake in the settings and the catalogue, and tries the sources.",
      "Each mistake comes with its file, line and mend, all at once. Then it connects to the CDR",
      "databases and shows how some of their calls are understood."
    })
final class CheckCommand implements Callable<Integer> {

  private final Io io;

  @Mixin private GlobalOptions global;

  CheckCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    List<Problem> problems = new Check(Wiring.loader(io)).run(global.config());
    long errors = problems.stream().filter(Problem::isError).count();
    problems.forEach(problem -> io.out().println(problem.text()));
    if (errors > 0) {
      io.out().println(errors == 1 ? "1 mistake." : errors + " mistakes.");
      return ExitCode.USAGE;
    }
    SourceCheck sources = new SourceCheck(io.out());
    try (Wiring wiring = Wiring.of(io, global)) {
      if (sources.run(wiring.settings(), wiring.catalog()) > 0) {
        return ExitCode.FAILURE;
      }
    }
    long warnings = problems.size() + sources.warnings();
    io.out().println(ending(warnings));
    return ExitCode.OK;
  }

  private static String ending(long warnings) {
    if (warnings == 0) {
      return "All is well.";
    }
    return "No mistakes, " + warnings + (warnings == 1 ? " warning." : " warnings.");
  }
}
