package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.Cdr;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes old is dropped, compacted and forgotten; nothing else changes by it. */
final class RetentionTest {
  private static final Classification FLAGS = new Classification(Set.of(1, 2), Set.of(1));
  private static final Retention RETENTION =
      new Retention(Duration.ofDays(60), Duration.ofDays(20), Duration.ofDays(7));

  /** Some days of the tests have more calls, so that they are compacted by the hour. */
  private static final int CELLS = 700;

  @TempDir Path directory;
  private RollupStore store;

  @BeforeEach
  void open() {
    store = store("2026-05-01T00:00:00Z");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private RollupStore store(String now) {
    return new RollupStore(
        StoreSettings.of(directory.resolve("calls.db")),
        Clock.fixed(Instant.parse(now), ZoneOffset.UTC),
        System::nanoTime,
        CELLS);
  }

  private void at(String now) {
    store.close();
    store = store(now);
  }

  private void tidy() {
    assertThat(store.tidy(RETENTION, Duration.ofMinutes(1))).isFalse();
  }

  private IngestResult add(String source, Cdr... calls) {
    return Calls.add(store, source, List.of(calls));
  }

  private static Question question(String from, String to) {
    return question(Instant.parse(from), Instant.parse(to));
  }

  private static Question question(Instant from, Instant to) {
    List<Breakdown> breakdowns = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.TIME) {
        breakdowns.add(Breakdown.by(dimension, 1000));
      }
    }
    breakdowns.add(Breakdown.by(Dimension.CUSTOMER, Dimension.ROUTING_GATEWAY, 1000));
    breakdowns.add(Breakdown.overTime(Duration.ofMinutes(15)));
    breakdowns.add(Breakdown.overTime(Duration.ofHours(1), Dimension.CUSTOMER));
    return new Question(from, to, Filter.NONE, FLAGS, breakdowns);
  }

  private long calls(String from, String to) {
    return store.ask(question(from, to)).total().seizures();
  }

  private static void check(Question question, Answer answer, Recount recount) {
    assertThat(answer.total()).as("%s", question).isEqualTo(recount.total(question));
    for (int i = 0; i < question.breakdowns().size(); i++) {
      Map<List<String>, CallCounts> counted = new HashMap<>();
      for (Row row : answer.rows().get(i)) {
        counted.put(row.keys(), row.counts());
      }
      assertThat(counted)
          .as("%s", question)
          .isEqualTo(recount.rows(question, question.breakdowns().get(i)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-27",
    "Asia/Kolkata, 2026-03-27",
    "Asia/Kathmandu, 2026-03-27",
    "Australia/Lord_Howe, 2026-04-03",
    "America/St_Johns, 2026-03-07",
    "Asia/Kolkata, 2026-04-09"
  })
  void localDaysAndHoursStayExactOnBothSidesOfTheEdge(ZoneId zone, LocalDate first) {
    Random random = new Random(first.hashCode());
    long start = first.atStartOfDay(zone).minusHours(3).toInstant().toEpochMilli();
    List<Recount.Call> given = new ArrayList<>();
    try (Ingest ingest = store.begin("vos", Calls::noCode)) {
      for (int i = 0; i < 4000; i++) {
        Instant at = Instant.ofEpochMilli(start + random.nextInt(5 * 86_400) * 1000L);
        Cdr call =
            Calls.named(
                Calls.call(i, at.toString(), 1 + random.nextInt(5), random.nextInt(3)),
                "IN-" + random.nextInt(3),
                "GW-" + random.nextInt(4),
                "C" + random.nextInt(6),
                "");
        given.add(new Recount.Call("vos", call));
        ingest.add(call);
      }
      ingest.commit();
    }
    Recount recount = new Recount(given, Calls::noCode);
    List<Question> questions = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      LocalDate date = first.plusDays(day);
      Instant from = date.atStartOfDay(zone).toInstant();
      questions.add(question(from, date.plusDays(1).atStartOfDay(zone).toInstant()));
      questions.add(question(from, date.plusDays(2).atStartOfDay(zone).toInstant()));
      for (int hour = 0; hour < 24; hour += 5) {
        Instant at = date.atTime(hour, 30).atZone(zone).toInstant();
        questions.add(question(at, at.plus(Duration.ofMinutes(45))));
      }
    }
    questions.forEach(question -> check(question, store.ask(question), recount));
    // The edge lies in the midst of the second day.
    Instant edge = first.plusDays(1).atTime(12, 0).atZone(ZoneOffset.UTC).toInstant();
    at(edge.plus(RETENTION.minutes()).toString());
    Random which = new Random(1);
    do {
      Question question = questions.get(which.nextInt(questions.size()));
      check(question, store.ask(question), recount);
    } while (store.tidy(RETENTION, Duration.ofMillis(40)));
    questions.forEach(question -> check(question, store.ask(question), recount));
    assertThat(store.state().fineFrom())
        .hasValue(first.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    assertThat(store.state().calls()).isEqualTo(4000);
  }

  @Test
  void minutesBeforeTheEdgeAreCountedByTheQuarterAndThoseAfterItExactly() {
    List<Cdr> calls = new ArrayList<>();
    for (int minute = 0; minute < 120; minute++) {
      Instant at = Instant.parse("2026-04-10T23:00:30Z").plus(Duration.ofMinutes(minute));
      calls.add(Calls.failed(minute, at.toString(), 22));
    }
    Calls.add(store, "vos", calls);
    at("2026-05-01T00:00:00Z");
    tidy();
    assertThat(calls("2026-04-11T00:00:00Z", "2026-04-11T00:01:00Z")).isEqualTo(1);
    assertThat(calls("2026-04-10T23:59:00Z", "2026-04-11T00:01:00Z")).isEqualTo(16);
    assertThat(calls("2026-04-10T23:45:00Z", "2026-04-11T00:07:00Z")).isEqualTo(22);
    assertThat(calls("2026-04-10T23:15:00Z", "2026-04-10T23:30:00Z")).isEqualTo(15);
    assertThat(calls("2026-04-10T23:16:00Z", "2026-04-10T23:17:00Z")).isEqualTo(15);
    assertThat(calls("2026-04-10T23:14:00Z", "2026-04-10T23:31:00Z")).isEqualTo(45);
    List<Row> buckets =
        store
            .ask(
                new Question(
                    Instant.parse("2026-04-10T23:20:00Z"),
                    Instant.parse("2026-04-11T00:05:00Z"),
                    Filter.NONE,
                    FLAGS,
                    List.of(Breakdown.overTime(Duration.ofMinutes(5)))))
            .rows()
            .get(0);
    // Nothing before the question's own beginning.
    assertThat(buckets.get(0).key())
        .isEqualTo(String.valueOf(Instant.parse("2026-04-10T23:20:00Z").toEpochMilli()));
    assertThat(buckets.stream().mapToLong(row -> row.counts().seizures()).sum()).isEqualTo(50);
  }

  @Test
  void lateCallsOfCompactedHoursCountOnce() {
    add("vos", Calls.failed(1, "2026-04-01T10:03:00Z", 22));
    at("2026-05-01T00:00:00Z");
    // A day without calls of this source so far.
    tidy();
    add(
        "new",
        Calls.failed(7, "2026-04-01T10:07:00Z", 5),
        Calls.failed(7, "2026-04-01T10:07:00Z", 5));
    assertThat(calls("2026-04-01T10:00:00Z", "2026-04-01T10:15:00Z")).isEqualTo(2);
    assertThat(calls("2026-04-01T10:05:00Z", "2026-04-01T10:06:00Z")).isEqualTo(2);
    assertThat(calls("2026-04-01T10:15:00Z", "2026-04-01T10:30:00Z")).isZero();
    assertThat(calls("2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void daysThatAreTooOldAreDroppedAndCannotComeBack() {
    Cdr dropped = Calls.failed(1, "2026-03-01T23:59:59Z", 22);
    Cdr kept = Calls.failed(2, "2026-03-02T00:00:00Z", 22);
    add("vos", dropped, kept, Calls.failed(3, "2026-04-30T00:00:00Z", 22));
    assertThat(store.state().keptFrom()).isEmpty();
    at("2026-05-01T00:00:00Z");
    tidy();
    Instant edge = Instant.parse("2026-03-02T00:00:00Z");
    assertThat(store.state().keptFrom()).hasValue(edge);
    assertThat(store.state().firstCall()).hasValue(edge);
    assertThat(calls("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z")).isEqualTo(2);
    assertThat(calls("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")).isZero();
    assertThat(calls("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")).isEqualTo(1);
    for (String source : List.of("vos", "another")) {
      IngestResult again = add(source, dropped);
      assertThat(again.tooOld()).isEqualTo(1);
      assertThat(again.added()).isZero();
      assertThat(again.duplicates()).isZero();
    }
    assertThat(calls("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void allCallsCanBecomeTooOld() {
    add("vos", Calls.failed(1, "2026-01-01T10:00:00Z", 22));
    at("2026-12-01T00:00:00Z");
    tidy();
    assertThat(calls("2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z")).isZero();
    assertThat(store.state().firstCall()).isEmpty();
    add("vos", Calls.failed(2, "2026-11-30T10:00:00Z", 22));
    assertThat(store.state().firstCall()).hasValue(Instant.parse("2026-11-30T10:00:00Z"));
    assertThat(calls("2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z")).isEqualTo(1);
  }

  @Test
  void aCallIsKnownAgainUntilItsDayIsForgottenAndIsRefusedThen() {
    Cdr call = Calls.failed(1, "2026-04-20T12:00:00Z", 22);
    Cdr other = Calls.failed(2, "2026-04-20T12:00:00Z", 22);
    at("2026-04-20T13:00:00Z");
    add("vos", call);
    // One moment before the end of its time.
    at("2026-04-27T23:59:59Z");
    tidy();
    assertThat(add("vos", call).duplicates()).isEqualTo(1);
    assertThat(add("vos", other).added()).isEqualTo(1);
    // The second came late, so the day stays open for as long again.
    at("2026-05-04T23:59:58Z");
    tidy();
    IngestResult open = add("vos", call, other);
    assertThat(open.duplicates()).isEqualTo(2);
    at("2026-05-12T00:00:00Z");
    tidy();
    IngestResult closed = add("vos", call, other, Calls.failed(3, "2026-04-20T13:00:00Z", 22));
    assertThat(closed.tooOld()).isEqualTo(3);
    assertThat(closed.added()).isZero();
    assertThat(store.state().calls()).isEqualTo(2);
    assertThat(calls("2026-04-20T00:00:00Z", "2026-04-21T00:00:00Z")).isEqualTo(2);
    // The same day of another source has its own ids.
    assertThat(add("other", call, call).added()).isEqualTo(1);
    assertThat(add("other", call).duplicates()).isEqualTo(1);
  }

  @Test
  void aStoreWithoutAFileIsTidyAndTimesThatMakeNoSenseAreRefused() {
    assertThat(store.tidy(RETENTION, Duration.ZERO)).isFalse();
    assertThatThrownBy(
            () -> new Retention(Duration.ofDays(10), Duration.ofDays(20), Duration.ofDays(7)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Retention(Duration.ofDays(60), Duration.ofDays(20), Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
