package hangup.cli;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a process: its streams, its environment, and the time.
 *
 * @param terminal whether both ends are a terminal
 */
record Io(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean terminal,
    Clock clock) {

  private static final int PIPE_WIDTH = 100;
  private static final int MAX_WIDTH = 120;
  private static final int MIN_WIDTH = 20;

  static Io ofProcess() {
    return new Io(
        System.in,
        new PrintWriter(new OutputStreamWriter(System.out, charset("stdout.encoding")), true),
        new PrintWriter(new OutputStreamWriter(System.err, charset("stderr.encoding")), true),
        System.getenv(),
        isTerminal(),
        Clock.systemUTC());
  }

  @SuppressWarnings("SystemConsoleNull") // the property restores what null means
  private static boolean isTerminal() {
    // From Java 22 on another console answers by default, which is there for a pipe, too.
    System.setProperty("jdk.console", "java.base");
    return System.console() != null;
  }

  /** The terminal's charset; no locale at all, as in most containers, is no reason to print ?. */
  private static Charset charset(String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  /** Colour only where a person sees it and did not decline (https://no-color.org). */
  boolean colour() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Columns to lay replies out for. */
  int width() {
    String columns = environment.get("COLUMNS");
    if (columns == null) {
      return PIPE_WIDTH;
    }
    try {
      int width = Integer.parseInt(columns.strip());
      return width < MIN_WIDTH ? PIPE_WIDTH : Math.min(width, MAX_WIDTH);
    } catch (NumberFormatException e) {
      return PIPE_WIDTH;
    }
  }

  /** The same with other environment variables. */
  Io with(Map<String, String> other) {
    return new Io(in, out, err, other, terminal, clock);
  }

  BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
