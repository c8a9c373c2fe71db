package hangup.stats.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hangup.cdr.CallQuery;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.SelectFile;
import hangup.cdr.sql.SqlSettings;
import hangup.stats.CallStats;
import hangup.stats.Classification;
import hangup.stats.Filter;
import hangup.stats.StatsUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What is told, and what becomes of a query, when an engine that is asked directly cannot answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class EngineFaults {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration WAIT = Duration.ofSeconds(30);

  abstract Engine engine();

  /** As the bot connects, to a server that need not be there. */
  abstract ConnectionSettings connection(int port, Duration queryTimeout);

  /** Of the server. */
  abstract int port();

  /** The settings with a catalog or database that is not there. */
  abstract ConnectionSettings toNowhere();

  /** A SELECT that maps calls without end, as soon as one of them is looked for. */
  abstract String endless(String mark);

  /** The queries that the server runs now, and that have the mark. */
  abstract List<String> running(String mark);

  final MappedCalls calls(ConnectionSettings connection, String select) {
    return new MappedCalls(
        new SqlSettings("lake", connection, new SelectFile("mine", select)), engine(), CLOCK);
  }

  private MappedCalls calls(String select) {
    return calls(connection(port(), LONG), select);
  }

  static String table(String name) {
    return "SELECT start_ms, talk_s, reason FROM "
        + name
        + " WHERE start_ms >= :from AND start_ms < :to";
  }

  static void fails(MappedCalls calls, Kind kind, String... words) {
    try (calls) {
      assertThatThrownBy(calls::probe)
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> {
                assertThat(e)
                    .hasMessageStartingWith("Source lake: ")
                    .hasMessageContainingAll(words);
                assertThat(e.kind()).isEqualTo(kind);
              });
    }
  }

  @Test
  final void saysThatNothingListens() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    fails(
        calls(connection(port, LONG), table("cdr")),
        Kind.UNREACHABLE,
        "no connection to 127.0.0.1:" + port,
        "Check that the server runs");
    try (MappedCalls calls = calls(connection(port, LONG), table("cdr"));
        DirectCallStats stats = stats(calls)) {
      assertThatThrownBy(() -> ask(stats))
          .isInstanceOf(StatsUnavailableException.class)
          .hasMessageStartingWith("Source lake cannot be asked now: no connection to");
    }
  }

  @Test
  final void givesUpAServerThatAcceptsAndNeverAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      fails(
          calls(connection(silent.getLocalPort(), SHORT), table("cdr")),
          Kind.UNREACHABLE,
          "no connection to 127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  final void saysThatADatabaseIsMissing() {
    fails(calls(toNowhere(), table("cdr")), Kind.MISSING_DATABASE, "nowhere", "Check source.url");
  }

  @Test
  final void saysThatATableIsMissing() {
    fails(calls(table("no_such_table")), Kind.MISSING_TABLE, "no_such_table", "mine.sql");
  }

  @Test
  final void saysThatAColumnIsMissing() {
    fails(
        calls(endless("column").replace(" AS reason", " AS reason, no_such_column")),
        Kind.MISSING_COLUMN,
        "no_such_column",
        "mine.sql");
  }

  @Test
  final void saysThatTheSelectIsNotUnderstood() {
    fails(calls(table("cdr").replace("WHERE", "WHERE WHERE")), Kind.BAD_SELECT, "mine.sql");
  }

  @Test
  final void endsASlowQueryInTheEngineToo() {
    try (MappedCalls calls = calls(connection(port(), SHORT), endless("slow"));
        DirectCallStats stats = stats(calls)) {
      CompletableFuture<CallStats.Answer> asked = running("slow", () -> ask(stats));
      assertThatThrownBy(asked::join)
          .cause()
          .isInstanceOf(StatsUnavailableException.class)
          .hasMessageStartingWith(
              "The question took " + engine().name() + " longer than 2 s and was given up.");
      awaitEnd("slow");
    }
  }

  @Test
  final void endsWhatIsAskedWhenTheBotStops() {
    try (MappedCalls calls = calls(endless("stop"))) {
      DirectCallStats stats = stats(calls);
      CompletableFuture<CallStats.Answer> asked = running("stop", () -> ask(stats));
      stats.close();
      assertThatThrownBy(asked::join).hasCauseInstanceOf(StatsUnavailableException.class);
      awaitEnd("stop");
    }
  }

  @Test
  final void endsASearchForCallsWhenTheBotStops() {
    MappedCalls calls = calls(endless("search"));
    CompletableFuture<FoundCalls> asked = running("search", () -> calls.find(query(LONG)));
    calls.close();
    assertThat(asked.handle((found, thrown) -> found == null || !found.complete()).join())
        .as("the search was cut short")
        .isTrue();
    awaitEnd("search");
  }

  /** Ends at all: a query may take five minutes. */
  @Test
  final void givesUpASearchForCallsWithinItsBudget() {
    try (MappedCalls calls = calls(endless("budget"))) {
      CompletableFuture<FoundCalls> asked =
          running("budget", () -> calls.find(query(Duration.ofSeconds(4))));
      assertThat(asked.join().complete()).isFalse();
      assertThat(asked.join().calls()).isEmpty();
      awaitEnd("budget");
    }
  }

  /** Asks, and waits until the server is at it. */
  private <T> CompletableFuture<T> running(String mark, Supplier<T> asked) {
    CompletableFuture<T> asking = CompletableFuture.supplyAsync(asked);
    await().atMost(WAIT).until(() -> asking.isDone() || !running(mark).isEmpty());
    assertThat(asking).as("a query without end").isNotDone();
    return asking;
  }

  private void awaitEnd(String mark) {
    await().atMost(WAIT).until(() -> running(mark).isEmpty());
  }

  private static CallQuery query(Duration budget) {
    long now = CLOCK.millis();
    return new CallQuery(
        CallQuery.By.GATEWAY,
        "none",
        OptionalInt.empty(),
        Set.of(1),
        now - TimeUnit.DAYS.toMillis(1),
        now,
        10,
        budget);
  }

  private static DirectCallStats stats(MappedCalls calls) {
    return new DirectCallStats(
        calls,
        text -> OptionalInt.empty(),
        new DirectSettings(Duration.ofDays(1), Duration.ofSeconds(15)),
        CLOCK);
  }

  private static CallStats.Answer ask(DirectCallStats stats) {
    Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MINUTES);
    return stats.ask(
        new CallStats.Question(
            now.minus(Duration.ofHours(1)),
            now,
            Filter.NONE,
            new Classification(Set.of(), Set.of()),
            List.of()));
  }
}
