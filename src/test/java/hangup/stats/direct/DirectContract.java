package hangup.stats.direct;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceReport;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.SelectFile;
import hangup.cdr.sql.SqlSettings;
import hangup.stats.CallStats;
import hangup.stats.CallStatsContract;
import hangup.stats.Classification;
import hangup.stats.Filter;
import hangup.stats.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract of the statistics, and of single calls, for an engine that is asked directly. */
abstract class DirectContract extends CallStatsContract {
  static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final Duration LOOKBACK = Duration.ofDays(365);

  private final List<DirectCallStats> opened = new ArrayList<>();
  private final Map<String, MappedCalls> databases = new HashMap<>();
  private final Map<String, List<Cdr>> loaded = new HashMap<>();

  abstract Engine engine();

  abstract ConnectionSettings connection();

  /**
   * Makes a table of these calls; the reason is a text column where {@code texts}, else a number.
   */
  abstract void create(String table, List<Cdr> calls, boolean texts);

  /** The SELECT that maps the table. */
  abstract SelectFile select(String table, boolean texts);

  @Override
  protected final CallStats with(String name, List<Cdr> calls, boolean texts) {
    create(name, calls, texts);
    MappedCalls database =
        new MappedCalls(
            new SqlSettings(SOURCE, connection(), select(name, texts)), engine(), CLOCK);
    DirectCallStats stats =
        new DirectCallStats(
            database,
            CallStatsContract::code,
            new DirectSettings(LOOKBACK, Duration.ofSeconds(30)),
            CLOCK);
    opened.add(stats);
    databases.put(name, database);
    loaded.put(name, calls);
    return stats;
  }

  @AfterAll
  final void closeAll() {
    opened.forEach(DirectCallStats::close);
    databases.values().forEach(MappedCalls::close);
  }

  final MappedCalls database(String name) {
    return Objects.requireNonNull(databases.get(name));
  }

  final List<Cdr> calls(String name) {
    return Objects.requireNonNull(loaded.get(name));
  }

  @Test
  final void knowsTheNamesThatOccur() {
    DirectCallStats stats = opened.get(0);
    stats.ask(
        new CallStats.Question(
            NOW.minus(Duration.ofHours(1)),
            NOW,
            Filter.NONE,
            new Classification(Set.of(), Set.of()),
            List.of()));
    long from = NOW.minus(Duration.ofDays(7)).toEpochMilli();
    List<Cdr> recent = calls("mixed").stream().filter(cdr -> cdr.startMs() >= from).toList();
    Set<String> gateways =
        recent.stream()
            .flatMap(cdr -> List.of(cdr.mappingGateway(), cdr.routingGateway()).stream())
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    assertThat(stats.names().gateways()).containsExactlyInAnyOrderElementsOf(gateways);
    assertThat(stats.names().customers())
        .contains(new Names.Customer("C1", "Acme"), new Names.Customer("Nobody", "Nobody"));
    assertThat(stats.names().sources()).containsExactly(SOURCE);
  }

  @Test
  final void knowsTheNamesBeforeAnythingWasAsked() {
    try (DirectCallStats stats =
        new DirectCallStats(
            database("demo"),
            CallStatsContract::code,
            new DirectSettings(LOOKBACK, Duration.ofSeconds(30)),
            CLOCK)) {
      assertThat(stats.names().gateways()).contains(calls("demo").get(0).mappingGateway());
    }
  }

  @Test
  final void checksTheMappingAndShowsMaskedRows() {
    SourceReport report = database("demo").probe();
    assertThat(report.server()).startsWith(engine().name());
    assertThat(report.facts()).anyMatch(fact -> fact.contains("number"));
    assertThat(report.warnings()).isEmpty();
    assertThat(report.sample()).hasSize(5);
    assertThat(report.sample().stream().map(Cdr::startMs))
        .containsExactlyElementsOf(
            calls("demo").stream()
                .map(Cdr::startMs)
                .sorted(Comparator.reverseOrder())
                .limit(5)
                .toList());
    assertThat(report.sample()).allMatch(cdr -> cdr.caller().endsWith("****"));
    assertThat(database("mixed").probe().facts()).anyMatch(fact -> fact.contains("text"));
  }

  @Test
  final void findsTheNewestFailedCallsOfAGatewayACustomerAndANumber() {
    List<Cdr> demo = calls("demo");
    Cdr one = demo.stream().filter(cdr -> !cdr.answered()).skip(700).findFirst().orElseThrow();
    check(query(CallQuery.By.GATEWAY, one.mappingGateway(), null));
    check(query(CallQuery.By.CUSTOMER, one.customerAccount(), one.reason()));
    check(query(CallQuery.By.NUMBER, one.callee().substring(0, 7), null));
    check(query(CallQuery.By.NUMBER, one.callee(), one.reason()));
    check(query(CallQuery.By.NUMBER, "%", null));
    check(query(CallQuery.By.GATEWAY, "' OR '1' = '1", null));
  }

  private static CallQuery query(CallQuery.By by, String value, @Nullable Integer code) {
    return new CallQuery(
        by,
        value,
        code == null ? OptionalInt.empty() : OptionalInt.of(code),
        Set.of(1, 2),
        NOW.minus(Duration.ofDays(20)).toEpochMilli(),
        NOW.toEpochMilli(),
        10,
        Duration.ofSeconds(20));
  }

  private void check(CallQuery query) {
    FoundCalls found = database("demo").find(query);
    List<Long> expected =
        calls("demo").stream()
            .filter(cdr -> !cdr.answered() && matches(cdr, query))
            .filter(
                cdr ->
                    query.code().isPresent()
                        ? cdr.reason() == query.code().getAsInt()
                        : !query.excluded().contains(cdr.reason()))
            .map(Cdr::startMs)
            .sorted(Comparator.reverseOrder())
            .limit(query.limit())
            .toList();
    assertThat(found.complete()).isTrue();
    assertThat(found.calls().stream().map(Cdr::startMs))
        .as("%s", query)
        .containsExactlyElementsOf(expected);
    assertThat(found.calls())
        .allMatch(cdr -> calls("demo").stream().anyMatch(made -> same(made, cdr)));
  }

  private static boolean same(Cdr made, Cdr read) {
    return made.id() == read.id()
        && made.stopMs() == read.stopMs()
        && made.pddMillis() == read.pddMillis()
        && made.reason() == read.reason()
        && made.endedBy() == read.endedBy()
        && made.caller().equals(read.caller())
        && made.callee().equals(read.callee())
        && made.mappingGateway().equals(read.mappingGateway())
        && made.routingGateway().equals(read.routingGateway())
        && made.customerAccount().equals(read.customerAccount())
        && made.customerName().equals(read.customerName());
  }

  private static boolean matches(Cdr cdr, CallQuery query) {
    return switch (query.by()) {
      case NUMBER ->
          cdr.caller().startsWith(query.value()) || cdr.callee().startsWith(query.value());
      case GATEWAY ->
          cdr.mappingGateway().equals(query.value()) || cdr.routingGateway().equals(query.value());
      case CUSTOMER -> cdr.customerAccount().equals(query.value());
    };
  }
}
