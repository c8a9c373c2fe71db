package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.command.PeriodParser;
import hangup.demo.DemoDay;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Recount.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every implementation of {@link CallStats} must do: give the numbers that a recount of all
 * calls gives, to the call. Whoever passes it gives the same numbers as all the others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CallStatsContract {
  /** The name of the source that all calls are of. */
  protected static final String SOURCE = "lake";

  /** Days on which clocks are put forward, in America on the 8th and in Europe on the 29th. */
  private static final Instant START = Instant.parse("2026-03-07T18:00:00Z");

  private static final int MINUTES = 24 * 1440;
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-31T10:07:42Z"), ZoneOffset.UTC);
  private static final Classification FLAGS =
      new Classification(Set.of(1, 2, 12), Set.of(1, 3, -8));
  private static final String[] GATEWAYS = {"GW-1", "gw-1", "GW-2", "", "Düsseldorf 🚧", "both"};
  private static final String[] INBOUND = {"IN-1", "in-2", "", "both"};
  private static final String[] ACCOUNTS = {"C1", "C2", "", "c1", "O'Hara; DROP", "100%_\\"};

  private List<Cdr> mixed = List.of();
  private List<Cdr> demo = List.of();
  private Recount mixedCount = new Recount(List.of(), CallStatsContract::code);
  private Recount demoCount = new Recount(List.of(), CallStatsContract::code);

  /**
   * The implementation with these calls of {@link #SOURCE}; asked once for each name.
   *
   * @param name tells apart several sets of calls
   * @param texts whether some of the calls have a text as their end reason
   */
  protected abstract CallStats with(String name, List<Cdr> calls, boolean texts);

  private CallStats mixedStats;
  private CallStats demoStats;

  /** The texts that have a code. */
  public static OptionalInt code(String text) {
    return text.equals("No route") ? OptionalInt.of(5) : OptionalInt.empty();
  }

  @BeforeAll
  void load() {
    mixed = mixed(new Random(20_260_308), 2_500);
    mixedCount = recount(mixed);
    mixedStats = with("mixed", mixed, true);
    List<Cdr> made = new ArrayList<>();
    Clock noon = Clock.fixed(Instant.parse("2026-03-29T12:00:00Z"), ZoneOffset.UTC);
    new DemoDay(5, noon, ZoneId.of("Asia/Kolkata")).forEach(made::add);
    // A few of all keep the mix, and load and count quickly.
    demo = made.stream().filter(cdr -> cdr.id() % 41 == 0).toList();
    demoCount = recount(demo);
    demoStats = with("demo", demo, false);
  }

  private static Recount recount(List<Cdr> calls) {
    return new Recount(
        calls.stream().map(cdr -> new Call(SOURCE, cdr)).toList(), CallStatsContract::code);
  }

  private static List<Cdr> mixed(Random random, int size) {
    List<Cdr> calls = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      long start =
          START.toEpochMilli() + random.nextInt(MINUTES) * 60_000L + random.nextInt(60_000);
      int talk = random.nextInt(3) == 0 ? 1 + random.nextInt(500) : 0;
      boolean text = random.nextInt(5) == 0;
      String account = pick(random, ACCOUNTS);
      calls.add(
          new Cdr(
              i,
              true,
              start,
              random.nextInt(9) == 0 ? 0 : start + talk * 1000L,
              talk,
              talk,
              random.nextInt(4) == 0 ? -1 : random.nextInt(9000),
              pick(random, 1, 2, 3, 5, 12, 22, 22, 25, -8, -69, 503, Integer.MIN_VALUE),
              text ? pick(random, "No route", "Ünknown 'text'") : null,
              pick(random, EndDirection.values()),
              "100" + i,
              "200" + i,
              pick(random, INBOUND),
              pick(random, GATEWAYS),
              account,
              account.equals("C1") ? "Acme" : account.isEmpty() ? pick(random, "", "Nobody") : "",
              0.25));
    }
    return calls;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  @Test
  void saysWhatDataThereIs() {
    CallStats.DataState state = mixedStats.state();
    assertThat(state.calls()).isEqualTo(mixed.size());
    assertThat(state.firstCall()).contains(edge(mixed.stream().sorted(BY_START).toList(), 0));
    assertThat(state.lastCall())
        .contains(edge(mixed.stream().sorted(BY_START).toList(), mixed.size() - 1));
    assertThat(state.sources()).containsExactly(SOURCE);
  }

  private static final Comparator<Cdr> BY_START = Comparator.comparingLong(Cdr::startMs);

  private static Instant edge(List<Cdr> calls, int index) {
    return Instant.ofEpochMilli(calls.get(index).startMs());
  }

  @Test
  void countsAsARecountDoesWhateverIsAsked() {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      Question question = question(random);
      check(question, mixedStats.ask(question), mixedCount);
    }
  }

  private static Question question(Random random) {
    int width = 1 + random.nextInt(random.nextBoolean() ? MINUTES : 2000);
    long step = pick(random, 1, 15, 30, 60);
    Instant from = START.plus(Duration.ofMinutes((random.nextInt(MINUTES) - 1000) / step * step));
    Filter filter = Filter.NONE;
    if (random.nextInt(4) == 0) {
      filter = filter.withCode(pick(random, 1, 5, 22, -8, 12345));
    }
    if (random.nextInt(4) == 0) {
      filter = filter.withGateway(pick(random, "GW-1", "both", "IN-1", "düsseldorf 🚧", "none"));
    }
    if (random.nextInt(4) == 0) {
      filter =
          filter.withCustomer(
              pick(random, "C1", "acme", "o'hara; drop", "' OR 1=1 --", "100%_\\", "1%"));
    }
    if (random.nextInt(5) == 0) {
      filter = filter.withEndedBy(pick(random, EndDirection.values()));
    }
    if (random.nextInt(5) == 0) {
      filter = filter.withSource(pick(random, "LAKE", SOURCE, "north"));
    }
    List<Breakdown> breakdowns = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Duration bucket = Duration.ofMinutes(pick(random, 1, 7, 15, 30, 60, 90, 120, 1440));
      Dimension one = pick(random, Dimension.values());
      Dimension other = pick(random, Dimension.values());
      List<Dimension> by = one == other ? List.of(one) : List.of(one, other);
      breakdowns.add(new Breakdown(by, pick(random, 1, 3, 1000, Integer.MAX_VALUE), bucket));
    }
    return new Question(from, from.plus(Duration.ofMinutes(width)), filter, FLAGS, breakdowns);
  }

  static Stream<Arguments> periods() {
    return Stream.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu")
        .flatMap(
            zone ->
                Stream.of(
                        "today",
                        "yesterday",
                        "last 15m",
                        "last 6h",
                        "2026-03-08",
                        "2026-03-29",
                        "this week",
                        "last week")
                    .map(period -> Arguments.of(zone, period)));
  }

  @ParameterizedTest
  @MethodSource("periods")
  void countsTheDaysOfAZoneAndTheirHours(String zone, String words) {
    Period period = new PeriodParser(NOW).parse(words, ZoneId.of(zone));
    List<Breakdown> breakdowns =
        List.of(
            Breakdown.overTime(Duration.ofHours(1), Dimension.REASON),
            Breakdown.by(Dimension.CUSTOMER, 5),
            Breakdown.by(Dimension.REASON, Dimension.ROUTING_GATEWAY, 1_000));
    Question now = new Question(period.from(), period.to(), Filter.NONE, FLAGS, breakdowns);
    check(now, demoStats.ask(now), demoCount);
    Question before =
        new Question(period.beforeFrom(), period.beforeTo(), Filter.NONE, FLAGS, breakdowns);
    check(before, mixedStats.ask(before), mixedCount);
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    Instant from = Instant.parse("1999-12-31T23:00:00Z");
    Question question =
        new Question(
            from,
            from.plus(Duration.ofDays(2)),
            Filter.NONE,
            FLAGS,
            Arrays.stream(Dimension.values())
                .map(dimension -> Breakdown.by(dimension, 9))
                .toList());
    Answer answer = mixedStats.ask(question);
    assertThat(answer.total()).isEqualTo(CallCounts.NONE);
    assertThat(answer.rows()).hasSize(Dimension.values().length).allMatch(List::isEmpty);
    assertThat(answer.state().calls()).isEqualTo(mixed.size());
    Question reversed =
        new Question(START.plusSeconds(3600), START, Filter.NONE, FLAGS, question.breakdowns());
    assertThat(mixedStats.ask(reversed).total()).isEqualTo(CallCounts.NONE);
  }

  @Test
  void countsEverythingFromTheFirstMomentToTheLast() {
    Question all =
        new Question(
            Instant.parse("1900-01-01T00:00:00Z"),
            Instant.parse("2900-01-01T00:00:00Z"),
            Filter.NONE,
            new Classification(Set.of(), Set.of()),
            List.of(
                Breakdown.by(Dimension.REASON, 100),
                Breakdown.by(Dimension.CUSTOMER, Dimension.ENDED_BY, Integer.MAX_VALUE)));
    check(all, mixedStats.ask(all), mixedCount);
    assertThat(mixedStats.ask(all).total().seizures()).isEqualTo(mixed.size());
    check(all, demoStats.ask(all), demoCount);
  }

  private static void check(Question question, Answer answer, Recount recount) {
    assertThat(answer.total()).as("%s", question).isEqualTo(recount.total(question));
    assertThat(answer.rows()).hasSameSizeAs(question.breakdowns());
    for (int i = 0; i < question.breakdowns().size(); i++) {
      Breakdown breakdown = question.breakdowns().get(i);
      Map<List<String>, CallCounts> expected = recount.rows(question, breakdown);
      List<Row> rows = answer.rows().get(i);
      boolean time = breakdown.by().contains(Dimension.TIME);
      assertThat(rows)
          .as("%s", question)
          .hasSize(time ? expected.size() : Math.min(breakdown.limit(), expected.size()));
      for (Row row : rows) {
        assertThat(row.counts()).as("%s %s", row, question).isEqualTo(expected.get(row.keys()));
      }
      assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
      if (time) {
        int at = breakdown.by().indexOf(Dimension.TIME);
        assertThat(rows.stream().map(row -> Long.parseLong(row.keys().get(at)))).isSorted();
      } else {
        // Those that tie at the limit may be any of them.
        assertThat(rows.stream().map(row -> places(row.counts())))
            .as("%s", question)
            .containsExactlyElementsOf(
                expected.values().stream()
                    .sorted(WORST_FIRST)
                    .limit(breakdown.limit())
                    .map(CallStatsContract::places)
                    .toList());
      }
    }
  }

  private static final Comparator<CallCounts> WORST_FIRST =
      Comparator.comparingLong(CallCounts::failures)
          .thenComparingLong(CallCounts::seizures)
          .reversed();

  private static List<Long> places(CallCounts counts) {
    return List.of(counts.failures(), counts.seizures());
  }
}
