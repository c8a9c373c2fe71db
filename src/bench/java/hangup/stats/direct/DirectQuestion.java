package hangup.stats.direct;

import hangup.cdr.CallQuery;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.SelectFile;
import hangup.cdr.sql.SqlSettings;
import hangup.stats.CachedCallStats;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.Classification;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a summary of the last day asks an engine, anew and remembered, and a search for the calls of
 * a gateway: of a table {@code cdr} as the shipped SELECT has it, that is there already.
 *
 * <p>Arguments: {@code trino} or {@code clickhouse}, the JDBC URL, the user, and how often.
 */
public final class DirectQuestion {
  private static final Set<Integer> NORMAL = Set.of(1, 2, 3, 12);

  private DirectQuestion() {}

  public static void main(String[] arguments) {
    Engine engine = arguments[0].equals("trino") ? Engine.TRINO : Engine.CLICKHOUSE;
    int times = Integer.parseInt(arguments[3]);
    ConnectionSettings connection =
        new ConnectionSettings(
                arguments[1], arguments[2], "", null, Duration.ofSeconds(5), Duration.ofMinutes(2))
            .withDriverOf(Path.of("drivers"));
    SelectFile select = SelectFile.find(Path.of("config", "sources"), arguments[0]).orElseThrow();
    try (MappedCalls calls =
            new MappedCalls(
                new SqlSettings("lake", connection, select), engine, Clock.systemUTC());
        DirectCallStats stats =
            new DirectCallStats(
                calls,
                text -> OptionalInt.empty(),
                new DirectSettings(Duration.ofDays(30), Duration.ofSeconds(15)),
                Clock.systemUTC())) {
      Question question = question();
      stats.ask(question);
      System.out.printf(Locale.ROOT, "%d calls%n", stats.ask(question).total().seizures());
      measure("summary, asked", times, () -> stats.ask(question));
      CallStats cached = CachedCallStats.of(stats, Duration.ofHours(1));
      cached.ask(question);
      measure("summary, remembered", times, () -> cached.ask(question));
      measure("calls of a gateway", times, () -> calls.find(query("GW-7", 10)));
      measure("all calls of none", times, () -> calls.find(query("none", 10)));
    }
  }

  private static Question question() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    return new Question(
        now.minus(Duration.ofDays(1)),
        now,
        Filter.NONE,
        new Classification(NORMAL, NORMAL),
        List.of(
            Breakdown.by(Dimension.REASON, 1000),
            Breakdown.by(Dimension.ROUTING_GATEWAY, 1000),
            Breakdown.by(Dimension.CUSTOMER, 1000),
            Breakdown.overTime(Duration.ofHours(1), Dimension.REASON)));
  }

  private static CallQuery query(String gateway, int limit) {
    long now = System.currentTimeMillis();
    return new CallQuery(
        CallQuery.By.GATEWAY,
        gateway,
        OptionalInt.empty(),
        NORMAL,
        now - TimeUnit.DAYS.toMillis(1),
        now,
        limit,
        Duration.ofMinutes(1));
  }

  private static void measure(String what, int times, Runnable asked) {
    long[] took = new long[times];
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      asked.run();
      took[i] = System.nanoTime() - began;
    }
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "%-20s median %.3f ms, p95 %.3f ms%n",
        what,
        took[times / 2] / 1e6,
        took[Math.min(times - 1, times * 95 / 100)] / 1e6);
  }
}
