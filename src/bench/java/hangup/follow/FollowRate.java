package hangup.follow;

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
import java.nio.file.Path;
import java.sql.Connection;
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
 * and the number of rows.
 */
public final class FollowRate {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final String TABLE = "e_cdr_20261120";

  private FollowRate() {}

  public static void main(String[] args) throws SQLException {
    int rows = Integer.parseInt(args[1]);
    try (MariaDbServer server = MariaDbServer.start()) {
      fill(server, rows);
      Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
      Path file = Path.of(args[0]).resolve("follow-" + System.nanoTime() + ".duckdb");
      try (Vos3000Source source = source(server);
          RollupStore store = new RollupStore(StoreSettings.of(file), clock)) {
        follow(source, store, clock, rows);
        summary(server, store, clock);
      }
    }
  }

  private static Vos3000Source source(MariaDbServer server) {
    return new Vos3000Source(
        new Vos3000Settings(
            "vos1",
            ConnectionSettings.of(server.url("bench"), "reader", "only reads"),
            Optional.empty(),
            ZoneOffset.UTC));
  }

  /** Calls of a day until now, made by the server itself. */
  private static void fill(MariaDbServer server, int rows) {
    server.database("bench");
    long from = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
    long span = NOW.toEpochMilli() - from;
    server.run(
        "bench",
        VosTables.ddl(TABLE),
        "SET SESSION bulk_insert_buffer_size = 134217728",
        "INSERT INTO "
            + TABLE
            + " (flowno, starttime, stoptime, holdtime, feetime, callerpdd, callere164, calleee164,"
            + " callergatewayid, calleegatewayid, enddirection, endreason, fee, customeraccount,"
            + " customername) SELECT seq, "
            + from
            + " + seq * "
            + span
            + " DIV "
            + rows
            + " - IF(seq % 20 < 9, 1000 * (1 + seq % 300), 0), "
            + from
            + " + seq * "
            + span
            + " DIV "
            + rows
            + ", IF(seq % 20 < 9, 1 + seq % 300, 0), 0, 500 + seq % 4000,"
            + " CONCAT('4930', 1000000 + CRC32(seq) % 9000000), CONCAT('88017', 10000000 +"
            + " CRC32(seq + 7) % 90000000), CONCAT('IN-', CRC32(seq) % 20), CONCAT('GW-', CRC32(seq"
            + " + 3) % 40), seq % 3, IF(seq % 20 < 9, 0, 1 + CRC32(seq + 1) % 25), 0, 10000 +"
            + " CRC32(seq) % 300, CONCAT('Customer ', CRC32(seq) % 300) FROM seq_1_to_"
            + rows);
  }

  private static void follow(Vos3000Source source, RollupStore store, Clock clock, int rows) {
    FollowSettings settings =
        FollowSettings.defaults(ZoneOffset.UTC)
            .withBackfill(Duration.ZERO)
            .withPause(Duration.ZERO);
    Follower follower =
        new Follower(source, store, text -> OptionalInt.empty(), settings, clock, new Random(1));
    long mostHeap = 0;
    long began = System.nanoTime();
    Runtime runtime = Runtime.getRuntime();
    while (!follower.step().equals(settings.poll())) {
      mostHeap = Math.max(mostHeap, runtime.totalMemory() - runtime.freeMemory());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    print(
        "followed %,d calls in %.1f s: %,.0f calls/s, heap %d MB of %d MB",
        follower.state().added(),
        seconds,
        rows / seconds,
        mostHeap >> 20,
        runtime.maxMemory() >> 20);
  }

  private static void summary(MariaDbServer server, RollupStore store, Clock clock)
      throws SQLException {
    Problems problems = new Problems();
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(problems).orElseThrow();
    double[] own = new double[20];
    for (int i = 0; i < own.length; i++) {
      // A new one each time: it remembers its answers.
      SummaryCommand command =
          new SummaryCommand(() -> catalog, store, store.names(), new PeriodParser(clock));
      long began = System.nanoTime();
      command.run(new Arguments(Map.of()), Context.console(ZoneOffset.UTC));
      own[i] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(own);
    double[] typed = {
      typed(server, "endreason"), typed(server, "endreason, calleegatewayid, customeraccount")
    };
    print(
        "/summary today, not cached: median %.1f ms, slowest (the first) %.1f ms; GROUP BY reason:"
            + " %.0f ms (%.0f times), by reason, gateway and customer: %.0f ms (%.0f times)",
        own[10], own[19], typed[0], typed[0] / own[10], typed[1], typed[1] / own[10]);
  }

  private static double typed(MariaDbServer server, String by) throws SQLException {
    try (Connection connection = server.connect("bench");
        Statement sql = connection.createStatement()) {
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
