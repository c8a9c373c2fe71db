package hangup.cdr.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.CallIndex;
import hangup.cdr.CallQuery;
import hangup.cdr.CallQuery.By;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.EndDirection;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.SourceReport;
import hangup.cdr.sql.Vos3000Settings.TimeUnit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server with MyISAM tables. */
class Vos3000SourceTest {
  private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
  private static final long MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private MariaDbServer server = MariaDbServer.shared();
  private ConnectionSettings connection = server.database("vos3000db");
  private VosTables tables = new VosTables(server, "vos3000db", 7);

  @BeforeEach
  void anew() {
    server = MariaDbServer.shared();
    connection = server.database("vos3000db");
    tables = new VosTables(server, "vos3000db", 7);
  }

  private Vos3000Source source() {
    return source(connection);
  }

  private static Vos3000Source source(ConnectionSettings connection) {
    return new Vos3000Source(
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC));
  }

  @Test
  void readsEveryRowOverMidnightInSmallPieces() {
    List<Cdr> truth = tables.calls(MIDNIGHT - HOUR, MIDNIGHT + HOUR, 500);
    tables.insert(truth);
    try (Vos3000Source source = source()) {
      for (int limit : new int[] {2, 7, 100, 10_000}) {
        Collected read = Collected.all(source, MIDNIGHT - HOUR, MIDNIGHT + HOUR, limit);
        assertThat(read.distinct()).isEqualTo(truth);
      }
      assertThat(source.oldest()).hasValue(MIDNIGHT - HOUR);
    }
  }

  @Test
  void givesTheLowestPlacesFirstAndSaysHowFarItCame() {
    tables.insert(tables.calls(NOON, NOON + 10_000, 10));
    try (Vos3000Source source = source()) {
      Collected read = new Collected();
      var chunk = source.read(new Range(NOON + 1000, NOON + 9000), 3, read);
      assertThat(read.places).containsExactly(NOON + 1000, NOON + 2000, NOON + 3000);
      assertThat(chunk.complete()).isFalse();
      assertThat(chunk.nextMs()).isEqualTo(NOON + 3000);
      Collected rest = new Collected();
      chunk = source.read(new Range(chunk.nextMs(), NOON + 9000), 100, rest);
      assertThat(rest.places).hasSize(6).startsWith(NOON + 3000).endsWith(NOON + 8000);
      assertThat(chunk).isEqualTo(new hangup.cdr.CdrSource.Chunk(NOON + 9000, true));
    }
  }

  @Test
  void readsMoreCallsOfOneMillisecondThanTheLimit() {
    List<Cdr> truth = new ArrayList<>(tables.calls(NOON - 1000, NOON, 5));
    for (int i = 0; i < 100; i++) {
      truth.add(tables.call(NOON));
    }
    truth.addAll(tables.calls(NOON + 1, NOON + 1000, 5));
    tables.insert(truth);
    try (Vos3000Source source = source()) {
      assertThat(Collected.all(source, NOON - HOUR, NOON + HOUR, 3).distinct()).isEqualTo(truth);
    }
  }

  @Test
  void readsACallThatIsInAnotherDaysTable() {
    List<Cdr> truth = tables.calls(MIDNIGHT, MIDNIGHT + MINUTE, 10);
    tables.insert(VosTables.table(MIDNIGHT - HOUR), truth);
    tables.insert("e_cdr", tables.calls(MIDNIGHT + MINUTE, MIDNIGHT + 2 * MINUTE, 5));
    try (Vos3000Source source = source()) {
      assertThat(Collected.all(source, MIDNIGHT, MIDNIGHT + HOUR, 4).distinct())
          .hasSize(15)
          .containsAll(truth);
    }
  }

  @Test
  void takesACallInProgressForNoCdr() {
    Cdr call = tables.call(NOON);
    tables.insert(List.of(call));
    server.run(
        "vos3000db",
        "INSERT INTO e_cdr_20261120 (flowno, starttime, stoptime, holdtime, endreason) VALUES (1, "
            + NOON
            + ", NULL, 0, 0), (2, "
            + NOON
            + ", 0, 0, 0), (3, "
            + (NOON + HOUR)
            + ", "
            + (NOON + 1)
            + ", 0, 0)");
    try (Vos3000Source source = source()) {
      Collected read = Collected.all(source, NOON - HOUR, NOON + 2 * HOUR, 100);
      assertThat(read.cdrs).containsExactly(call);
      assertThat(read.noCdrs).isEqualTo(1);
    }
  }

  @Test
  void countsWhatItReads() {
    tables.insert(tables.calls(MIDNIGHT - MINUTE, MIDNIGHT + MINUTE, 240));
    try (Vos3000Source source = source()) {
      SortedMap<Long, Long> counts =
          source.counts(new Range(MIDNIGHT - 2000, MIDNIGHT + 500), 1000);
      assertThat(counts)
          .containsExactly(
              java.util.Map.entry(MIDNIGHT - 2000, 2L),
              java.util.Map.entry(MIDNIGHT - 1000, 2L),
              java.util.Map.entry(MIDNIGHT, 1L));
    }
  }

  @Test
  void readsAnOldVersionWithSecondsAndFewColumns() {
    server.run(
        "vos3000db",
        "CREATE TABLE e_cdr_20261120 (flowno BIGINT PRIMARY KEY, start BIGINT, stop BIGINT,"
            + " holdtime INT, endreason INT, KEY stop (stop)) ENGINE=MyISAM",
        "INSERT INTO e_cdr_20261120 VALUES (5, "
            + NOON / 1000
            + ", "
            + (NOON / 1000 + 9)
            + ", 8, -9)");
    try (Vos3000Source source = source()) {
      Cdr read = Collected.all(source, NOON, NOON + HOUR, 10).cdrs.get(0);
      assertThat(read.startMs()).isEqualTo(NOON);
      assertThat(read.stopMs()).isEqualTo(NOON + 9000);
      assertThat(read.reason()).isEqualTo(-9);
      assertThat(read.pddMillis()).isEqualTo(-1);
      assertThat(read.endedBy()).isEqualTo(EndDirection.UNKNOWN);
      assertThat(source.counts(new Range(NOON, NOON + HOUR), 60_000)).containsEntry(NOON, 1L);
      // The end lies at 9 s: a range up to there is without it.
      assertThat(Collected.all(source, NOON, NOON + 9000, 10).cdrs).isEmpty();
      assertThat(Collected.all(source, NOON, NOON + 9001, 10).cdrs).hasSize(1);
      assertThat(source.probe().warnings())
          .contains("There is no column enddirection: who ended a call is unknown")
          .hasSize(7);
    }
  }

  @Test
  void readsLocalDatesInTheZoneOfTheSettings() {
    server.run(
        "vos3000db",
        "CREATE TABLE e_cdr_20261120 (flowno BIGINT PRIMARY KEY, starttime DATETIME, stoptime"
            + " DATETIME, holdtime INT, endreason VARCHAR(40), KEY stoptime (stoptime))"
            + " ENGINE=MyISAM",
        "INSERT INTO e_cdr_20261120 VALUES (5, '2026-11-20 18:00:00', '2026-11-20 18:00:09', 0, 'No"
            + " Available Route'), (6, '2026-11-20 18:00:00', '2026-11-20 18:01:01', 0, '22')");
    Vos3000Settings settings =
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneId.of("Asia/Dhaka"));
    try (Vos3000Source source = new Vos3000Source(settings)) {
      List<Cdr> read = Collected.all(source, NOON, NOON + HOUR, 10).cdrs;
      assertThat(read).extracting(Cdr::startMs).containsOnly(NOON);
      assertThat(read.get(0).reasonText()).isEqualTo("No Available Route");
      assertThat(read.get(1).reason()).isEqualTo(22);
      assertThat(source.counts(new Range(NOON, NOON + HOUR), 60_000))
          .containsExactly(java.util.Map.entry(NOON, 1L), java.util.Map.entry(NOON + MINUTE, 1L));
      assertThat(source.oldest()).hasValue(NOON + 9000);
      CallQuery query = query(By.NUMBER, "x", OptionalInt.of(22));
      assertThat(LocalDateTime.ofEpochSecond(query.fromMs() / 1000, 0, ZoneOffset.UTC)).isNotNull();
    }
  }

  @Test
  void usesOnlyTheIndexOnTheEndToReadAndCount() throws SQLException {
    tables.insert(tables.calls(NOON, NOON + HOUR, 3000));
    TableLayout layout = layout("e_cdr_20261120");
    Range range = new Range(NOON, NOON + MINUTE);
    assertThat(explain(layout.readSql(), s -> bindLimited(layout, s, 1, range)))
        .isEqualTo("range stoptime");
    assertThat(
            explain(
                layout.countSql(),
                s -> {
                  s.setLong(1, 1000);
                  layout.bindRange(s, 2, range);
                }))
        .isEqualTo("range stoptime covering");
    assertThat(
            explain(
                layout.newestSql("(calleee164 LIKE ?)"),
                s -> {
                  layout.bindRange(s, 1, range);
                  s.setString(3, "88017%");
                  s.setInt(4, 10);
                }))
        .isEqualTo("range stoptime");
    assertThat(
            explain(
                layout.byIdSql("flowno", "calleee164 LIKE ?", 320),
                s -> {
                  s.setString(1, "88017%");
                  for (int i = 0; i < 320; i++) {
                    s.setLong(i + 2, 1_000_000 + Math.min(i, 20) * 7L);
                  }
                }))
        .isEqualTo("range PRIMARY");
    assertThat(explain(layout.sampleSql(), s -> s.setInt(1, 5))).isEqualTo("index stoptime");
    assertThat(explain(layout.edgeSql(true), s -> {})).isEqualTo("null null");
    for (String column : List.of("callere164", "callergatewayid", "customeraccount")) {
      assertThat(
              explain(
                  layout.pickedSql(column + " LIKE ?", column),
                  s -> {
                    s.setString(1, "493%");
                    s.setInt(2, 100);
                  }))
          .contains("range " + column + " covering");
      assertThat(
              explain(
                  layout.newestSql(column + " = ?", column),
                  s -> {
                    layout.bindRange(s, 1, range);
                    s.setString(3, "IN-1");
                    s.setInt(4, 10);
                  }))
          .isEqualTo("ref " + column);
    }
  }

  private static void bindLimited(TableLayout layout, PreparedStatement s, int first, Range range)
      throws SQLException {
    s.setInt(layout.bindRange(s, first, range), 100);
  }

  private TableLayout layout(String table) {
    Vos3000Settings settings =
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC);
    try (Sessions sessions = new Sessions("vos1", connection)) {
      return new LayoutReader(sessions, settings).read(table).orElseThrow();
    }
  }

  /** Type and key of each step of the server's plan, and whether the index alone answers. */
  private String explain(String sql, Sessions.Binder binder) throws SQLException {
    try (Connection admin = server.connect("vos3000db");
        PreparedStatement statement = admin.prepareStatement("EXPLAIN " + sql)) {
      binder.bind(statement);
      List<String> steps = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if ("<derived2>".equals(rows.getString("table"))) {
            continue;
          }
          String extra = String.valueOf(rows.getString("Extra"));
          steps.add(
              rows.getString("type")
                  + " "
                  + rows.getString("key")
                  + (extra.contains("Using index;") || extra.endsWith("Using index")
                      ? " covering"
                      : ""));
        }
      }
      return String.join(", ", steps);
    }
  }

  @Test
  void sendsNothingButSelect() {
    tables.insert(tables.calls(NOON, NOON + HOUR, 300));
    int before = server.generalLogSize();
    server.run("", "SET GLOBAL general_log = ON");
    try (Vos3000Source source = source()) {
      source.probe();
      source.oldest();
      Collected.all(source, NOON, NOON + HOUR, 50);
      source.counts(new Range(NOON, NOON + HOUR), 1000);
      source.find(query(By.NUMBER, "8801", OptionalInt.empty()));
      source.find(query(By.GATEWAY, "GW-1", OptionalInt.of(3)));
    } finally {
      server.run("", "SET GLOBAL general_log = OFF");
    }
    List<String> sent =
        server.generalLog().stream()
            .skip(before)
            .filter(line -> line.matches(".*\\b(Query|Prepare|Execute)\\t.*"))
            .map(line -> line.replaceFirst(".*\\b(Query|Prepare|Execute)\\t", ""))
            .filter(text -> !text.startsWith("SET GLOBAL general_log"))
            .toList();
    assertThat(sent).hasSizeGreaterThan(10);
    // What the driver itself sets are variables of its own session.
    assertThat(sent)
        .allMatch(
            text ->
                text.toUpperCase(Locale.ROOT)
                    .matches(
                        "(?s)(SET STATEMENT MAX_STATEMENT_TIME=\\d+ FOR )?SELECT .*|SET SESSION"
                            + " .*|SET (?!STATEMENT|GLOBAL|PASSWORD)[^;]*"));
    assertThat(sent).anyMatch(text -> text.toUpperCase(Locale.ROOT).contains("READ ONLY"));
  }

  @Test
  void refusesToSendAnythingElse() {
    try (Sessions sessions = new Sessions("vos1", connection)) {
      for (String sql :
          List.of(
              "DELETE FROM e_cdr",
              "/* SELECT */ DROP TABLE e_cdr",
              "SELECT 1; DELETE FROM e_cdr",
              "-- SELECT\nINSERT INTO e_cdr VALUES (1)",
              "SELECTED")) {
        assertThatThrownBy(() -> sessions.select(sql, Sessions.Binder.NONE, rows -> 1))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void theServerRefusesToWriteOverItsConnections() throws SQLException {
    tables.insert(tables.calls(NOON, NOON + HOUR, 3));
    ConnectionSettings writer =
        ConnectionSettings.of(server.url("vos3000db"), MariaDbServer.ADMIN, MariaDbServer.PASSWORD);
    try (Sessions sessions = new Sessions("vos1", writer)) {
      assertThat(
              sessions.<Integer>select(
                  "SELECT @@session.tx_read_only", Sessions.Binder.NONE, this::first))
          .isEqualTo(1);
    }
  }

  private int first(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getInt(1);
  }

  @Test
  void explainsWhatItSeesWithMaskedNumbers() {
    tables.insert(tables.calls(NOON, NOON + HOUR, 20));
    try (Vos3000Source source = source()) {
      SourceReport report = source.probe();
      assertThat(report.server()).startsWith("MariaDB 11.");
      assertThat(report.facts())
          .containsExactly(
              "1 CDR tables, from e_cdr_20261120 to e_cdr_20261120.",
              "Times are UTC epoch milliseconds in the columns starttime and stoptime.");
      assertThat(report.warnings()).isEmpty();
      assertThat(report.sample()).hasSize(5);
      assertThat(report.sample())
          .allMatch(cdr -> cdr.caller().matches("4930\\d{3}\\*{4}"))
          .allMatch(cdr -> cdr.callee().matches("88017\\d{4}\\*{4}"));
    }
  }

  @Test
  void saysThatTheUserMayWrite() {
    tables.insert(tables.calls(NOON, NOON + HOUR, 2));
    server.run("", "GRANT INSERT, DELETE ON vos3000db.* TO 'reader'@'127.0.0.1'");
    try (Vos3000Source source = source()) {
      assertThat(source.probe().warnings())
          .containsExactly(
              "User reader may write (DELETE, INSERT). Hangup only reads: give it a user with the"
                  + " right to SELECT and nothing else.");
    }
  }

  @Test
  void saysHoweverTheUserMayWrite() {
    tables.insert(tables.calls(NOON, NOON + HOUR, 2));
    for (String[] granted :
        new String[][] {
          {"UPDATE (fee) ON vos3000db.e_cdr_20261120", "UPDATE"},
          {"DELETE ON vos3000db.e_cdr_20261120", "DELETE"},
          {"INSERT ON `vos3000%`.*", "INSERT"},
          {"DROP ON *.*", "DROP"}
        }) {
      server.run("", "GRANT " + granted[0] + " TO 'reader'@'127.0.0.1'");
      try (Vos3000Source source = source()) {
        assertThat(source.probe().warnings())
            .as(granted[0])
            .singleElement()
            .asString()
            .contains("User reader may write (" + granted[1] + ")");
      }
      server.run("", "REVOKE " + granted[0] + " FROM 'reader'@'127.0.0.1'");
    }
    server.run(
        "",
        "CREATE OR REPLACE ROLE cdr_writers",
        "GRANT ALTER ON vos3000db.* TO cdr_writers",
        "GRANT cdr_writers TO 'reader'@'127.0.0.1'",
        "SET DEFAULT ROLE cdr_writers FOR 'reader'@'127.0.0.1'");
    try (Vos3000Source source = source()) {
      assertThat(source.probe().warnings())
          .singleElement()
          .asString()
          .contains("User reader has the role cdr_writers", "cannot be seen", "no role");
    }
    server.run("", "DROP ROLE cdr_writers");
    try (Vos3000Source source = source()) {
      assertThat(source.probe().warnings()).isEmpty();
    }
  }

  @Test
  void eachProblemHasItsOwnMessage() {
    tables.insert(tables.calls(NOON, NOON + HOUR, 2));
    String url = server.url("vos3000db");
    problem(ConnectionSettings.of(url, "reader", "wrong"), Kind.WRONG_PASSWORD, "CREATE USER");
    problem(
        ConnectionSettings.of(server.url("nowhere"), "admin", MariaDbServer.PASSWORD),
        Kind.MISSING_DATABASE,
        "source.database");
    server.run("", "CREATE OR REPLACE USER 'nobody'@'127.0.0.1' IDENTIFIED BY 'x'");
    problem(
        ConnectionSettings.of(url, "nobody", "x"),
        Kind.MISSING_RIGHT,
        "GRANT SELECT ON vos3000db.*");
    problem(
        ConnectionSettings.of("jdbc:mariadb://127.0.0.1:1/vos3000db", "reader", "x"),
        Kind.UNREACHABLE,
        "127.0.0.1:1/vos3000db");
    server.run("vos3000db", "ALTER TABLE e_cdr_20261120 DROP COLUMN endreason");
    problem(
        connection, Kind.MISSING_COLUMN, "e_cdr_20261120 has no column endreason. It has: flowno");
    server.run("vos3000db", "ALTER TABLE e_cdr_20261120 ADD COLUMN endreason INT");
    server.run("vos3000db", "UPDATE e_cdr_20261120 SET stoptime = 20261120");
    problem(connection, Kind.UNKNOWN_TIME_UNIT, "goes up to 20261120");
    server.run("vos3000db", "DROP TABLE e_cdr_20261120");
    problem(connection, Kind.MISSING_TABLE, "no table e_cdr or e_cdr_YYYYMMDD");
  }

  private static void problem(ConnectionSettings settings, Kind kind, String words) {
    try (Vos3000Source source = source(settings)) {
      assertThatThrownBy(source::probe)
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(kind);
                assertThat(e).hasMessageContaining(words).hasMessageStartingWith("Source vos1: ");
                assertThat(e.getMessage()).doesNotContain(settings.password() + "'");
              });
    }
  }

  @Test
  void takesTheUnitFromTheSettingsWhereItCannotBeSeen() {
    tables.insert(tables.calls(NOON, NOON + HOUR, 2));
    server.run("vos3000db", "UPDATE e_cdr_20261120 SET stoptime = 20261120, starttime = 20261119");
    Vos3000Settings settings =
        new Vos3000Settings("vos1", connection, Optional.of(TimeUnit.SECONDS), ZoneOffset.UTC);
    try (Vos3000Source source = new Vos3000Source(settings)) {
      assertThat(source.probe().sample()).hasSize(2);
    }
  }

  @Test
  void aTableThatIsDroppedHasNoRows() {
    List<Cdr> first = tables.calls(MIDNIGHT - MINUTE, MIDNIGHT, 5);
    List<Cdr> second = tables.calls(MIDNIGHT, MIDNIGHT + MINUTE, 5);
    tables.insert(first);
    tables.insert(second);
    try (Vos3000Source source = source()) {
      assertThat(Collected.all(source, MIDNIGHT - HOUR, MIDNIGHT + HOUR, 100).cdrs).hasSize(10);
      server.run("vos3000db", "DROP TABLE " + VosTables.table(MIDNIGHT - 1));
      assertThat(Collected.all(source, MIDNIGHT - HOUR, MIDNIGHT + HOUR, 100).distinct())
          .isEqualTo(second);
    }
  }

  @Test
  void aDamagedTableHasItsOwnMessageAndEndsNoOther() {
    try (MariaDbServer own = MariaDbServer.start("--myisam-recover-options=OFF");
        Vos3000Source source = source(own.database("vos3000db"))) {
      VosTables written = new VosTables(own, "vos3000db", 7);
      List<Cdr> yesterday = written.calls(MIDNIGHT - HOUR, MIDNIGHT, 300);
      written.insert(yesterday);
      written.insert(written.calls(MIDNIGHT + HOUR, MIDNIGHT + 2 * HOUR, 300));
      source.probe();
      String name = VosTables.table(MIDNIGHT - HOUR);
      own.damage("vos3000db", name);
      Range range = new Range(MIDNIGHT - HOUR, MIDNIGHT);
      assertThatThrownBy(() -> source.read(range, 1000, new Collected()))
          .hasMessageContaining(name)
          .hasMessageContaining("REPAIR TABLE")
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TABLE_BROKEN));
      assertThat(source.oldest()).hasValue(MIDNIGHT + HOUR);
      long later = MIDNIGHT + 50 * HOUR;
      List<Cdr> afterwards = written.calls(later, later + HOUR, 20);
      written.insert(afterwards);
      assertThat(Collected.all(source, later, later + HOUR, 100).distinct()).isEqualTo(afterwards);
      own.run("vos3000db", "REPAIR TABLE " + name + " USE_FRM");
      assertThat(Collected.all(source, MIDNIGHT - HOUR, MIDNIGHT, 100).distinct())
          .isEqualTo(yesterday);
      assertThat(source.oldest()).hasValue(MIDNIGHT - HOUR);
    }
  }

  @Test
  void aTableMadeAnewWithOtherColumnsIsReadAsItIsNow() {
    tables.insert(tables.calls(NOON, NOON + MINUTE, 5));
    try (Vos3000Source source = source()) {
      assertThat(Collected.all(source, NOON, NOON + HOUR, 100).cdrs).hasSize(5);
      server.run(
          "vos3000db",
          "DROP TABLE e_cdr_20261120",
          "CREATE TABLE e_cdr_20261120 (flowno BIGINT PRIMARY KEY, starttime BIGINT, stoptime"
              + " BIGINT, holdtime INT, endreason INT, KEY ended (stoptime)) ENGINE=MyISAM",
          "INSERT INTO e_cdr_20261120 VALUES (5, " + NOON + ", " + NOON + ", 0, 3)");
      assertThat(Collected.all(source, NOON, NOON + HOUR, 100).cdrs)
          .extracting(Cdr::id)
          .containsExactly(5L);
    }
  }

  @Test
  void cancelEndsAQueryThatWaitsForALock() throws Exception {
    tables.insert(tables.calls(NOON, NOON + MINUTE, 5));
    try (Vos3000Source source = source();
        Connection admin = server.connect("vos3000db");
        var lock = admin.createStatement()) {
      source.oldest();
      lock.execute("LOCK TABLES e_cdr_20261120 WRITE");
      CompletableFuture<Kind> reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  source.read(new Range(NOON, NOON + HOUR), 10, new Collected());
                  return Kind.FAILED;
                } catch (SourceException e) {
                  return e.kind();
                }
              });
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                source.cancel();
                return reading.isDone();
              });
      assertThat(reading.join()).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void givesUpAQueryAfterItsTime() throws SQLException {
    tables.insert(tables.calls(NOON, NOON + MINUTE, 5));
    try (Vos3000Source source = source(connection.withQueryTimeout(Duration.ofSeconds(1)));
        Connection admin = server.connect("vos3000db");
        var lock = admin.createStatement()) {
      source.oldest();
      lock.execute("LOCK TABLES e_cdr_20261120 WRITE");
      assertThatThrownBy(() -> source.read(new Range(NOON, NOON + HOUR), 10, new Collected()))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
      lock.execute("UNLOCK TABLES");
      assertThat(Collected.all(source, NOON, NOON + HOUR, 10).distinct()).hasSize(5);
    }
  }

  @Test
  void findsCallsAsALookAtEveryRowDoes() {
    List<Cdr> truth = new ArrayList<>(tables.calls(MIDNIGHT - HOUR, MIDNIGHT + HOUR, 4000));
    truth.addAll(tables.calls(MIDNIGHT + HOUR, MIDNIGHT + 2 * HOUR, 10));
    tables.insert(truth);
    Cdr one = truth.get(2000);
    try (Vos3000Source source = source()) {
      OptionalInt any = OptionalInt.empty();
      same(source, truth, query(By.NUMBER, one.caller(), any));
      same(source, truth, query(By.NUMBER, one.callee(), any));
      same(source, truth, query(By.NUMBER, "493012", any));
      same(source, truth, query(By.NUMBER, "88017", any));
      same(source, truth, query(By.NUMBER, "88017", OptionalInt.of(-69)));
      same(source, truth, query(By.GATEWAY, "GW-7", any));
      same(source, truth, query(By.GATEWAY, "IN-3", OptionalInt.of(22)));
      same(source, truth, query(By.CUSTOMER, one.customerAccount(), any));
      same(source, truth, query(By.CUSTOMER, "1000_", any));
      same(source, truth, query(By.NUMBER, "%", any));
    }
  }

  private static CallQuery query(By by, String value, OptionalInt code) {
    return new CallQuery(
        by,
        value,
        code,
        Set.of(1, 2),
        MIDNIGHT - HOUR / 2,
        MIDNIGHT + HOUR,
        10,
        Duration.ofSeconds(20));
  }

  private static void same(Vos3000Source source, List<Cdr> truth, CallQuery query) {
    Predicate<Cdr> subject =
        switch (query.by()) {
          case NUMBER ->
              cdr ->
                  cdr.caller().startsWith(query.value()) || cdr.callee().startsWith(query.value());
          case GATEWAY ->
              cdr ->
                  cdr.mappingGateway().equals(query.value())
                      || cdr.routingGateway().equals(query.value());
          case CUSTOMER -> cdr -> cdr.customerAccount().equals(query.value());
        };
    List<Cdr> expected =
        truth.stream()
            .filter(subject)
            .filter(cdr -> !cdr.answered())
            .filter(cdr -> cdr.startMs() >= query.fromMs() && cdr.startMs() < query.toMs())
            .filter(
                cdr ->
                    query.code().isPresent()
                        ? cdr.reason() == query.code().getAsInt()
                        : !query.excluded().contains(cdr.reason()))
            .sorted(Comparator.comparingLong(Cdr::startMs).reversed())
            .limit(query.limit())
            .collect(Collectors.toList());
    FoundCalls found = source.find(query);
    assertThat(found.calls()).isEqualTo(expected);
    assertThat(found.complete()).isTrue();
  }

  @Test
  void searchesTablesThatHaveNoIndexOnTheFlowno() {
    List<Cdr> truth = tables.calls(MIDNIGHT - HOUR, MIDNIGHT, 300);
    tables.insert(truth);
    server.run("vos3000db", "ALTER TABLE e_cdr_20261120 DROP PRIMARY KEY");
    CallIndex index =
        (source, query, before, most, time) ->
            Optional.of(
                new CallIndex.Page(
                    new Range(0, MIDNIGHT),
                    truth.stream()
                        .filter(cdr -> !cdr.answered())
                        .map(cdr -> new CallIndex.Entry(cdr.id(), cdr.startMs(), cdr.stopMs()))
                        .sorted(CallIndex.Entry.NEWEST_FIRST)
                        .limit(most)
                        .toList(),
                    query.fromMs(),
                    true));
    Vos3000Settings settings =
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC);
    try (Vos3000Source source = new Vos3000Source(settings, index)) {
      same(source, truth, query(By.GATEWAY, "GW-7", OptionalInt.empty()));
      same(source, truth, query(By.NUMBER, "88017", OptionalInt.of(22)));
    }
  }

  @Test
  void saysHowFarItLookedWhenTheTimeIsUp() {
    tables.insert(tables.calls(MIDNIGHT - 12 * HOUR, MIDNIGHT, 5000));
    long[] nanos = {0};
    Vos3000Settings settings =
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC);
    // Each look at the clock takes 30 ms: time for a few slices only.
    try (Vos3000Source source =
        new Vos3000Source(
            settings, CallIndex.NONE, () -> nanos[0] += Duration.ofMillis(30).toNanos())) {
      FoundCalls found =
          source.find(
              new CallQuery(
                  By.NUMBER,
                  "no such number",
                  OptionalInt.empty(),
                  Set.of(),
                  MIDNIGHT - 12 * HOUR,
                  MIDNIGHT,
                  10,
                  Duration.ofSeconds(1)));
      assertThat(found.complete()).isFalse();
      assertThat(found.calls()).isEmpty();
      assertThat(found.searchedFromMs()).isBetween(MIDNIGHT - 11 * HOUR, MIDNIGHT);
    }
  }
}
