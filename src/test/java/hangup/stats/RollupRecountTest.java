package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Recount.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Rollups answer what a recount of all calls answers, whatever they are and come in. */
final class RollupRecountTest {
  private static final Instant START = Instant.parse("2026-03-07T20:00:00Z");
  private static final int MINUTES = 3 * 1440;
  private static final String[] GATEWAYS = {"GW-1", "gw-1", "GW-2", "", "Düsseldorf 🚧", "both"};
  private static final String[] INBOUND = {"IN-1", "in-2", "", "both"};
  private static final String[] ACCOUNTS = {"C1", "C2", "", "c1", "O'Hara; DROP"};
  private static final String[] SOURCES = {"east", "west"};

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void answersAsARecountDoes(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int size,
      @ForAll @IntRange(min = 25, max = 500) int maxCells)
      throws IOException {
    Random random = new Random(seed);
    Path directory = Files.createTempDirectory("rollup");
    StoreSettings settings = StoreSettings.of(directory.resolve("calls.db"));
    try (RollupStore store =
        new RollupStore(settings, Clock.systemUTC(), System::nanoTime, maxCells)) {
      List<Call> given = calls(random, size);
      List<Call> counted = distinct(given);
      long added = 0;
      for (List<Call> part : parts(random, given)) {
        added += ingest(store, part);
      }
      assertThat(added).isEqualTo(counted.size());
      assertThat(store.state().calls()).isEqualTo(counted.size());
      Recount recount = new Recount(counted, RollupRecountTest::code);
      for (int i = 0; i < 12; i++) {
        Question question = question(random);
        check(question, store.ask(question), recount);
      }
    } finally {
      delete(directory);
    }
  }

  private static OptionalInt code(String text) {
    return text.equals("No route") ? OptionalInt.of(5) : OptionalInt.empty();
  }

  private static long ingest(RollupStore store, List<Call> part) {
    long added = 0;
    for (String source : SOURCES) {
      try (Ingest ingest = store.begin(source, RollupRecountTest::code)) {
        part.stream()
            .filter(call -> call.source().equals(source))
            .forEach(call -> ingest.add(call.cdr()));
        added += ingest.commit().added();
      }
    }
    return added;
  }

  private static void check(Question question, Answer answer, Recount recount) {
    assertThat(answer.total()).as("%s", question).isEqualTo(recount.total(question));
    for (int i = 0; i < question.breakdowns().size(); i++) {
      Breakdown breakdown = question.breakdowns().get(i);
      Map<List<String>, CallCounts> expected = recount.rows(question, breakdown);
      List<Row> rows = answer.rows().get(i);
      assertThat(rows).as("%s", question).hasSize(Math.min(breakdown.limit(), expected.size()));
      for (Row row : rows) {
        assertThat(row.counts()).as("%s %s", row, question).isEqualTo(expected.get(row.keys()));
      }
      assertThat(new HashSet<>(rows)).hasSameSizeAs(rows);
      if (breakdown.by().contains(Dimension.TIME)) {
        int time = breakdown.by().indexOf(Dimension.TIME);
        assertThat(rows.stream().map(row -> Long.parseLong(row.keys().get(time)))).isSorted();
      } else {
        Comparator<CallCounts> order =
            Comparator.comparingLong(CallCounts::failures)
                .thenComparingLong(CallCounts::seizures)
                .reversed();
        // Those that tie at the limit may be any of them.
        assertThat(rows.stream().map(row -> places(row.counts())))
            .containsExactlyElementsOf(
                expected.values().stream()
                    .sorted(order)
                    .limit(breakdown.limit())
                    .map(RollupRecountTest::places)
                    .toList());
      }
    }
  }

  private static List<Long> places(CallCounts counts) {
    return List.of(counts.failures(), counts.seizures());
  }

  private static Question question(Random random) {
    int width = 1 + random.nextInt(random.nextBoolean() ? MINUTES : 200);
    // Also in zones that lie half an hour or a quarter off, and before and after all calls.
    int step = pick(random, 1, 15, 30, 60);
    int first = (random.nextInt(MINUTES) - 300) / step * step;
    Instant from = START.plus(Duration.ofMinutes(first));
    Filter filter = Filter.NONE;
    if (random.nextInt(3) == 0) {
      filter = filter.withCode(pick(random, 1, 5, 22, -8, 12345));
    }
    if (random.nextInt(3) == 0) {
      filter = filter.withGateway(pick(random, "GW-1", "both", "IN-1", "düsseldorf 🚧", "none"));
    }
    if (random.nextInt(3) == 0) {
      filter = filter.withCustomer(pick(random, "C1", "acme", "o'hara; drop", "' OR 1=1 --"));
    }
    if (random.nextInt(4) == 0) {
      filter = filter.withEndedBy(pick(random, EndDirection.values()));
    }
    if (random.nextInt(4) == 0) {
      filter = filter.withSource(pick(random, "EAST", "west", "north"));
    }
    List<Breakdown> breakdowns = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Duration bucket = Duration.ofMinutes(pick(random, 1, 7, 15, 30, 60, 90, 120, 1440));
      int limit = pick(random, 1, 3, 1000, Integer.MAX_VALUE);
      Dimension one = pick(random, Dimension.values());
      Dimension other = pick(random, Dimension.values());
      List<Dimension> by = one == other ? List.of(one) : List.of(one, other);
      breakdowns.add(
          new Breakdown(by, by.contains(Dimension.TIME) ? Integer.MAX_VALUE : limit, bucket));
    }
    return new Question(
        from,
        from.plus(Duration.ofMinutes(width)),
        filter,
        new Classification(Set.of(1, 2, 12), Set.of(1, 3, -8)),
        breakdowns);
  }

  /** Some twice, some without an id, in any order, the same ids in both sources. */
  private static List<Call> calls(Random random, int size) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long start =
          START.toEpochMilli() + random.nextInt(MINUTES) * 60_000L + random.nextInt(60_000);
      Cdr cdr = cdr(random, random.nextInt(1 + size), start);
      calls.add(new Call(pick(random, SOURCES), cdr));
      if (random.nextInt(10) == 0) {
        calls.add(calls.get(random.nextInt(calls.size())));
      }
    }
    return calls;
  }

  private static Cdr cdr(Random random, long id, long start) {
    int talk = random.nextInt(3) == 0 ? 1 + random.nextInt(500) : 0;
    boolean text = random.nextInt(5) == 0;
    String account = pick(random, ACCOUNTS);
    return new Cdr(
        id,
        random.nextInt(8) != 0,
        start,
        start + talk * 1000L,
        talk,
        talk,
        random.nextInt(4) == 0 ? -1 : random.nextInt(9000),
        pick(random, 1, 2, 3, 5, 12, 22, 22, 25, -8, -69, 503, Integer.MIN_VALUE),
        text ? pick(random, "No route", "Ünknown 'text'") : null,
        pick(random, EndDirection.values()),
        "100" + id,
        "200" + id,
        pick(random, INBOUND),
        pick(random, GATEWAYS),
        account,
        // A name goes with an account, as in any source: the newest call would rename it.
        account.equals("C1") ? "Acme" : account.isEmpty() ? pick(random, "", "Nobody") : "",
        0.25);
  }

  /** What must be counted: of equal ids of a source and a day the first one only. */
  private static List<Call> distinct(List<Call> calls) {
    Map<List<Object>, Call> byId = new LinkedHashMap<>();
    for (Call call : calls) {
      Cdr cdr = call.cdr();
      Object id = cdr.hasId() ? cdr.id() : new Object();
      byId.putIfAbsent(List.of(call.source(), cdr.startMs() / 86_400_000, id), call);
    }
    return List.copyOf(byId.values());
  }

  /** Cut into ingests. Calls without an id stay in the order and the ingest they are in. */
  private static List<List<Call>> parts(Random random, List<Call> calls) {
    // Equal calls without an id count each within an ingest, and once over several.
    List<Call> anonymous = calls.stream().filter(call -> !call.cdr().hasId()).toList();
    List<Call> withId = calls.stream().filter(call -> call.cdr().hasId()).toList();
    int cut = withId.isEmpty() ? 0 : random.nextInt(withId.size());
    List<Call> again = withId.subList(0, Math.min(cut, 20));
    return List.of(
        Stream.concat(withId.subList(0, cut).stream(), anonymous.stream()).toList(),
        withId.subList(cut, withId.size()),
        Stream.concat(again.stream(), anonymous.stream()).toList());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
