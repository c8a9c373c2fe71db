package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.CallIndex;
import hangup.cdr.CallQuery;
import hangup.cdr.CallQuery.By;
import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.cdr.FoundCalls;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.stats.Ingest;
import hangup.stats.Retention;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single calls of a real VOS3000 database that is followed, found by the index of failed calls. */
class IndexedCallsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final long NOW_MS = NOW.toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final OptionalInt ANY = OptionalInt.empty();

  @TempDir Path directory;
  private final MariaDbServer server = MariaDbServer.shared();
  private final SettableClock clock = new SettableClock(NOW);
  private final List<Cdr> truth = new ArrayList<>();
  private VosTables tables = new VosTables(server, "indexed", 3);
  private final FollowSettings settings =
      FollowSettings.defaults(ZoneOffset.UTC).withBackfill(Duration.ofDays(3));
  private RollupStore store = new RollupStore(StoreSettings.of(Path.of("unused")), clock);
  private Vos3000Source source = source(CallIndex.NONE);
  private Vos3000Source plain = source(CallIndex.NONE);
  private Follower follower = follower();

  private Vos3000Source source(CallIndex index) {
    ConnectionSettings connection =
        ConnectionSettings.of(server.url("indexed"), "reader", "only reads");
    return new Vos3000Source(
        new Vos3000Settings("vos1", connection, Optional.empty(), ZoneOffset.UTC), index);
  }

  private Follower follower() {
    return new Follower(source, store, text -> OptionalInt.empty(), settings, clock, new Random(1));
  }

  private Path file() {
    return directory.resolve("calls.db");
  }

  @BeforeEach
  void open() {
    server.database("indexed");
    tables = new VosTables(server, "indexed", 3);
    restart();
  }

  @AfterEach
  void close() {
    source.close();
    plain.close();
    store.close();
  }

  /** As a bot does that was ended and started. */
  private void restart() {
    close();
    store = new RollupStore(StoreSettings.of(file()), clock);
    source = source(store.calls());
    plain = source(CallIndex.NONE);
    follower = follower();
  }

  private void happen(List<Cdr> calls) {
    tables.insert(calls);
    truth.addAll(calls);
  }

  private void catchUp() {
    for (int steps = 0; !follower.step().equals(settings.poll()); steps++) {
      assertThat(follower.state().problem()).isEmpty();
      assertThat(steps).isLessThan(10_000);
    }
  }

  private CallQuery query(By by, String value, OptionalInt code) {
    return query(by, value, code, NOW_MS - 2 * DAY, clock.millis() + MINUTE);
  }

  private static CallQuery query(By by, String value, OptionalInt code, long fromMs, long toMs) {
    return new CallQuery(by, value, code, Set.of(1, 2), fromMs, toMs, 10, Duration.ofSeconds(30));
  }

  /** What a look at every call finds. */
  private List<Cdr> expected(CallQuery query) {
    String value = query.value();
    return truth.stream()
        .filter(
            cdr ->
                switch (query.by()) {
                  case NUMBER -> cdr.caller().startsWith(value) || cdr.callee().startsWith(value);
                  case GATEWAY ->
                      cdr.mappingGateway().equals(value) || cdr.routingGateway().equals(value);
                  case CUSTOMER -> cdr.customerAccount().equals(value);
                })
        .filter(cdr -> !cdr.answered())
        .filter(cdr -> cdr.startMs() >= query.fromMs() && cdr.startMs() < query.toMs())
        .filter(
            cdr ->
                query.code().isPresent()
                    ? cdr.reason() == query.code().getAsInt()
                    : !query.excluded().contains(cdr.reason()))
        .sorted(Comparator.comparingLong(Cdr::startMs).reversed().thenComparingLong(Cdr::id))
        .limit(query.limit())
        .toList();
  }

  private void assertFound(CallQuery query) {
    FoundCalls found = source.find(query);
    assertThat(found.calls()).as("%s", query).isEqualTo(expected(query));
    assertThat(found.complete()).isTrue();
    assertThat(found.gone()).isZero();
  }

  /** Everything that can be asked of some of the calls. */
  private List<CallQuery> questions(int calls) {
    List<CallQuery> all = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < calls; i++) {
      Cdr cdr = truth.get(random.nextInt(truth.size()));
      OptionalInt code = i % 2 == 0 ? ANY : OptionalInt.of(cdr.reason());
      all.add(query(By.NUMBER, cdr.callee(), code));
      all.add(query(By.NUMBER, cdr.caller(), code));
      for (String number : List.of(cdr.callee(), cdr.caller())) {
        if (number.length() > 5) {
          all.add(
              query(By.NUMBER, number.substring(0, 5 + random.nextInt(number.length() - 5)), code));
        }
      }
      all.add(query(By.NUMBER, cdr.callee() + "7", code));
      all.add(query(By.GATEWAY, cdr.mappingGateway(), code));
      if (!cdr.routingGateway().isEmpty()) {
        all.add(query(By.GATEWAY, cdr.routingGateway(), code));
      }
      all.add(query(By.CUSTOMER, cdr.customerAccount(), code));
    }
    all.add(query(By.NUMBER, "88018", ANY));
    all.add(query(By.GATEWAY, "GW-99", ANY));
    all.add(query(By.CUSTOMER, "10_2%", ANY));
    return all;
  }

  private Cdr between(String caller, String callee, long startMs) {
    Cdr cdr = tables.call(startMs);
    return new Cdr(
        cdr.id(),
        true,
        startMs,
        startMs + 4000,
        0,
        0,
        900,
        22,
        null,
        EndDirection.SERVER,
        caller,
        callee,
        "IN-1",
        "GW-7",
        "10001",
        "Customer 1",
        0);
  }

  @Test
  void findsWhatALookAtEveryCallFindsAndReadsOnlyThoseRows() {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 6000));
    catchUp();
    List<CallQuery> questions = questions(12);
    source.find(questions.get(0));
    int before = server.generalLogSize();
    server.run("", "SET GLOBAL general_log = ON");
    questions.forEach(this::assertFound);
    server.run("", "SET GLOBAL general_log = OFF");
    List<String> selects =
        server.generalLog().stream().skip(before).filter(line -> line.contains("e_cdr_")).toList();
    assertThat(selects).isNotEmpty();
    assertThat(selects)
        .allMatch(
            line ->
                line.contains("FORCE INDEX (`PRIMARY`) WHERE flowno IN (")
                    || line.contains("SELECT MAX(stoptime) FROM"));
  }

  @Test
  void findsNumbersOfEveryForm() {
    List<Cdr> odd = new ArrayList<>();
    String longest = "00991#8801712345678901234567890";
    List<String> numbers =
        List.of(
            "12345",
            "123456",
            "1234567",
            "12345678",
            "123456789",
            "1234567890",
            "1234567891",
            "12345*9",
            "12345#",
            "12345678@host",
            "12345678901@10.0.0.1",
            "12345joe",
            "joe",
            "",
            "12",
            "1234",
            "anonymous",
            "+12345678",
            longest,
            longest + "1",
            "1234500000000");
    for (int i = 0; i < numbers.size(); i++) {
      odd.add(between(numbers.get(i), "8801", NOW_MS - HOUR - i * MINUTE));
      odd.add(between("4930", numbers.get(i), NOW_MS - 2 * HOUR - i * MINUTE));
    }
    happen(odd);
    happen(tables.calls(NOW_MS - DAY, NOW_MS, 500));
    catchUp();
    for (String number : numbers) {
      for (int length = 5; length <= number.length(); length++) {
        String prefix = number.substring(0, length);
        if (prefix.matches("[0-9*#]+")) {
          assertFound(query(By.NUMBER, prefix, ANY));
        }
      }
    }
  }

  @Test
  void findsWhatIsNewerThanTheIndexAndGoesOnAfterARestart() {
    happen(tables.calls(NOW_MS - DAY, NOW_MS, 1000));
    catchUp();
    clock.advance(Duration.ofMinutes(3));
    happen(tables.calls(NOW_MS, NOW_MS + 3 * MINUTE, 60));
    questions(8).forEach(this::assertFound);
    restart();
    questions(8).forEach(this::assertFound);
    clock.advance(Duration.ofHours(4));
    happen(tables.calls(NOW_MS + 3 * MINUTE, NOW_MS + 4 * HOUR, 300));
    questions(8).forEach(this::assertFound);
    catchUp();
    questions(8).forEach(this::assertFound);
  }

  @Test
  void findsWhatTheIndexHasNotYet() {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 3000));
    follower.step();
    assertThat(follower.state().isBackfilled()).isFalse();
    questions(8).forEach(this::assertFound);
  }

  @Test
  void findsWhatWasCountedBeforeThereWasAnIndex() throws SQLException {
    happen(tables.calls(NOW_MS - DAY, NOW_MS, 1500));
    catchUp();
    store.close();
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute("DROP TABLE failed");
      sql.execute("DROP TABLE indexed");
      sql.execute("UPDATE hangup_schema SET version = 3");
    }
    restart();
    questions(6).forEach(this::assertFound);
    clock.advance(Duration.ofHours(2));
    happen(tables.calls(NOW_MS, NOW_MS + 2 * HOUR, 200));
    catchUp();
    questions(8).forEach(this::assertFound);
    assertThat(number("SELECT count(*) FROM failed"))
        .isEqualTo(truth.stream().filter(cdr -> !cdr.answered() && cdr.stopMs() >= NOW_MS).count());
    assertThat(number("SELECT min(from_ms) FROM indexed")).isBetween(NOW_MS - HOUR, NOW_MS);
    Truth.assertCounted(store, truth);
  }

  @Test
  void indexesWhatCountedFromAFileAndEachCallOnce() throws SQLException {
    List<Cdr> calls = tables.calls(NOW_MS - DAY, NOW_MS, 1000);
    happen(calls);
    tables.insert("e_cdr", calls.subList(400, 600));
    try (Ingest file = store.begin("vos1", text -> OptionalInt.empty())) {
      calls.subList(0, 900).forEach(file::add);
      file.commit();
    }
    catchUp();
    Truth.assertCounted(store, truth);
    assertThat(number("SELECT count(*) FROM failed"))
        .isEqualTo(calls.stream().filter(cdr -> !cdr.answered()).count());
    questions(8).forEach(this::assertFound);
  }

  @Test
  void saysWhatIsGoneFromTheSource() {
    happen(tables.calls(NOW_MS - DAY - 2 * HOUR, NOW_MS, 2000));
    happen(List.of(between("49309999999", "8801799999999", NOW_MS - DAY)));
    catchUp();
    server.run("indexed", "DROP TABLE " + VosTables.table(NOW_MS - DAY));
    FoundCalls one = source.find(query(By.NUMBER, "8801799999999", ANY));
    assertThat(one.calls()).isEmpty();
    assertThat(one.gone()).isEqualTo(1);
    assertThat(one.complete()).isTrue();

    long midnight = NOW_MS - 12 * HOUR;
    CallQuery both =
        new CallQuery(
            By.NUMBER,
            "88017",
            ANY,
            Set.of(1, 2),
            midnight - 4 * HOUR,
            midnight + 4 * HOUR,
            1000,
            Duration.ofSeconds(30));
    List<Cdr> all = expected(both);
    FoundCalls some = source.find(both);
    assertThat(some.calls())
        .isEqualTo(all.stream().filter(cdr -> cdr.stopMs() >= midnight).toList())
        .isNotEmpty();
    assertThat(some.gone()).isEqualTo(all.size() - some.calls().size()).isPositive();
    // Enough newer ones are there: what is gone is of no interest.
    assertThat(source.find(query(By.NUMBER, "88017", ANY)).gone()).isZero();
  }

  @Test
  void doesWithoutAnIndexWhoseKeyIsLost() throws IOException, SQLException {
    happen(tables.calls(NOW_MS - DAY, NOW_MS, 800));
    catchUp();
    Path key = directory.resolve("numbers.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    Files.delete(key);
    questions(6).forEach(this::assertFound);
    clock.advance(Duration.ofMinutes(30));
    happen(tables.calls(NOW_MS, NOW_MS + 30 * MINUTE, 100));
    catchUp();
    questions(8).forEach(this::assertFound);
    assertThat(number("SELECT count(*) FROM failed")).isBetween(1L, 100L);
  }

  @Test
  void forgetsTheIndexWithTheIds() throws SQLException {
    happen(tables.calls(NOW_MS - 2 * DAY, NOW_MS, 1500));
    catchUp();
    clock.advance(Duration.ofDays(9));
    happen(tables.calls(NOW_MS + 9 * DAY - HOUR, NOW_MS + 9 * DAY, 100));
    catchUp();
    Retention retention =
        new Retention(Duration.ofDays(60), Duration.ofDays(20), Duration.ofDays(7));
    assertThat(store.tidy(retention, Duration.ofMinutes(1))).isFalse();
    assertThat(number("SELECT count(*) FROM failed WHERE start_ms < " + (NOW_MS + DAY))).isZero();
    questions(8).forEach(this::assertFound);
    assertThat(source.find(query(By.NUMBER, "88017", ANY)).calls()).hasSize(10);
    clock.advance(Duration.ofDays(90));
    assertThat(store.tidy(retention, Duration.ofMinutes(1))).isFalse();
    assertThat(number("SELECT count(*) FROM failed")).isZero();
    questions(5).forEach(this::assertFound);
  }

  @Test
  void keepsNoFullNumber() throws IOException, SQLException {
    happen(tables.calls(NOW_MS - HOUR, NOW_MS, 3000));
    catchUp();
    store.close();
    Set<String> numbers = new HashSet<>();
    Set<String> masked = new HashSet<>();
    truth.forEach(
        cdr ->
            Stream.of(cdr.caller(), cdr.callee())
                .forEach(
                    number -> {
                      numbers.add(number);
                      masked.add(number.substring(0, number.length() - 4));
                    }));
    Set<String> shown = new HashSet<>();
    Set<String> found = new HashSet<>();
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      for (String table : texts(sql, "SELECT table_name FROM duckdb_tables()")) {
        try (ResultSet rows = sql.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              String value = String.valueOf(rows.getObject(i));
              if (numbers.contains(value)) {
                found.add(table + ": " + value);
              }
            }
          }
        }
      }
      for (String column : List.of("caller", "callee")) {
        for (String code : texts(sql, "SELECT DISTINCT " + column + " FROM failed")) {
          shown.add(decoded(Long.parseLong(code)));
        }
      }
    }
    assertThat(found).isEmpty();
    // The index knows what a masked number shows, and no more.
    assertThat(masked).containsAll(shown);
    assertThat(shown).noneMatch(number -> number.length() > 9);
    byte[] bytes = Files.readAllBytes(file());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Set<Long> longs = new HashSet<>();
    numbers.forEach(number -> longs.add(Long.parseLong(number)));
    assertThat(
            IntStream.range(0, bytes.length - 7).noneMatch(i -> longs.contains(words.getLong(i))))
        .isTrue();
    numbers.stream().limit(300).forEach(number -> assertThat(text.contains(number)).isFalse());
  }

  /** What anybody can read from a number of the index. */
  private static String decoded(long code) {
    StringBuilder text = new StringBuilder();
    for (long left = code; left > 0; left /= 13) {
      int symbol = (int) (left % 13);
      if (symbol > 0) {
        text.append("0123456789*#".charAt(symbol - 1));
      }
    }
    return text.reverse().toString();
  }

  private Connection connect() throws SQLException {
    return new DuckDBDriver().connect("jdbc:duckdb:" + file(), new Properties());
  }

  private static List<String> texts(Statement sql, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private long number(String query) throws SQLException {
    store.close();
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } finally {
      restart();
    }
  }
}
