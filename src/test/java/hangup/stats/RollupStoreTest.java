package hangup.stats;

import static hangup.stats.Calls.add;
import static hangup.stats.Calls.answered;
import static hangup.stats.Calls.because;
import static hangup.stats.Calls.call;
import static hangup.stats.Calls.failed;
import static hangup.stats.Calls.named;
import static hangup.stats.Calls.withoutId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Names.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RollupStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-01T14:05:00Z");
  private static final Classification FLAGS = new Classification(Set.of(1, 2), Set.of(1));

  @TempDir Path directory;
  private Path file;
  private RollupStore store;

  @BeforeEach
  void open() {
    file = directory.resolve("data").resolve("calls.db");
    store = new RollupStore(StoreSettings.of(file), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Question day(Filter filter, Breakdown... breakdowns) {
    return new Question(
        Instant.parse("2026-11-01T00:00:00Z"),
        Instant.parse("2026-11-02T00:00:00Z"),
        filter,
        FLAGS,
        List.of(breakdowns));
  }

  private long calls(Filter filter) {
    return store.ask(day(filter)).total().seizures();
  }

  @Test
  void withoutAFileThereAreNoCallsAndNoFileIsMade() {
    Answer answer = store.ask(day(Filter.NONE, Breakdown.by(Dimension.REASON, 5)));

    assertThat(answer.total()).isEqualTo(CallCounts.NONE);
    assertThat(answer.rows()).containsExactly(List.of());
    assertThat(answer.state()).isEqualTo(DataState.EMPTY);
    assertThat(store.state()).isEqualTo(DataState.EMPTY);
    assertThat(store.position("vos")).isEmpty();
    assertThat(store.imports(10)).isEmpty();
    assertThat(store.names().gateways()).isEmpty();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void oneCall() {
    IngestResult result = add(store, "vos", List.of(failed(7, "2026-11-01T13:59:59.999Z", 22)));

    assertThat(result.added()).isEqualTo(1);
    assertThat(result.unanswered()).isEqualTo(1);
    assertThat(result.codes()).containsExactly(entry(22, 1L));
    assertThat(result.firstCall()).contains(Instant.parse("2026-11-01T13:59:59.999Z"));
    Answer answer =
        store.ask(
            day(
                Filter.NONE,
                Breakdown.by(Dimension.REASON, Dimension.ROUTING_GATEWAY, 5),
                Breakdown.overTime(Duration.ofHours(1))));
    CallCounts counts = new CallCounts(1, 0, 1, 0, 0, 1200, 1);
    assertThat(answer.total()).isEqualTo(counts);
    assertThat(answer.rows().get(0)).containsExactly(new Row(List.of("22", "GW-7"), counts));
    assertThat(answer.rows().get(1))
        .containsExactly(
            new Row(
                List.of(Long.toString(Instant.parse("2026-11-01T13:00:00Z").toEpochMilli())),
                counts));
    assertThat(answer.state().calls()).isEqualTo(1);
    assertThat(answer.state().lastCall()).contains(Instant.parse("2026-11-01T13:59:59.999Z"));
    assertThat(answer.state().updatedAt()).contains(NOW);
    assertThat(answer.state().sources()).containsExactly("vos");
  }

  @Test
  void theMinuteOfTheNewestCallIsTheLastOneThatCounts() {
    add(
        store,
        "vos",
        List.of(failed(7, "2026-11-01T13:01:00Z", 22), failed(8, "2026-11-01T13:40:59.999Z", 22)));

    assertThat(seizures("2026-11-01T13:01:00Z", "2026-11-01T13:40:00Z")).isEqualTo(List.of(1L, 1L));
    assertThat(seizures("2026-11-01T13:01:00Z", "2026-11-01T13:41:00Z")).isEqualTo(List.of(2L, 2L));
    assertThat(seizures("2026-11-01T13:02:00Z", "2026-11-01T13:41:00Z")).isEqualTo(List.of(1L, 1L));
    assertThat(seizures("2026-11-01T13:41:00Z", "2026-11-01T19:00:00Z")).isEqualTo(List.of(0L, 0L));
    assertThat(seizures("2026-11-01T12:00:00Z", "2026-11-01T13:01:00Z")).isEqualTo(List.of(0L, 0L));
    assertThat(seizures("2026-11-01T12:00:00Z", "2026-11-01T13:02:00Z")).isEqualTo(List.of(1L, 1L));
  }

  /** In all, and the sum by customer. */
  private List<Long> seizures(String from, String to) {
    Answer answer =
        store.ask(
            new Question(
                Instant.parse(from),
                Instant.parse(to),
                Filter.NONE,
                FLAGS,
                List.of(
                    Breakdown.by(Dimension.CUSTOMER, 5),
                    Breakdown.by(Dimension.REASON, Integer.MAX_VALUE))));
    return List.of(
        answer.total().seizures(),
        answer.rows().get(0).stream().mapToLong(row -> row.counts().seizures()).sum());
  }

  @Test
  void anEmptyIngestLeavesNoCalls() {
    IngestResult result = add(store, "vos", List.of());

    assertThat(result.offered()).isZero();
    assertThat(result.firstCall()).isEmpty();
    assertThat(store.state().isEmpty()).isTrue();
    assertThat(store.ask(day(Filter.NONE)).total()).isEqualTo(CallCounts.NONE);
  }

  @Test
  void theSameCallsTwiceCountOnce() {
    List<Cdr> calls = List.of(failed(1, "2026-11-01T10:00:00Z", 22), answered(2, T, 60));
    add(store, "vos", calls);

    IngestResult again = add(store, "vos", calls);

    assertThat(again.added()).isZero();
    assertThat(again.duplicates()).isEqualTo(2);
    assertThat(again.codes()).containsOnlyKeys(1, 22);
    assertThat(calls(Filter.NONE)).isEqualTo(2);
  }

  private static final String T = "2026-11-01T10:00:30Z";

  @Test
  void theSameIdOnAnotherDayOrInAnotherSourceIsAnotherCall() {
    add(store, "east", List.of(failed(1, T, 22), failed(1, "2026-11-02T10:00:00Z", 22)));
    add(store, "west", List.of(failed(1, T, 22)));

    assertThat(store.state().calls()).isEqualTo(3);
    assertThat(calls(Filter.NONE.withSource("WEST"))).isEqualTo(1);
    assertThat(store.state().sources()).containsExactly("east", "west");
  }

  @Test
  void equalCallsWithoutAnIdCountEachButOnceOverFiles() {
    Cdr one = withoutId(failed(0, T, 22));
    Cdr other = withoutId(failed(0, T, 21));

    assertThat(add(store, "vos", List.of(one, one, other, one)).added()).isEqualTo(4);
    assertThat(add(store, "vos", List.of(one, one, other, one)).added()).isZero();
    // A longer file of which the first was a part.
    assertThat(add(store, "vos", List.of(one, one, other, one, one)).added()).isEqualTo(1);
  }

  @Test
  void equalCallsWithoutAnIdCountEachOverBatches() {
    Cdr one = withoutId(failed(0, T, 22));
    int many = CdrBatch.CAPACITY + 10;
    List<Cdr> calls = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      calls.add(one);
    }

    assertThat(add(store, "vos", calls).added()).isEqualTo(many);
    assertThat(add(store, "vos", calls).duplicates()).isEqualTo(many);
  }

  @Test
  void duplicatesOverBatchesAreFound() {
    int many = CdrBatch.CAPACITY * 2;
    IngestResult result =
        add(
            store,
            "vos",
            LongStream.range(0, many).mapToObj(id -> failed(id / 2 * 2, T, 22)).toList());

    assertThat(result.added()).isEqualTo(many / 2);
    assertThat(calls(Filter.NONE)).isEqualTo(many / 2);
  }

  @Test
  void reasonsAreClassifiedHoweverManyThereAre() {
    add(store, "vos", IntStream.rangeClosed(1, 200).mapToObj(n -> failed(n, T, n)).toList());

    Instant day = Instant.parse("2026-11-01T00:00:00Z");
    CallCounts total =
        store
            .ask(
                new Question(
                    day,
                    day.plus(Duration.ofDays(1)),
                    Filter.NONE,
                    new Classification(Set.of(5, 60, 61, 62, 63, 64, 65, 190), Set.of(7, 62, 191)),
                    List.of()))
            .total();
    assertThat(total.seizures()).isEqualTo(200);
    assertThat(total.failures()).isEqualTo(192);
    assertThat(total.effective()).isEqualTo(3);
  }

  @Test
  void withoutACommitNothingCounts() {
    add(store, "vos", List.of(failed(1, T, 22)));
    try (Ingest ingest = store.begin("new", Calls::noCode)) {
      for (long id = 2; id < CdrBatch.CAPACITY + 100; id++) {
        ingest.add(failed(id, T, 21));
      }
      ingest.position("lost");
    }

    assertThat(store.state().calls()).isEqualTo(1);
    assertThat(store.state().sources()).containsExactly("vos");
    assertThat(store.position("new")).isEmpty();
    assertThat(add(store, "vos", List.of(failed(2, T, 21))).added()).isEqualTo(1);
  }

  @Test
  void anEndedIngestTakesNoMoreCalls() {
    try (Ingest ingest = store.begin("vos", Calls::noCode)) {
      ingest.commit();
      assertThatThrownBy(() -> ingest.add(failed(1, T, 22)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(ingest::commit).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aStartThatCannotBeIsRefusedAndTheRestCounts() {
    try (Ingest ingest = store.begin("vos", Calls::noCode)) {
      assertThatThrownBy(() -> ingest.add(failed(1, "1969-12-31T23:59:59Z", 22)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ingest.add(failed(1, "2100-01-01T00:00:00Z", 22)))
          .isInstanceOf(IllegalArgumentException.class);
      ingest.add(failed(1, "1970-01-01T00:00:00Z", 22));
      ingest.add(failed(2, "2099-12-31T23:59:59Z", 22));
      assertThat(ingest.commit().added()).isEqualTo(2);
    }
    Question ever = new Question(Instant.MIN.plusSeconds(0), END, Filter.NONE, FLAGS, List.of());
    assertThat(store.ask(ever).total().seizures()).isEqualTo(2);
  }

  private static final Instant END = Instant.parse("+1000000-01-01T00:00:00Z");

  @Test
  void unknownNegativeAndTextReasonsAreCountedAsTheyAre() {
    Cdr call = failed(1, T, 0);
    try (Ingest ingest = store.begin("vos", RollupStoreTest::busy)) {
      ingest.add(failed(1, T, -69));
      ingest.add(failed(2, T, Integer.MAX_VALUE));
      ingest.add(because(failed(3, T, 0), "No Available Route"));
      ingest.add(because(failed(4, T, 0), "user busy"));
      ingest.add(because(withoutId(call), ""));
      IngestResult result = ingest.commit();
      assertThat(result.codes()).containsOnlyKeys(-69, 17, Integer.MAX_VALUE);
      assertThat(result.texts()).containsOnlyKeys("No Available Route", "");
    }

    List<Row> rows = store.ask(day(Filter.NONE, Breakdown.by(Dimension.REASON, 10))).rows().get(0);
    assertThat(rows.stream().map(Row::key))
        .containsExactly("", "-69", "17", "2147483647", "No Available Route");
    assertThat(calls(Filter.NONE.withCode(-69))).isEqualTo(1);
    assertThat(calls(Filter.NONE.withCode(17))).isEqualTo(1);
    assertThat(calls(Filter.NONE.withCode(18))).isZero();
  }

  private static OptionalInt busy(String text) {
    return text.equals("user busy") ? OptionalInt.of(17) : OptionalInt.empty();
  }

  @Test
  void failuresAndEffectiveCallsFollowTheClassificationOfTheQuestion() {
    add(store, "vos", List.of(failed(1, T, 22), failed(2, T, 2), answered(3, T, 5)));

    CallCounts before = store.ask(day(Filter.NONE)).total();
    Classification other = new Classification(Set.of(22), Set.of(2, 22));
    CallCounts after =
        store
            .ask(
                new Question(
                    Instant.parse("2026-11-01T00:00:00Z"), END, Filter.NONE, other, List.of()))
            .total();

    assertThat(before.failures()).isEqualTo(1);
    assertThat(before.effective()).isEqualTo(1);
    assertThat(after.failures()).isEqualTo(1);
    assertThat(after.effective()).isEqualTo(3);
  }

  @Test
  void hostileNamesAreNamesAndNothingElse() {
    List<String> names =
        List.of("'; DROP TABLE state; --", "\u202Eevil", "a\u0000b", "\uD83D", "🚧".repeat(300));
    long id = 1;
    List<Cdr> calls = new ArrayList<>();
    for (String name : names) {
      calls.add(named(failed(id++, T, 22), name, name, name, name));
    }
    add(store, "'; --", calls);
    add(store, "'; --", calls);

    assertThat(calls(Filter.NONE)).isEqualTo(names.size());
    assertThat(calls(Filter.NONE.withGateway("'; DROP TABLE state; --"))).isEqualTo(1);
    assertThat(calls(Filter.NONE.withCustomer("\u202EEVIL"))).isEqualTo(1);
    assertThat(calls(Filter.NONE.withCustomer("%"))).isZero();
    List<Row> rows =
        store.ask(day(Filter.NONE, Breakdown.by(Dimension.CUSTOMER, 10))).rows().get(0);
    assertThat(rows).hasSize(names.size());
    assertThat(rows.stream().map(Row::key)).contains("a b").allMatch(key -> key.length() <= 255);
  }

  @Test
  void moreNamesThanThereIsRoomForAreCountedTogetherAndSaid() {
    int gateways = 20_010;
    IngestResult result =
        add(
            store,
            "vos",
            LongStream.range(0, gateways)
                .mapToObj(id -> named(failed(id, T, 22), "IN", "GW" + id, "C", ""))
                .toList());

    assertThat(result.added()).isEqualTo(gateways);
    assertThat(result.unnamed()).isEqualTo(11);
    assertThat(calls(Filter.NONE.withGateway(IngestResult.OTHERS))).isEqualTo(11);
    IngestResult later =
        add(store, "vos", List.of(named(failed(-1, T, 22), "IN", "one more", "C", "")));
    assertThat(later.unnamed()).isEqualTo(1);
    assertThat(calls(Filter.NONE.withGateway(IngestResult.OTHERS))).isEqualTo(12);
    assertThat(store.ask(day(Filter.NONE)).state().note())
        .hasValue(
            "more than 20,000 routing gateways: those beyond are counted together as (others)");
    assertThat(store.state().note()).isPresent();
  }

  @Test
  void aGatewayFilterMeansEitherSide() {
    add(
        store,
        "vos",
        List.of(
            named(failed(1, T, 22), "A", "B", "C1", ""),
            named(failed(2, T, 22), "B", "A", "C1", ""),
            named(failed(3, T, 22), "B", "B", "C1", ""),
            named(failed(4, T, 22), "C", "D", "C1", "")));

    assertThat(calls(Filter.NONE.withGateway("a"))).isEqualTo(2);
    assertThat(calls(Filter.NONE.withGateway("B"))).isEqualTo(3);
    assertThat(calls(Filter.NONE.withGateway("c"))).isEqualTo(1);
    assertThat(calls(Filter.NONE.withGateway("E"))).isZero();
  }

  @Test
  void aCustomerIsFoundByAccountAndByItsLatestName() {
    add(store, "vos", List.of(named(failed(1, T, 22), "A", "B", "C1", "Old Name")));
    add(
        store,
        "vos",
        List.of(
            named(failed(2, "2026-11-01T11:00:00Z", 22), "A", "B", "C1", "New Name"),
            named(failed(3, "2026-11-01T09:00:00Z", 22), "A", "B", "C1", "Older Name"),
            named(failed(4, "2026-11-01T12:00:00Z", 22), "A", "B", "", "Only Name")));

    assertThat(calls(Filter.NONE.withCustomer("c1"))).isEqualTo(3);
    assertThat(calls(Filter.NONE.withCustomer("new name"))).isEqualTo(3);
    assertThat(calls(Filter.NONE.withCustomer("only name"))).isEqualTo(1);
    assertThat(store.names().customers())
        .containsExactly(new Customer("Only Name", "Only Name"), new Customer("C1", "New Name"));
  }

  @Test
  void namesAreLoadedInTheBackgroundNewestFirst() {
    add(
        store,
        "vos",
        List.of(
            named(failed(1, T, 22), "IN", "OLD", "C1", ""),
            named(failed(2, "2026-11-01T11:00:00Z", 22), "", "NEW", "C2", "")));
    try (RollupStore other = new RollupStore(StoreSettings.of(file), Clock.systemUTC())) {
      Names names = other.names();
      await().until(() -> !names.gateways().isEmpty());
      assertThat(names.gateways()).containsExactly("NEW", "IN", "OLD");
      assertThat(names.customers().get(0).account()).isEqualTo("C2");
      assertThat(names.sources()).containsExactly("vos");
    }
  }

  @Test
  void positionAndFilesAreKeptWithTheCalls() {
    for (int i = 1; i <= 2; i++) {
      try (Ingest ingest = store.begin("vos", Calls::noCode)) {
        ingest.add(failed(i, T, 22));
        ingest.add(failed(1, T, 22));
        ingest.position("e_cdr_20261101:" + i);
        ingest.from("cdr" + i + ".csv", "sha256:" + i, 3);
        ingest.commit();
      }
    }

    assertThat(store.position("vos")).contains("e_cdr_20261101:2");
    assertThat(store.position("other")).isEmpty();
    assertThat(store.imported("sha256:2"))
        .contains(new ImportedFile("vos", "cdr2.csv", "sha256:2", 2, 1, 1, 3, NOW));
    assertThat(store.imported("sha256:3")).isEmpty();
    assertThat(store.imports(10)).hasSize(2);
    assertThat(store.imports(1)).hasSize(1);
  }

  @Test
  void questionsAreAnsweredWhileCallsAreAdded() {
    add(store, "vos", List.of(failed(1, T, 22)));
    try (Ingest ingest = store.begin("vos", Calls::noCode)) {
      for (long id = 2; id < CdrBatch.CAPACITY + 100; id++) {
        ingest.add(failed(id, T, 21));
      }
      assertThat(calls(Filter.NONE)).isEqualTo(1);
      ingest.commit();
    }
    assertThat(calls(Filter.NONE)).isEqualTo(CdrBatch.CAPACITY + 99);
  }

  @Test
  void manySmallIngestsAreMergedAndCountTheSame() throws SQLException {
    long ingests = 40;
    int each = 200;
    long id = 0;
    for (int i = 0; i < ingests; i++) {
      List<Cdr> calls = new ArrayList<>();
      for (int k = 0; k < each; k++) {
        calls.add(named(call(id++, T, k, k % 2), "IN", "GW-" + k, "C" + k % 7, ""));
      }
      add(store, "vos", calls);
    }

    Answer answer = store.ask(day(Filter.NONE, Breakdown.by(Dimension.ROUTING_GATEWAY, 1000)));
    assertThat(answer.total().seizures()).isEqualTo(ingests * each);
    assertThat(answer.total().answers()).isEqualTo(ingests * each / 2);
    assertThat(answer.rows().get(0)).hasSize(each);
    assertThat(answer.rows().get(0)).allMatch(row -> row.counts().seizures() == ingests);

    // As long as an hour grows, few rows are left alone.
    add(store, "vos", List.of(call(id, "2026-11-01T11:00:30Z", 1, 0)));
    assertThat(store.ask(day(Filter.NONE)).total().seizures()).isEqualTo(ingests * each + 1);
    store.close();
    assertThat(rowsOf("routing_hour")).isLessThan(ingests * each / 2);
    assertThat(rowsOf("cross_minute")).isLessThan(ingests * each / 2);
  }

  @Test
  void anHourThatGrowsIsMergedToo() throws SQLException {
    long each = 7_000;
    long ingests = 6;
    long id = 0;
    for (int i = 0; i < ingests; i++) {
      List<Cdr> calls = new ArrayList<>();
      for (int k = 0; k < each; k++) {
        calls.add(named(call(id++, T, k, 0), "IN", "GW-" + k, "C", ""));
      }
      add(store, "vos", calls);
    }

    assertThat(store.ask(day(Filter.NONE)).total().seizures()).isEqualTo(ingests * each);
    store.close();
    assertThat(rowsOf("routing_hour")).isLessThan(3 * each);
    assertThat(rowsOf("cross_minute")).isLessThan(3 * each);
  }

  private long rowsOf(String table) throws SQLException {
    try (var connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
        Statement sql = connection.createStatement();
        var rows = sql.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void aForeignFileIsNotTouched() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a database, but long enough to look like something".repeat(500));

    assertThatThrownBy(() -> calls(Filter.NONE))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is not a statistics file of Hangup");
    assertThatThrownBy(() -> store.begin("vos", Calls::noCode))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining("is not a statistics file of Hangup");
  }

  @Test
  void theDatabaseOfAnotherProgramIsNotTouched() throws IOException, SQLException {
    Files.createDirectories(file.getParent());
    execute("CREATE TABLE other(x INTEGER)");

    assertThatThrownBy(() -> store.begin("vos", Calls::noCode))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining("is not a statistics file of Hangup");
  }

  @Test
  void aFileOfANewerVersionIsNotTouched() throws SQLException {
    add(store, "vos", List.of(failed(1, T, 22)));
    store.close();
    execute("INSERT INTO hangup_schema VALUES (99)");
    open();

    assertThatThrownBy(() -> calls(Filter.NONE))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining("newer version of Hangup");
    assertThatThrownBy(() -> store.begin("vos", Calls::noCode))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining("newer version of Hangup");
  }

  @Test
  void aFileOfTheFirstVersionIsBroughtUpToDateByWhoReadsItFirst() throws SQLException {
    Calls.add(store, "vos", List.of(Calls.failed(1, "2026-11-02T10:00:00Z", 22)));
    store.close();
    execute("DROP TABLE files");
    execute("DROP TABLE days");
    execute("DROP TABLE failed");
    execute("DROP TABLE indexed");
    execute("ALTER TABLE state DROP COLUMN kept_min");
    execute("ALTER TABLE state DROP COLUMN fine_min");
    execute("UPDATE hangup_schema SET version = 1");
    open();
    assertThat(store.state().calls()).isEqualTo(1);
    SourceFile file = new SourceFile("a.csv", 10, 20, "sha256:1", 1, 0);
    try (Ingest ingest = store.begin("vos", Calls::noCode)) {
      ingest.add(Calls.failed(2, "2026-11-02T10:00:00Z", 22));
      ingest.read(file);
      ingest.commit();
    }
    assertThat(store.files("vos")).containsExactly(file);
    assertThat(store.files("other")).isEmpty();
    assertThat(store.state().calls()).isEqualTo(2);
  }

  private void execute(String text) throws SQLException {
    try (var connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
        Statement sql = connection.createStatement()) {
      sql.execute(text);
    }
  }

  @Test
  void aDatabaseWithoutTablesYetIsEmpty() throws IOException, SQLException {
    Files.createDirectories(file.getParent());
    execute("SELECT 1");
    assertThat(file).exists();

    assertThat(store.state()).isEqualTo(DataState.EMPTY);
    assertThat(calls(Filter.NONE)).isZero();
    assertThat(add(store, "vos", List.of(failed(1, T, 22))).added()).isEqualTo(1);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() throws IOException {
    Files.writeString(directory.resolve("data"), "a file");

    assertThatThrownBy(() -> store.begin("vos", Calls::noCode))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining("cannot be made");
  }

  @Test
  void aClosedStoreSaysSo() {
    add(store, "vos", List.of(failed(1, T, 22)));
    store.close();

    assertThatThrownBy(() -> calls(Filter.NONE))
        .isInstanceOf(StatsUnavailableException.class)
        .hasMessageContaining("shutting down");
  }

  @Test
  void onlyOneIngestAtATime() {
    StoreSettings hasty =
        StoreSettings.of(file).withWaits(Duration.ofMillis(50), Duration.ofMillis(50));
    try (RollupStore hurried = new RollupStore(hasty, Clock.systemUTC());
        Ingest first = hurried.begin("vos", Calls::noCode)) {
      assertThatThrownBy(() -> hurried.begin("vos", Calls::noCode))
          .isInstanceOf(StatsUnavailableException.class)
          .hasMessageContaining("busy");
      first.add(failed(1, T, 22));
      assertThat(first.commit().added()).isEqualTo(1);
    }
  }
}
