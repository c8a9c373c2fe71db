package hangup.follow;

import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.follow.Following.Followed;
import hangup.stats.CallStats.Question;
import hangup.stats.Classification;
import hangup.stats.Filter;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures following a live table: another connection adds calls to the table of today, a process
 * of its own follows it as {@code hangup run} does. Says how long after a row was written it
 * counted, how much of a core the process took for it, and how old the answers to questions were.
 * Arguments: a folder to work in, calls a second, seconds to measure, and calls of today that there
 * are before.
 */
public final class FollowLag {
  private static final long WARM_UP_S = 45;
  private static final long QUESTIONS_S = 20;
  private static final long INSERT_EVERY_MS = 50;

  /** By how many rows were written until then, the time, in epoch ms. */
  private final ConcurrentSkipListMap<Long, Long> written = new ConcurrentSkipListMap<>();

  /** By how many rows counted then, the time of the first moment that so many did. */
  private final ConcurrentSkipListMap<Long, Long> counted = new ConcurrentSkipListMap<>();

  /** By the time of an answer, how many rows were in it. */
  private final Map<Long, Long> answered = Collections.synchronizedMap(new TreeMap<>());

  private volatile boolean ending;

  private FollowLag() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("follow")) {
      follow(args[1], Path.of(args[2]));
      return;
    }
    new FollowLag()
        .measure(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            Long.parseLong(args[3]));
    System.exit(0);
  }

  private void measure(Path folder, int rate, long seconds, long before)
      throws IOException, InterruptedException, SQLException {
    Path file = folder.resolve("lag-" + System.nanoTime() + ".duckdb");
    try (MariaDbServer server = MariaDbServer.start()) {
      server.database("bench");
      long now = System.currentTimeMillis();
      long midnight = Math.floorDiv(now, 86_400_000L) * 86_400_000L;
      server.run(
          "bench",
          VosTables.ddl(VosTables.table(now)),
          VosTables.ddl(VosTables.table(now + 86_400_000L)),
          FollowRate.insertSql(VosTables.table(now), 1, before, midnight, now));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  // As the script that starts Hangup has them.
                  "-Xmx256m",
                  "-Xmn24m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  FollowLag.class.getName(),
                  "follow",
                  server.url("bench"),
                  file.toString())
              .redirectError(Redirect.INHERIT)
              .start();
      try (PrintWriter questions = new PrintWriter(process.outputWriter(), true)) {
        background(() -> listen(process));
        while (counted.isEmpty() || counted.lastKey() < before) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        background(() -> write(server, rate, before));
        TimeUnit.SECONDS.sleep(WARM_UP_S);
        long from = System.currentTimeMillis();
        Duration cpu = cpu(process);
        TimeUnit.SECONDS.sleep(seconds);
        Duration used = cpu(process).minus(cpu);
        long to = System.currentTimeMillis();
        // What was written last counts a little later.
        TimeUnit.SECONDS.sleep(10);
        report(from, to, used);
        for (int i = 0; i < QUESTIONS_S * 5; i++) {
          questions.println();
          TimeUnit.MILLISECONDS.sleep(200);
        }
        reportAnswers();
        ending = true;
        TimeUnit.SECONDS.sleep(1);
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds calls that end now, evenly, until the process ends. */
  private void write(MariaDbServer server, int rate, long before)
      throws SQLException, InterruptedException {
    try (Connection connection = server.connect("bench");
        Statement sql = connection.createStatement()) {
      long began = System.currentTimeMillis();
      long rows = 0;
      long last = began;
      while (!ending) {
        TimeUnit.MILLISECONDS.sleep(INSERT_EVERY_MS);
        long now = System.currentTimeMillis();
        long wanted = (now - began) * rate / 1000 - rows;
        if (wanted > 0) {
          sql.execute(
              FollowRate.insertSql(
                  VosTables.table(now), before + rows + 1, wanted, last + 1, now + 1));
          rows += wanted;
          last = now;
          written.put(before + rows, System.currentTimeMillis());
        }
      }
    }
  }

  private void listen(Process process) throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("counted")) {
          counted.put(Long.parseLong(words[2]), Long.parseLong(words[1]));
        } else if (words[0].equals("answered")) {
          answered.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
        }
      }
    }
  }

  private void report(long from, long to, Duration cpu) {
    List<Double> lags = new ArrayList<>();
    written.forEach(
        (rows, at) -> {
          if (at >= from && at < to) {
            lags.add((counted.ceilingEntry(rows).getValue() - at) / 1e3);
          }
        });
    long commits = counted.values().stream().filter(at -> at >= from && at < to).count();
    print(
        "%,.0f calls/s over %d s, counted %d times: lag median %.2f s, p99 %.2f s, max %.2f s; CPU"
            + " of the process %.1f %% of a core; load %.1f",
        (written.floorKey(written.lastKey()) - written.firstKey())
            * 1e3
            / (written.lastEntry().getValue() - written.firstEntry().getValue()),
        (to - from) / 1000,
        commits,
        at(lags, 0.5),
        at(lags, 0.99),
        at(lags, 1),
        100.0 * cpu.toMillis() / (to - from),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** How long the oldest row that was missing in an answer had been written. */
  private void reportAnswers() {
    List<Double> ages = new ArrayList<>();
    answered.forEach(
        (at, rows) -> {
          var missing = written.higherEntry(rows);
          ages.add(missing == null ? 0 : Math.max(0, at - missing.getValue()) / 1e3);
        });
    print(
        "%d answers: the oldest row missing was written %.2f s before (median), at most %.2f s",
        ages.size(), at(ages, 0.5), at(ages, 1));
  }

  private static double at(List<Double> values, double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * sorted.size())));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** The process that follows, and answers a question for each line that it reads. */
  private static void follow(String url, Path file) throws IOException {
    Clock clock = Clock.systemUTC();
    try (RollupStore store = new RollupStore(StoreSettings.of(file), clock)) {
      Vos3000Source source = FollowRate.source(url);
      FollowSettings settings = FollowSettings.defaults(ZoneOffset.UTC).withBackfill(Duration.ZERO);
      Followed followed =
          new Followed(
              source,
              new Follower(
                  source, store, text -> OptionalInt.empty(), settings, clock, new Random(1)));
      try (Following following = new Following(List.of(new Reporting(followed)));
          BufferedReader questions =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        following.start();
        while (questions.readLine() != null) {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
          long rows =
              store
                  .ask(
                      new Question(
                          now.minus(Duration.ofDays(2)),
                          now.plus(Duration.ofMinutes(5)),
                          Filter.NONE,
                          new Classification(Set.of(), Set.of()),
                          List.of()))
                  .total()
                  .seizures();
          say("answered", rows);
        }
      }
    }
  }

  private static void say(String what, long rows) {
    System.out.println(what + " " + System.currentTimeMillis() + " " + rows);
  }

  /** Says after each step how many rows count. */
  private record Reporting(Followed followed) implements SourceFollower {
    @Override
    public FollowState state() {
      return followed.state();
    }

    @Override
    public Duration step() {
      long before = followed.state().added();
      Duration wait = followed.step();
      long after = followed.state().added();
      if (after > before) {
        say("counted", after);
      }
      return wait;
    }

    @Override
    public void cancel() {
      followed.cancel();
    }

    @Override
    public void close() {
      followed.close();
    }
  }
}
