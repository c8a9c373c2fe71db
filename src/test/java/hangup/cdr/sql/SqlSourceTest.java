package hangup.cdr.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hangup.cdr.CallQuery;
import hangup.cdr.CallQuery.By;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.EndDirection;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.SourceReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The SELECTs that Hangup ships, against real servers. */
class SqlSourceTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long NOON_MS = NOON.toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(1800), ZoneOffset.UTC);

  private static final String PLAIN_TABLE =
      "CREATE TABLE cdr (id bigint PRIMARY KEY, started_at timestamptz NOT NULL, ended_at"
          + " timestamptz NOT NULL, talk_seconds integer NOT NULL, billed_seconds integer, pdd_ms"
          + " integer, end_reason integer NOT NULL, ended_by text, caller text, callee text,"
          + " in_gateway text, out_gateway text, customer text, customer_name text, fee numeric)";

  private static final String FUSION_TABLE =
      "CREATE TABLE v_xml_cdr (xml_cdr_uuid uuid PRIMARY KEY, domain_uuid uuid, domain_name"
          + " text, accountcode text, direction text, caller_id_number text,"
          + " destination_number text, start_epoch numeric, start_stamp timestamptz,"
          + " answer_stamp timestamptz, end_epoch numeric, end_stamp timestamptz, duration"
          + " numeric, billsec numeric, pdd_ms numeric, network_addr text, hangup_cause text,"
          + " hangup_cause_q850 numeric, sip_hangup_disposition text)";

  private static final String FREESWITCH_TABLE =
      "CREATE TABLE cdr (id serial PRIMARY KEY, local_ip_v4 inet, caller_id_name text,"
          + " caller_id_number text, destination_number text, context text, start_stamp"
          + " timestamptz, answer_stamp timestamptz, end_stamp timestamptz, duration int,"
          + " billsec int, hangup_cause text, uuid uuid, bleg_uuid uuid, accountcode text)";

  private static ConnectionSettings postgres() {
    PostgresServer server = PostgresServer.shared();
    server.run(
        "DROP TABLE IF EXISTS cdr, v_xml_cdr",
        "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'only reads'; EXCEPTION WHEN"
            + " duplicate_object THEN NULL; END $$",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader");
    return ConnectionSettings.of(server.url(), "reader", "only reads");
  }

  private static SqlSource source(ConnectionSettings connection, String name) {
    SelectFile file = SelectFile.find(Path.of("config", "nowhere"), name).orElseThrow();
    return new SqlSource(new SqlSettings("other", connection, file), CLOCK);
  }

  private static SqlSource select(ConnectionSettings connection, String sql) {
    return new SqlSource(new SqlSettings("other", connection, new SelectFile("mine", sql)), CLOCK);
  }

  @Test
  void readsAPlainPostgresTable() {
    ConnectionSettings connection = postgres();
    PostgresServer.shared()
        .run(
            PLAIN_TABLE,
            "CREATE INDEX ON cdr (ended_at)",
            "INSERT INTO cdr SELECT i, ts, ts + interval '1.9 ms', i % 3, 60, 250, 22, 'callee',"
                + " '49301234567', '8801712345678', 'IN-1', 'GW-7', '10001', 'Ann', 1.5 FROM"
                + " (SELECT i, timestamptz '2026-11-20 12:00:00Z' + i * interval '1 second' AS ts"
                + " FROM generate_series(0, 99) i) x");
    try (SqlSource source = source(connection, "postgresql")) {
      Collected read = Collected.all(source, NOON_MS, NOON_MS + HOUR, 7);
      assertThat(read.distinct()).hasSize(100);
      assertThat(read.distinct().get(1))
          .isEqualTo(
              new Cdr(
                  1,
                  true,
                  NOON_MS + 1000,
                  NOON_MS + 1001,
                  1,
                  60,
                  250,
                  22,
                  null,
                  EndDirection.CALLEE,
                  "49301234567",
                  "8801712345678",
                  "IN-1",
                  "GW-7",
                  "10001",
                  "Ann",
                  1.5));
      assertThat(source.oldest()).hasValue(NOON_MS + 1);
      assertThat(source.counts(new Range(NOON_MS, NOON_MS + HOUR), 60_000))
          .containsExactly(Map.entry(NOON_MS, 60L), Map.entry(NOON_MS + 60_000, 40L));
      SourceReport report = source.probe();
      assertThat(report.server()).startsWith("PostgreSQL");
      assertThat(report.warnings()).isEmpty();
      assertThat(report.sample())
          .hasSize(5)
          .allMatch(cdr -> cdr.callee().equals("880171234****"))
          .allMatch(cdr -> cdr.caller().equals("4930123****"));
    }
  }

  @Test
  void findsCallsInAPlainPostgresTable() {
    ConnectionSettings connection = postgres();
    PostgresServer.shared()
        .run(
            PLAIN_TABLE,
            "INSERT INTO cdr SELECT i, ts, ts, CASE i % 2 WHEN 0 THEN 0 ELSE 5 END, 0, 250, CASE i"
                + " % 4 WHEN 0 THEN 22 ELSE 1 END, 'callee', '4930' || i, '88017' || (i % 10),"
                + " 'IN-1', 'GW-' || (i % 3), '10001', 'Ann', 0 FROM (SELECT i, timestamptz"
                + " '2026-11-20 12:00:00Z' + i * interval '1 second' AS ts FROM generate_series(0,"
                + " 399) i) x");
    try (SqlSource source = source(connection, "postgresql")) {
      FoundCalls found =
          source.find(
              new CallQuery(
                  By.NUMBER,
                  "880174",
                  OptionalInt.empty(),
                  Set.of(1),
                  NOON_MS,
                  NOON_MS + HOUR,
                  3,
                  Duration.ofSeconds(20)));
      assertThat(found.complete()).isTrue();
      assertThat(found.calls()).extracting(Cdr::id).containsExactly(384L, 364L, 344L);
      found =
          source.find(
              new CallQuery(
                  By.GATEWAY,
                  "GW-1",
                  OptionalInt.of(1),
                  Set.of(),
                  NOON_MS,
                  NOON_MS + HOUR,
                  2,
                  Duration.ofSeconds(20)));
      assertThat(found.calls()).extracting(Cdr::id).containsExactly(394L, 382L);
    }
  }

  @Test
  void readsFusionPbx() {
    ConnectionSettings connection = postgres();
    PostgresServer.shared()
        .run(
            FUSION_TABLE,
            "INSERT INTO v_xml_cdr (xml_cdr_uuid, domain_name, caller_id_number,"
                + " destination_number, start_stamp, end_stamp, billsec, pdd_ms, network_addr,"
                + " hangup_cause, hangup_cause_q850, sip_hangup_disposition) VALUES"
                + " ('11111111-2222-3333-4444-555555555555', 'pbx.example.com', '1001', '1002',"
                + " '2026-11-20 12:00:00Z', '2026-11-20 12:00:09Z', 0, 0, '192.0.2.1', 'USER_BUSY',"
                + " 17, 'send_refuse')");
    try (SqlSource source = source(connection, "fusionpbx")) {
      Cdr cdr = Collected.all(source, NOON_MS, NOON_MS + HOUR, 7).cdrs.get(0);
      assertThat(cdr.reason()).isEqualTo(17);
      assertThat(cdr.reasonText()).isNull();
      assertThat(cdr.hasId()).isTrue();
      assertThat(cdr.stopMs() - cdr.startMs()).isEqualTo(9000);
      assertThat(cdr.pddMillis()).isEqualTo(-1);
      assertThat(cdr.endedBy()).isEqualTo(EndDirection.CALLEE);
      assertThat(cdr.customerAccount()).isEqualTo("pbx.example.com");
    }
  }

  @Test
  void readsFreeSwitch() {
    ConnectionSettings connection = postgres();
    PostgresServer.shared()
        .run(
            FREESWITCH_TABLE,
            "INSERT INTO cdr (caller_id_number, destination_number, context, start_stamp,"
                + " end_stamp, billsec, hangup_cause, uuid, accountcode) VALUES ('1001', '1002',"
                + " 'public', '2026-11-20 12:00:00Z', '2026-11-20 12:00:09Z', 0,"
                + " 'NO_ROUTE_DESTINATION', '11111111-2222-3333-4444-555555555555', 'acme')");
    try (SqlSource source = source(connection, "freeswitch")) {
      Cdr cdr = Collected.all(source, NOON_MS, NOON_MS + HOUR, 7).cdrs.get(0);
      assertThat(cdr.reasonText()).isEqualTo("NO_ROUTE_DESTINATION");
      assertThat(cdr.customerAccount()).isEqualTo("acme");
      assertThat(source.probe().facts()).contains("The end reason is a text.");
    }
  }

  @Test
  void readsAsterisk() {
    MariaDbServer server = MariaDbServer.shared();
    ConnectionSettings connection = server.database("asteriskcdrdb");
    server.run(
        "asteriskcdrdb",
        "CREATE TABLE cdr (calldate DATETIME NOT NULL, clid VARCHAR(80), src VARCHAR(80), dst"
            + " VARCHAR(80), dcontext VARCHAR(80), channel VARCHAR(80), dstchannel VARCHAR(80),"
            + " lastapp VARCHAR(80), lastdata VARCHAR(80), duration INT, billsec INT, disposition"
            + " VARCHAR(45), amaflags INT, accountcode VARCHAR(20), uniqueid VARCHAR(32), userfield"
            + " VARCHAR(255), KEY calldate (calldate)) ENGINE=MyISAM",
        "INSERT INTO cdr (calldate, src, dst, channel, dstchannel, duration, billsec, disposition,"
            + " accountcode, uniqueid) VALUES ('2026-11-20 12:00:00', '1001', '1002',"
            + " 'PJSIP/my-trunk-00000001', 'SIP/provider-0000000a', 15, 0, 'NO ANSWER', 'acme',"
            + " '1700000000.1'), ('2026-11-20 12:00:01', '1001', '1003', 'PJSIP/trunk-00000002',"
            + " '', 70, 60, 'ANSWERED', 'acme', '1700000000.2')");
    try (SqlSource source = source(connection, "asterisk")) {
      List<Cdr> cdrs = Collected.all(source, NOON_MS, NOON_MS + HOUR, 7).cdrs;
      assertThat(cdrs).extracting(Cdr::reasonText).containsExactly("NO ANSWER", "ANSWERED");
      assertThat(cdrs).extracting(Cdr::talkSeconds).containsExactly(0, 60);
      assertThat(cdrs.get(0).mappingGateway()).isEqualTo("PJSIP/my-trunk");
      assertThat(cdrs.get(0).routingGateway()).isEqualTo("SIP/provider");
      assertThat(cdrs.get(0).id()).isNotEqualTo(cdrs.get(1).id());
      assertThat(source.counts(new Range(NOON_MS, NOON_MS + HOUR), 1000)).hasSize(2);
      FoundCalls found =
          source.find(
              new CallQuery(
                  By.NUMBER,
                  "1002",
                  OptionalInt.empty(),
                  Set.of(),
                  NOON_MS,
                  NOON_MS + HOUR,
                  5,
                  Duration.ofSeconds(20)));
      assertThat(found.calls()).isEqualTo(cdrs.subList(0, 1));
    }
  }

  @Test
  void readsKamailio() {
    MariaDbServer server = MariaDbServer.shared();
    ConnectionSettings connection = server.database("kamailio");
    server.run(
        "kamailio",
        "CREATE TABLE acc (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, method VARCHAR(16) NOT NULL,"
            + " from_tag VARCHAR(128), to_tag VARCHAR(128), callid VARCHAR(255), sip_code"
            + " VARCHAR(3) NOT NULL, sip_reason VARCHAR(128) NOT NULL, time DATETIME NOT NULL,"
            + " src_user VARCHAR(64), dst_user VARCHAR(64), src_ip VARCHAR(64), dst_domain"
            + " VARCHAR(64), KEY time_idx (time)) ENGINE=MyISAM",
        "INSERT INTO acc (method, sip_code, sip_reason, time, src_user, dst_user, src_ip,"
            + " dst_domain) VALUES ('INVITE', '503', 'Service Unavailable', '2026-11-20 12:00:00',"
            + " '1001', '1002', '192.0.2.1', 'gw.example.com'), ('BYE', '200', 'OK', '2026-11-20"
            + " 12:00:01', '1001', '1002', '', ''), ('INVITE', '200', 'OK', '2026-11-20 12:00:02',"
            + " '1001', '1003', '192.0.2.1', 'gw.example.com')");
    try (SqlSource source = source(connection, "kamailio")) {
      List<Cdr> cdrs = Collected.all(source, NOON_MS, NOON_MS + HOUR, 7).cdrs;
      assertThat(cdrs).extracting(Cdr::reason).containsExactly(503, 200);
      assertThat(cdrs).extracting(Cdr::answered).containsExactly(false, true);
      assertThat(cdrs).extracting(Cdr::id).containsExactly(1L, 3L);
    }
  }

  @Test
  void eachMistakeInASelectHasItsOwnMessage() {
    ConnectionSettings connection = postgres();
    PostgresServer.shared()
        .run("CREATE TABLE cdr (at bigint, day timestamptz, talk int, code int)");
    String where = " FROM cdr WHERE at >= :position AND at < :to ORDER BY at LIMIT :limit";
    problem(connection, "DELETE FROM cdr", Kind.BAD_SELECT, "one SELECT");
    problem(connection, "SELECT 1 WHERE 1 < :too", Kind.BAD_SELECT, "unknown parameter :too");
    problem(
        connection, "SELECT 1 LIMIT :limit", Kind.BAD_SELECT, "lacks the parameter :position, :to");
    problem(
        connection,
        "SELECT at AS place_ms, at AS start_ms, talk" + where,
        Kind.MISSING_COLUMN,
        "no column talk_s, reason. It must give place_ms, start_ms, talk_s, reason; name a column"
            + " with AS, for example: billsec AS talk_s. What it gives and is not known: talk.");
    problem(
        connection,
        "SELECT day AS place_ms, at AS start_ms, talk AS talk_s, code AS reason" + where,
        Kind.UNKNOWN_TIME_UNIT,
        "column place_ms of the SELECT in mine.sql must be a number of UTC epoch milliseconds, but"
            + " it is a date");
    problem(
        connection,
        "SELECT at AS place_ms, at AS start_ms, talk AS talk_s, reason" + where,
        Kind.MISSING_COLUMN,
        "\"reason\" does not exist");
    problem(connection, "SELECT FROM WHERE :position :to :limit", Kind.BAD_SELECT, "Mend the file");
    PostgresServer.shared().run("INSERT INTO cdr VALUES (1, now(), 0, 22)");
    problem(
        connection,
        "SELECT at + 1763640000 AS place_ms, at AS start_ms, talk AS talk_s, code AS reason FROM"
            + " cdr WHERE at > :position - 1763640000000 * 2 AND at < :to LIMIT :limit",
        Kind.UNKNOWN_TIME_UNIT,
        "goes up to 1763640001");
  }

  private static void problem(ConnectionSettings connection, String sql, Kind kind, String words) {
    assertThatThrownBy(
            () -> {
              try (SqlSource source = select(connection, sql)) {
                source.probe();
              }
            })
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  @Test
  void eachProblemWithPostgresHasItsOwnMessage() {
    ConnectionSettings good = postgres();
    PostgresServer server = PostgresServer.shared();
    server.run(PLAIN_TABLE, "REVOKE SELECT ON cdr FROM reader");
    check(good, Kind.MISSING_RIGHT, "GRANT SELECT ON TABLE your_cdr_table TO reader;");
    check(
        ConnectionSettings.of(good.url().replace("/postgres", "/nowhere"), "reader", "only reads"),
        Kind.MISSING_DATABASE,
        "source.database");
    server.run("DROP TABLE cdr");
    check(good, Kind.MISSING_TABLE, "\"cdr\" does not exist");
    server.roleWithPassword("careful", "the right one");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                check(
                    ConnectionSettings.of(server.url(), "careful", "wrong"),
                    Kind.WRONG_PASSWORD,
                    "the database refuses user careful"));
    check(
        ConnectionSettings.of("jdbc:postgresql://127.0.0.1:1/postgres", "reader", "x"),
        Kind.UNREACHABLE,
        "127.0.0.1:1/postgres");
  }

  private static void check(ConnectionSettings connection, Kind kind, String words) {
    try (SqlSource source = source(connection, "postgresql")) {
      assertThatThrownBy(source::probe)
          .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .hasMessageContaining(words);
    }
  }

  private static List<String> rights(ConnectionSettings connection) {
    try (Sessions sessions = new Sessions("other", connection)) {
      return MayWrite.warnings(sessions, connection);
    }
  }

  @Test
  void saysHoweverAPostgresUserMayWrite() {
    ConnectionSettings reader = postgres();
    PostgresServer server = PostgresServer.shared();
    server.run(PLAIN_TABLE);
    assertThat(rights(reader)).isEmpty();
    server.run("GRANT UPDATE (fee) ON cdr TO reader");
    assertThat(rights(reader)).singleElement().asString().contains("may write (UPDATE)");
    server.run("REVOKE UPDATE (fee) ON cdr FROM reader", "GRANT TRUNCATE ON cdr TO PUBLIC");
    assertThat(rights(reader)).singleElement().asString().contains("may write (TRUNCATE)");
    server.run(
        "REVOKE TRUNCATE ON cdr FROM PUBLIC",
        "DROP ROLE IF EXISTS writers",
        "CREATE ROLE writers",
        "GRANT DELETE ON cdr TO writers",
        "GRANT writers TO reader");
    assertThat(rights(reader)).singleElement().asString().contains("may write (DELETE)");
    server.run("REVOKE DELETE ON cdr FROM writers", "DROP ROLE writers");
    assertThat(rights(reader)).isEmpty();
    assertThat(rights(ConnectionSettings.of(server.url(), "postgres", "postgres")))
        .singleElement()
        .asString()
        .contains("User postgres may write (DELETE, INSERT, SUPERUSER");
  }

  @Test
  void everyShippedSelectCanUseTheIndexItNames() {
    ConnectionSettings postgres = postgres();
    PostgresServer server = PostgresServer.shared();
    server.run(PLAIN_TABLE, "CREATE INDEX ended ON cdr (ended_at)", FUSION_TABLE);
    server.run("CREATE INDEX fusion_end ON v_xml_cdr (end_stamp)");
    assertThat(plan(postgres, "postgresql")).contains("Index Scan using ended");
    assertThat(plan(postgres, "fusionpbx")).contains("Index Scan using fusion_end");
    server.run("DROP TABLE cdr", FREESWITCH_TABLE, "CREATE INDEX fs_end ON cdr (end_stamp)");
    assertThat(plan(postgres, "freeswitch")).contains("Index Scan using fs_end");
  }

  /** What the server does where it may not read the whole table, though that is small. */
  private static String plan(ConnectionSettings connection, String select) {
    SqlText text = SqlText.parse(SelectFile.find(Path.of("nowhere"), select).orElseThrow().sql());
    try (Connection admin = PostgresServer.shared().connect();
        Statement sql = admin.createStatement()) {
      sql.execute("SET enable_seqscan = off");
      sql.execute("SET enable_bitmapscan = off");
      String filled = text.sql();
      for (String parameter : text.parameters()) {
        String value = parameter.equals("limit") ? "100" : String.valueOf(NOON_MS);
        filled = filled.replaceFirst("\\?", value);
      }
      StringBuilder plan = new StringBuilder(connection.url()).append('\n');
      try (ResultSet rows = sql.executeQuery("EXPLAIN " + filled)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sendsPostgresNothingButSelect() {
    ConnectionSettings reader = postgres();
    PostgresServer server = PostgresServer.shared();
    server.run(
        PLAIN_TABLE,
        "INSERT INTO cdr SELECT i, ts, ts, 0, 0, 250, 22, 'callee', '4930', '88017', 'IN-1',"
            + " 'GW-1', '10001', 'Ann', 0 FROM (SELECT i, timestamptz '2026-11-20 12:00:00Z' + i *"
            + " interval '1 second' AS ts FROM generate_series(0, 99) i) x",
        "ALTER ROLE reader SET log_statement = 'all'");
    int before = server.statementLog().size();
    try (SqlSource source = source(reader, "postgresql")) {
      source.probe();
      source.oldest();
      Collected.all(source, NOON_MS, NOON_MS + HOUR, 7);
      source.counts(new Range(NOON_MS, NOON_MS + HOUR), 1000);
      source.find(
          new CallQuery(
              By.NUMBER,
              "88017",
              OptionalInt.empty(),
              Set.of(),
              NOON_MS,
              NOON_MS + HOUR,
              3,
              Duration.ofSeconds(20)));
    } finally {
      server.run("ALTER ROLE reader RESET log_statement");
    }
    List<String> all = server.statementLog();
    List<String> sent = all.subList(before, all.size());
    assertThat(sent).hasSizeGreaterThan(10);
    // What the driver itself sends sets its own session, or is empty to see whether that lives.
    assertThat(sent).allMatch(SqlSourceTest::onlyReads);
    assertThat(onlyReads("WITH gone AS (DELETE FROM cdr RETURNING id) SELECT 1")).isFalse();
    assertThat(onlyReads("UPDATE cdr SET fee = 0")).isFalse();
    assertThat(String.join("\n", sent)).containsIgnoringCase("READ ONLY");
  }

  private static boolean onlyReads(String statement) {
    return statement.isEmpty()
        || (statement.matches("(?s)(SELECT|SET|SHOW|BEGIN|COMMIT|ROLLBACK)\\b.*")
            && !SqlText.outsideQuotes(statement)
                .matches("(?is).*\\b(insert|update|delete|create|drop|alter|truncate)\\b.*"));
  }

  @Test
  void postgresRefusesToWriteOverItsConnections() {
    ConnectionSettings reader = postgres();
    PostgresServer server = PostgresServer.shared();
    server.run(PLAIN_TABLE, "GRANT ALL ON cdr TO reader");
    try (SqlSource source = source(reader, "postgresql");
        Sessions sessions = new Sessions("other", reader)) {
      assertThat(source.probe().warnings())
          .anyMatch(line -> line.startsWith("User reader may write (DELETE, INSERT"));
      assertThatThrownBy(
              () ->
                  sessions.select(
                      "WITH gone AS (DELETE FROM cdr RETURNING id) SELECT * FROM gone",
                      Sessions.Binder.NONE,
                      rows -> 0))
          .hasMessageContaining("read-only");
    }
  }
}
