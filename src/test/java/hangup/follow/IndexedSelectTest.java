package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.CallIndex;
import hangup.cdr.CallQuery;
import hangup.cdr.CallQuery.By;
import hangup.cdr.Cdr;
import hangup.cdr.FoundCalls;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.PostgresServer;
import hangup.cdr.sql.SelectFile;
import hangup.cdr.sql.SqlSettings;
import hangup.cdr.sql.SqlSource;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single calls of a database that is followed through a SELECT, found by the index. */
class IndexedSelectTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long NOON_MS = NOON.toEpochMilli();
  private static final long HOUR = 3_600_000;

  private static final String NUMBERS =
      "SELECT CAST(EXTRACT(EPOCH FROM at) * 1000 AS BIGINT) AS place_ms, %s CAST(EXTRACT(EPOCH FROM"
          + " at) * 1000 AS BIGINT) - 700 AS start_ms, talk AS talk_s, %s AS reason, caller,"
          + " callee, gw AS routing_gateway FROM indexed_cdr WHERE at >= to_timestamp(:position /"
          + " 1000.0) AND at < to_timestamp(:to / 1000.0) ORDER BY at LIMIT :limit";

  @TempDir Path directory;
  private final SettableClock clock = new SettableClock(NOON.plusSeconds(3600));
  private ConnectionSettings connection = ConnectionSettings.of("jdbc:none:", "", "");
  private RollupStore store = new RollupStore(StoreSettings.of(Path.of("unused")), clock);

  @BeforeEach
  void fill() {
    PostgresServer server = PostgresServer.shared();
    server.run(
        "DROP TABLE IF EXISTS indexed_cdr",
        "CREATE TABLE indexed_cdr (id text, at timestamptz, talk integer, code integer, caller"
            + " text, callee text, gw text)",
        "CREATE INDEX ON indexed_cdr (at)",
        "INSERT INTO indexed_cdr SELECT 'call-' || i, timestamptz '2026-11-20 12:00:00Z' + (i / 3)"
            + " * interval '1 second', CASE i % 2 WHEN 0 THEN 0 ELSE 5 END, CASE i % 4 WHEN 0 THEN"
            + " 22 ELSE 3 END, '4930' || (1000000 + i), '88017' || (10000000 + i % 50), 'GW-' || (i"
            + " % 7) FROM generate_series(0, 1999) i");
    connection = ConnectionSettings.of(server.url(), "postgres", "postgres");
    store = new RollupStore(StoreSettings.of(directory.resolve("calls.db")), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SqlSource source(String sql, CallIndex index) {
    return new SqlSource(
        new SqlSettings("other", connection, new SelectFile("mine", sql)), index, clock);
  }

  private void follow(SqlSource source) {
    FollowSettings settings = FollowSettings.defaults(ZoneOffset.UTC).withBatch(100, 1000);
    Follower follower =
        new Follower(
            source,
            store,
            text -> text.equals("no route") ? OptionalInt.of(22) : OptionalInt.empty(),
            settings,
            clock,
            new Random(1));
    while (!follower.step().equals(settings.poll())) {
      assertThat(follower.state().problem()).isEmpty();
    }
  }

  private static CallQuery query(By by, String value, OptionalInt code) {
    return new CallQuery(
        by, value, code, Set.of(), NOON_MS, NOON_MS + HOUR, 10, Duration.ofSeconds(30));
  }

  private static void assertSame(SqlSource indexed, SqlSource plain) {
    for (CallQuery query :
        List.of(
            query(By.NUMBER, "8801710000048", OptionalInt.empty()),
            query(By.NUMBER, "8801710000048", OptionalInt.of(22)),
            query(By.NUMBER, "88017", OptionalInt.of(3)),
            query(By.NUMBER, "49301001998", OptionalInt.empty()),
            query(By.NUMBER, "49302", OptionalInt.empty()),
            query(By.GATEWAY, "GW-6", OptionalInt.empty()))) {
      FoundCalls found = indexed.find(query);
      FoundCalls expected = plain.find(query);
      assertThat(found.complete()).isTrue();
      assertThat(found.gone()).isZero();
      assertThat(found.calls()).extracting(Cdr::startMs).isEqualTo(starts(expected));
      assertThat(found.calls()).containsExactlyInAnyOrderElementsOf(expected.calls());
    }
  }

  private static List<Long> starts(FoundCalls found) {
    return found.calls().stream().map(Cdr::startMs).toList();
  }

  @Test
  void findsTheSameCallsAsASearchOfAllRows() {
    String sql = NUMBERS.formatted("id,", "code");
    try (SqlSource indexed = source(sql, store.calls());
        SqlSource plain = source(sql, CallIndex.NONE)) {
      follow(indexed);
      assertSame(indexed, plain);
      PostgresServer.shared().run("DELETE FROM indexed_cdr WHERE callee = '8801710000048'");
      FoundCalls gone = indexed.find(query(By.NUMBER, "8801710000048", OptionalInt.empty()));
      assertThat(gone.calls()).isEmpty();
      assertThat(gone.gone()).isEqualTo(40);
    }
  }

  @Test
  void findsCallsWithoutIdsBySearchingAllRows() {
    String sql = NUMBERS.formatted("", "code");
    try (SqlSource indexed = source(sql, store.calls());
        SqlSource plain = source(sql, CallIndex.NONE)) {
      follow(indexed);
      assertSame(indexed, plain);
    }
  }

  @Test
  void findsByACodeThatATextStandsFor() {
    String sql = NUMBERS.formatted("id,", "CASE code WHEN 22 THEN 'no route' ELSE code::text END");
    try (SqlSource indexed = source(sql, store.calls())) {
      follow(indexed);
      FoundCalls found = indexed.find(query(By.NUMBER, "88017", OptionalInt.of(22)));
      assertThat(found.calls()).hasSize(10).allMatch(cdr -> "no route".equals(cdr.reasonText()));
      assertThat(indexed.find(query(By.NUMBER, "88017", OptionalInt.of(3))).calls())
          .hasSize(10)
          .allMatch(cdr -> cdr.reason() == 3);
    }
  }
}
