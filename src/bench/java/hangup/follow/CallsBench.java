package hangup.follow;

import hangup.cdr.CallIndex;
import hangup.cdr.CallQuery;
import hangup.cdr.CallQuery.By;
import hangup.cdr.FoundCalls;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Measures searches for single calls in a large table of a day, for what many calls have, what one
 * call in all has, and what none has. Each search opens the statistics anew. Arguments: a folder to
 * work in, the number of rows; and to do it step by step, {@code fill}, {@code follow} or {@code
 * measure} with the URL of a server's database {@code bench} and an administrator's name and
 * password.
 */
public final class CallsBench {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final String TABLE = "e_cdr_20261120";
  private static final int SEARCHES = 40;

  private CallsBench() {}

  public static void main(String[] args) throws SQLException, IOException {
    Path folder = Path.of(args[0]);
    int rows = Integer.parseInt(args[1]);
    if (args.length > 2) {
      ConnectionSettings connection = ConnectionSettings.of(args[3], args[4], args[5]);
      switch (args[2]) {
        case "fill" -> fill(connection, rows);
        case "follow" -> follow(connection, folder, rows);
        default -> measure(connection, folder);
      }
      return;
    }
    try (MariaDbServer server = MariaDbServer.start()) {
      server.run("", "CREATE DATABASE bench");
      ConnectionSettings connection =
          ConnectionSettings.of(server.url("bench"), MariaDbServer.ADMIN, MariaDbServer.PASSWORD);
      fill(connection, rows);
      follow(connection, folder, rows);
      measure(connection, folder);
    }
  }

  /** Calls of a day until now, 55 % of them failed, made by the server itself. */
  private static void fill(ConnectionSettings to, int rows) throws SQLException {
    long from = MIDNIGHT.toEpochMilli();
    String stop = from + " + seq * " + (NOW.toEpochMilli() - from) + " DIV " + rows;
    run(
        to,
        "DROP TABLE IF EXISTS " + TABLE,
        VosTables.ddl(TABLE),
        "SET SESSION bulk_insert_buffer_size = 134217728",
        "INSERT INTO "
            + TABLE
            + " (flowno, starttime, stoptime, holdtime, feetime, callerpdd, callere164, calleee164,"
            + " callergatewayid, calleegatewayid, enddirection, endreason, fee, customeraccount,"
            + " customername) SELECT seq, "
            + stop
            + " - IF(seq % 20 < 9, 1000 * (1 + seq % 300), 0), "
            + stop
            + ", IF(seq % 20 < 9, 1 + seq % 300, 0), 0, 500 + seq % 4000, CONCAT('4930', 1000000 +"
            + " CRC32(seq) % 9000000), CONCAT('88017', IF(seq % 100 = 17, 0, 10000000 + CRC32(seq +"
            + " 7) % 90000000)), CONCAT('IN-', CRC32(seq) % 20), CONCAT('GW-', CRC32(seq + 3) %"
            + " 40), seq % 3, IF(seq % 20 < 9, 0, 2 + CRC32(seq + 1) % 24), 0, 10000 + CRC32(seq) %"
            + " 300, CONCAT('Customer ', CRC32(seq) % 300) FROM seq_1_to_"
            + rows,
        "UPDATE "
            + TABLE
            + " SET callere164 = '49409999999', calleee164 = '8801999999999', callergatewayid ="
            + " 'IN-ONCE', calleegatewayid = 'GW-ONCE', customeraccount = 'ONCE', holdtime = 0,"
            + " endreason = 99 WHERE flowno = "
            + rows / 10,
        "UPDATE "
            + TABLE
            + " SET calleegatewayid = 'GW-GOOD', customeraccount = 'GOOD', callere164 ="
            + " '49419999999' WHERE flowno % 1000 = 1");
  }

  private static void run(ConnectionSettings to, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(to.url(), to.user(), to.password());
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  private static Vos3000Source source(ConnectionSettings connection, CallIndex index) {
    return new Vos3000Source(
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC), index);
  }

  private static RollupStore store(Path folder) {
    return new RollupStore(
        StoreSettings.of(folder.resolve("calls.duckdb")).withReadIdle(Duration.ofNanos(1)),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void follow(ConnectionSettings connection, Path folder, int rows)
      throws IOException {
    Files.createDirectories(folder);
    FollowSettings settings =
        FollowSettings.defaults(ZoneOffset.UTC)
            .withBackfill(Duration.ZERO)
            .withPause(Duration.ZERO);
    try (Vos3000Source source = source(connection, CallIndex.NONE);
        RollupStore store = store(folder)) {
      Follower follower =
          new Follower(
              source,
              store,
              text -> OptionalInt.empty(),
              settings,
              Clock.fixed(NOW, ZoneOffset.UTC),
              new Random(1));
      long began = System.nanoTime();
      while (!follower.step().equals(settings.poll())) {
        follower.state().problem().ifPresent(System.out::println);
      }
      print(
          "followed %,d of %,d calls in %.1f s; statistics %d MB",
          follower.state().added(),
          rows,
          (System.nanoTime() - began) / 1e9,
          Files.size(folder.resolve("calls.duckdb")) >> 20);
    }
  }

  private static void measure(ConnectionSettings connection, Path folder) {
    Random random = new Random(5);
    try (RollupStore store = store(folder);
        Vos3000Source source = source(connection, store.calls())) {
      search(source, "(first, to warm up)", By.NUMBER, i -> "88017" + (10 + i));
      search(source, "callee of 1 % of all", By.NUMBER, i -> "880170");
      search(
          source,
          "callee, whole",
          By.NUMBER,
          i -> "88017" + (10_000_000 + random.nextInt(90_000_000)));
      search(source, "callee of one call", By.NUMBER, i -> "8801999999999");
      search(source, "callee of none", By.NUMBER, i -> "88018" + (10_000_000 + i));
      search(source, "callee, 7 digits", By.NUMBER, i -> "88017" + (10 + random.nextInt(90)));
      search(source, "callee, 7 digits, none", By.NUMBER, i -> "88018" + (10 + i));
      search(
          source,
          "caller, whole",
          By.NUMBER,
          i -> "4930" + (1_000_000 + random.nextInt(9_000_000)));
      search(source, "caller of one call", By.NUMBER, i -> "49409999999");
      search(source, "caller, none failed", By.NUMBER, i -> "49419999999");
      search(source, "caller, 7 digits", By.NUMBER, i -> "4930" + (100 + random.nextInt(900)));
      search(source, "customer", By.CUSTOMER, i -> String.valueOf(10_000 + random.nextInt(300)));
      search(source, "customer of one call", By.CUSTOMER, i -> "ONCE");
      search(source, "customer, none failed", By.CUSTOMER, i -> "GOOD");
      search(source, "gateway in", By.GATEWAY, i -> "IN-" + random.nextInt(20));
      search(source, "gateway in, one call", By.GATEWAY, i -> "IN-ONCE");
      search(source, "gateway out", By.GATEWAY, i -> "GW-" + random.nextInt(40));
      search(source, "gateway out, one call", By.GATEWAY, i -> "GW-ONCE");
      search(source, "gateway out, none failed", By.GATEWAY, i -> "GW-GOOD");
      search(source, "gateway that is none", By.GATEWAY, i -> "GW-NEVER");
      search(source, "callee, rare code", By.NUMBER, i -> "88017", OptionalInt.of(99));
    }
  }

  private static void search(Vos3000Source source, String kind, By by, IntFunction<String> value) {
    search(source, kind, by, value, OptionalInt.empty());
  }

  private static void search(
      Vos3000Source source, String kind, By by, IntFunction<String> value, OptionalInt code) {
    double[] took = new double[SEARCHES];
    int complete = 0;
    int calls = 0;
    for (int i = 0; i < SEARCHES; i++) {
      CallQuery query =
          new CallQuery(
              by,
              value.apply(i),
              code,
              Set.of(1),
              MIDNIGHT.toEpochMilli(),
              NOW.toEpochMilli(),
              10,
              Duration.ofSeconds(3));
      long began = System.nanoTime();
      FoundCalls found = source.find(query);
      took[i] = (System.nanoTime() - began) / 1e6;
      complete += found.complete() ? 1 : 0;
      calls += found.calls().size();
    }
    Arrays.sort(took);
    print(
        "%-26s median %4.0f ms, p95 %4.0f ms, %d of %d complete, %.1f calls",
        kind,
        took[SEARCHES / 2],
        took[SEARCHES * 95 / 100 - 1],
        complete,
        SEARCHES,
        (double) calls / SEARCHES);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
