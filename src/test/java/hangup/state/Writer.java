package hangup.state;

import hangup.config.StateSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Another process that writes numbers into the state and says each once it is committed. */
final class Writer {

  private Writer() {}

  static Process start(Path dir) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            dir.toString())
        .redirectErrorStream(true)
        .start();
  }

  static void awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("did not start:\n" + all);
  }

  /** The last number that was committed when this returns. */
  static long readUntil(Process process, int lines) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String last = "0";
    for (int i = 0; i < lines; i++) {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError("it ended");
      }
      last = line;
    }
    return Long.parseLong(last);
  }

  public static void main(String[] args) {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, Path.of(args[0]))) {
      KnownFacts facts = new KnownFacts();
      long start =
          database
              .read(handle -> facts.get(handle, "last"))
              .map(fact -> Long.parseLong(fact.text()))
              .orElse(0L);
      System.out.println("ready");
      for (long n = start + 1; ; n++) {
        String text = Long.toString(n);
        database.write(
            handle -> {
              facts.put(handle, "last", text, Instant.EPOCH);
              return true;
            });
        System.out.println(text);
      }
    }
  }
}
