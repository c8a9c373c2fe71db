package hangup.follow;

import com.sun.management.OperatingSystemMXBean;
import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.command.Arguments;
import hangup.command.Context;
import hangup.command.PeriodParser;
import hangup.report.SummaryCommand;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import hangup.yaml.Problems;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Measures following on one machine with its MariaDB server: the rate of reading a table of a day,
 * and {@code /summary} against the {@code GROUP BY} that it spares. Arguments: a folder to work in,
 * the number of rows, and how often to follow them (once).
 */
public final class FollowRate {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String TABLE = "e_cdr_20261120";

  private FollowRate() {}

  public static void main(String[] args) throws SQLException {
    int rows = Integer.parseInt(args[1]);
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    try (MariaDbServer server = MariaDbServer.start()) {
      fill(server, rows);
      Path folder = Path.of(args[0]);
      for (int run = 1; run < runs; run++) {
        try (Vos3000Source source = source(server.url("bench"));
            RollupStore store = store(folder)) {
          follow(source, store, server.pid());
        }
      }
      try (Vos3000Source source = source(server.url("bench"));
          RollupStore store = store(folder)) {
        follow(source, store, server.pid());
        summary(server.url("bench"), store);
      }
    }
  }

  static RollupStore store(Path folder) {
    Path file = folder.resolve("follow-" + System.nanoTime() + ".duckdb");
    return new RollupStore(StoreSettings.of(file), CLOCK);
  }

  static Vos3000Source source(String url) {
    return new Vos3000Source(
        new Vos3000Settings(
            "vos1",
            ConnectionSettings.of(url, "reader", "only reads"),
            Optional.empty(),
            ZoneOffset.UTC));
  }

  /** Calls of a day until now. */
  static void fill(MariaDbServer server, int rows) {
    server.database("bench");
    long from = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
    server.run(
        "bench",
        VosTables.ddl(TABLE),
        "SET SESSION bulk_insert_buffer_size = 134217728",
        insertSql(TABLE, 1, rows, from, NOW.toEpochMilli()));
  }

  /**
   * Makes calls in the server itself.
   *
   * @param first the first {@code flowno}
   * @param fromMs their ends are spread from here
   * @param toMs to here
   */
  static String insertSql(String table, long first, long count, long fromMs, long toMs) {
    String stop = fromMs + " + (seq - " + first + ") * " + (toMs - fromMs) + " DIV " + count;
    return "INSERT INTO "
        + table
        + " (flowno, starttime, stoptime, holdtime, feetime, callerpdd, callere164, calleee164,"
        + " callergatewayid, calleegatewayid, enddirection, endreason, fee, customeraccount,"
        + " customername) SELECT seq, "
        + stop
        + " - IF(seq % 20 < 9, 1000 * (1 + seq % 300), 0), "
        + stop
        + ", IF(seq % 20 < 9, 1 + seq % 300, 0), 0, 500 + seq % 4000,"
        + " CONCAT('4930', 1000000 + CRC32(seq) % 9000000), CONCAT('88017', 10000000 +"
        + " CRC32(seq + 7) % 90000000), CONCAT('IN-', CRC32(seq) % 20), CONCAT('GW-', CRC32(seq"
        + " + 3) % 40), seq % 3, IF(seq % 20 < 9, 0, 1 + CRC32(seq + 1) % 25), 0, 10000 +"
        + " CRC32(seq) % 300, CONCAT('Customer ', CRC32(seq) % 300) FROM seq_"
        + first
        + "_to_"
        + (first + count - 1);
  }

  static void follow(Vos3000Source source, RollupStore store, long serverPid) {
    FollowSettings settings =
        FollowSettings.defaults(ZoneOffset.UTC)
            .withBackfill(Duration.ZERO)
            .withPause(Duration.ZERO);
    Follower follower =
        new Follower(source, store, text -> OptionalInt.empty(), settings, CLOCK, new Random(1));
    long mostHeap = 0;
    Cpu before = Cpu.now(serverPid);
    long began = System.nanoTime();
    Runtime runtime = Runtime.getRuntime();
    while (!follower.step().equals(settings.poll())) {
      mostHeap = Math.max(mostHeap, runtime.totalMemory() - runtime.freeMemory());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Cpu used = Cpu.now(serverPid).minus(before);
    long calls = follower.state().added();
    print(
        "followed %,d calls in %.1f s: %,.0f calls/s, heap %d MB of %d MB; CPU in \u00b5s per call:"
            + " server %.2f, reading %.2f, rest of the process %.2f (collecting garbage %.2f, JIT"
            + " %.2f)",
        calls,
        seconds,
        calls / seconds,
        mostHeap >> 20,
        runtime.maxMemory() >> 20,
        used.server() / 1e3 / calls,
        used.thread() / 1e3 / calls,
        (used.process() - used.thread()) / 1e3 / calls,
        used.garbage() / 1e3 / calls,
        used.compiler() / 1e3 / calls);
  }

  /** CPU time in ns; that of the garbage collector and of the compiler is elapsed time. */
  private record Cpu(long server, long process, long thread, long garbage, long compiler) {
    static Cpu now(long serverPid) {
      return new Cpu(
          ProcessHandle.of(serverPid)
              .flatMap(server -> server.info().totalCpuDuration())
              .orElse(Duration.ZERO)
              .toNanos(),
          ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getProcessCpuTime(),
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .mapToLong(one -> one.getCollectionTime() * 1_000_000)
              .sum(),
          ManagementFactory.getCompilationMXBean().getTotalCompilationTime() * 1_000_000);
    }

    Cpu minus(Cpu before) {
      return new Cpu(
          server - before.server,
          process - before.process,
          thread - before.thread,
          garbage - before.garbage,
          compiler - before.compiler);
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  static void summary(String url, RollupStore store) throws SQLException {
    Problems problems = new Problems();
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(problems).orElseThrow();
    double[] own = new double[120];
    try (Connection source =
        DriverManager.getConnection(url, MariaDbServer.ADMIN, MariaDbServer.PASSWORD)) {
      long before = selects(source);
      for (int i = 0; i < own.length; i++) {
        // A new one each time: it remembers its answers.
        SummaryCommand command =
            new SummaryCommand(() -> catalog, store, store.names(), new PeriodParser(CLOCK));
        long began = System.nanoTime();
        command.run(new Arguments(Map.of()), Context.console(ZoneOffset.UTC));
        own[i] = (System.nanoTime() - began) / 1e6;
      }
      long asked = selects(source) - before;
      double first = own[0];
      double cold = median(Arrays.copyOf(own, 20));
      double warm = median(Arrays.copyOfRange(own, own.length - 20, own.length));
      print(
          "/summary today, not cached: the first %.1f ms, median of the first 20 %.1f ms, of the"
              + " last 20 of %d %.1f ms; meanwhile %d SELECTs on the source",
          first, cold, own.length, warm, asked);
      for (String by : new String[] {"endreason", "endreason, calleegatewayid, customeraccount"}) {
        double typed = typed(source, by);
        print(
            "GROUP BY %s: %.0f ms, %.0f times the first, %.0f times the first 20, %.0f times the"
                + " last 20",
            by, typed, typed / first, typed / cold, typed / warm);
      }
    }
  }

  /** How many the server was sent by anyone. */
  private static long selects(Connection source) throws SQLException {
    try (Statement sql = source.createStatement();
        ResultSet status = sql.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
      status.next();
      return status.getLong(2);
    }
  }

  private static double typed(Connection source, String by) throws SQLException {
    try (Statement sql = source.createStatement()) {
      long began = System.nanoTime();
      try (ResultSet found =
          sql.executeQuery(
              "SELECT "
                  + by
                  + ", COUNT(*), SUM(holdtime > 0), SUM(holdtime) FROM "
                  + TABLE
                  + " GROUP BY "
                  + by)) {
        while (found.next()) {
          found.getLong(1);
        }
      }
      return (System.nanoTime() - began) / 1e6;
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
