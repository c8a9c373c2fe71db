package hangup.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Runs the command line as a shell would, with a data folder of its own. */
final class Shell {

  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  Shell(Path dataDir) {
    environment.put("HANGUP_DATADIR", dataDir.toString());
    environment.put("HANGUP_ZONE", "Asia/Dhaka");
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell typing(String text) {
    input = text;
    return this;
  }

  Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Cli.run(io(new PrintWriter(out), new PrintWriter(err)), args);
    return new Outcome(exit, out.toString(), err.toString());
  }

  /** Surroundings whose output goes nowhere. */
  Io io() {
    return io(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
  }

  private Io io(PrintWriter out, PrintWriter err) {
    return new Io(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        out,
        err,
        environment,
        false,
        Clock.systemUTC());
  }

  /** What a command printed and ended with. */
  record Outcome(int exit, String out, String err) {}
}
