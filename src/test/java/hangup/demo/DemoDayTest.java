package hangup.demo;

import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.cdr.csv.CdrFiles;
import hangup.cdr.csv.CdrReader;
import hangup.cdr.csv.ReadOptions;
import hangup.cdr.csv.Rejects;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoDayTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday: the last full day is a Sunday, and the clocks changed on it. */
  private static final Instant NOW = Instant.parse("2026-10-26T13:07:31Z");

  private static final Set<Integer> NEVER_ROUTED = Set.of(6, 7, 8, 9, 10, 16, 17, 18, 19, 20, 25);

  private static DemoDay demo(Instant now) {
    return new DemoDay(1, Clock.fixed(now, BERLIN), BERLIN, 1);
  }

  private static List<Cdr> calls(DemoDay demo) {
    List<Cdr> calls = new ArrayList<>();
    assertThat(demo.forEach(calls::add)).isEqualTo(calls.size());
    return calls;
  }

  private static double share(List<Cdr> calls, Predicate<Cdr> which) {
    return (double) calls.stream().filter(which).count() / calls.size();
  }

  @Test
  void isAWeekAndToday() {
    DemoDay demo = new DemoDay(1, Clock.fixed(NOW, BERLIN), BERLIN);
    Map<LocalDate, Integer> days = new TreeMap<>();
    demo.forEach(cdr -> days.merge(local(cdr).toLocalDate(), 1, Integer::sum));

    assertThat(days).hasSize(1 + DemoDay.DAYS_BEFORE).containsKey(LocalDate.of(2026, 10, 19));
    assertThat(days.remove(LocalDate.of(2026, 10, 26))).isGreaterThan(50_000);
    assertThat(days.values()).allMatch(count -> count > 120_000 && count < 160_000);
  }

  @Test
  void isBelievable() {
    DemoDay demo = demo(NOW);
    List<Cdr> calls = calls(demo);

    assertThat(distinct(calls, Cdr::reason))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 25).boxed().toList());
    assertThat(share(calls, Cdr::answered)).isBetween(0.45, 0.55);
    double acd =
        calls.stream().filter(Cdr::answered).mapToInt(Cdr::talkSeconds).average().orElse(0);
    assertThat(acd).isBetween(150.0, 300.0);
    double pdd = calls.stream().mapToInt(Cdr::pddMillis).filter(ms -> ms >= 0).average().orElse(0);
    assertThat(pdd).isBetween(1500.0, 5000.0);
    assertThat(distinct(calls, Cdr::routingGateway)).hasSize(11).contains("", "GW-7");
    assertThat(distinct(calls, Cdr::mappingGateway)).hasSize(7);
    assertThat(distinct(calls, Cdr::customerAccount)).hasSize(61);
    assertThat(distinct(calls, Cdr::customerName)).hasSize(61);
    assertThat(calls.stream().map(Cdr::id).distinct().count()).isEqualTo(calls.size());
    assertThat(share(calls, cdr -> cdr.customerAccount().equals("C1001"))).isBetween(0.15, 0.3);
    assertThat(calls)
        .isSortedAccordingTo(Comparator.comparingLong(Cdr::startMs))
        .allMatch(cdr -> cdr.startMs() >= demo.from().toEpochMilli())
        .allMatch(cdr -> cdr.stopMs() <= NOW.toEpochMilli())
        .allMatch(cdr -> cdr.stopMs() >= cdr.startMs() + cdr.talkSeconds() * 1000L)
        .allMatch(cdr -> !NEVER_ROUTED.contains(cdr.reason()) || cdr.routingGateway().isEmpty())
        .allMatch(cdr -> cdr.reason() != 21 || !cdr.routingGateway().isEmpty())
        .allMatch(cdr -> !NEVER_ROUTED.contains(cdr.reason()) || !cdr.answered())
        .allMatch(cdr -> cdr.answered() == cdr.billedSeconds() > 0)
        .allMatch(cdr -> cdr.answered() || cdr.fee() == 0)
        .allMatch(cdr -> !cdr.answered() || !cdr.routingGateway().isEmpty())
        .allMatch(cdr -> cdr.reason() != 11 || cdr.endedBy() == EndDirection.CALLER);
    long night = calls.stream().filter(cdr -> hour(cdr) == 3).count();
    long noon = calls.stream().filter(cdr -> hour(cdr) == 10).count();
    assertThat(noon).isGreaterThan(night * 5);
  }

  @Test
  void theIncidentShowsOnItsGatewayOnly() {
    DemoDay demo = demo(NOW);
    Incident incident = demo.incident();
    List<Cdr> calls = calls(demo);
    List<Cdr> during = calls.stream().filter(cdr -> incident.covers(cdr.startMs())).toList();
    List<Cdr> before =
        calls.stream()
            .filter(cdr -> incident.covers(cdr.startMs() + Duration.ofHours(1).toMillis()))
            .toList();

    assertThat(incident.gateway()).isEqualTo("GW-7");
    assertThat(incident.from()).isEqualTo(Instant.parse("2026-10-26T11:05:00Z"));
    assertThat(incident.to()).isEqualTo(incident.from().plus(1, HOURS));
    List<Cdr> on = during.stream().filter(cdr -> cdr.routingGateway().equals("GW-7")).toList();
    assertThat(on).hasSizeGreaterThan(500).noneMatch(Cdr::answered);
    assertThat(on).allMatch(cdr -> cdr.reason() == 21 || cdr.reason() == 22);
    assertThat(share(before, cdr -> cdr.reason() == 22)).isLessThan(0.05);
    assertThat(share(during, cdr -> cdr.reason() == 22)).isGreaterThan(0.1);
    assertThat(share(during, cdr -> cdr.reason() == 21)).isGreaterThan(0.06);
    List<Cdr> others = during.stream().filter(cdr -> cdr.routingGateway().equals("GW-1")).toList();
    assertThat(share(others, Cdr::answered)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-10T12:34:56Z, 2026-07-10T10:30:00Z",
    "2026-07-10T00:01:00Z, 2026-07-09T22:00:00Z",
    "2026-07-09T23:04:59Z, 2026-07-09T17:00:00Z",
    "2026-07-09T22:00:00Z, 2026-07-09T17:00:00Z",
    "2026-03-29T04:00:00Z, 2026-03-29T02:00:00Z"
  })
  void theIncidentLiesInOneDay(Instant now, Instant from) {
    Incident incident = Incident.before(now, BERLIN, "GW-7");

    assertThat(incident.from()).isEqualTo(from);
    assertThat(incident.to()).isEqualTo(from.plus(1, HOURS)).isBeforeOrEqualTo(now);
    assertThat(incident.from().atZone(BERLIN).toLocalDate())
        .isEqualTo(incident.to().minusMillis(1).atZone(BERLIN).toLocalDate());
  }

  @Test
  void theSameSeedGivesTheSameCalls() {
    List<Cdr> calls = calls(demo(NOW));
    Set<Cdr> later = new HashSet<>(calls(demo(NOW.plus(1, HOURS))));
    Incident incident = demo(NOW).incident();
    Incident laterIncident = demo(NOW.plus(1, HOURS)).incident();

    assertThat(calls.equals(calls(demo(NOW)))).isTrue();
    assertThat(
            calls.stream()
                .filter(cdr -> !incident.covers(cdr.startMs()))
                .filter(cdr -> !laterIncident.covers(cdr.startMs()))
                .allMatch(later::contains))
        .isTrue();
  }

  @Test
  void itsFileIsReadBackAsItIs(@TempDir Path directory) throws IOException {
    DemoDay demo = demo(Instant.parse("2026-10-25T22:30:00Z"));
    Path file = directory.resolve("demo.csv");
    long written;
    try (OutputStream out = Files.newOutputStream(file)) {
      written = demo.writeCsv(out);
    }

    CdrFiles files =
        CdrFiles.find(
            List.of("demo.csv"), directory, InputStream.nullInputStream(), ReadOptions.in(BERLIN));
    List<Cdr> expected = calls(demo);
    try (CdrReader reader = files.open(files.list().get(0), Rejects.NONE)) {
      List<Cdr> read = new ArrayList<>();
      reader.readBatch(read, Integer.MAX_VALUE);
      assertThat(read.equals(expected)).isTrue();
      assertThat(read).hasSize((int) written);
      assertThat(reader.report().rejected() + reader.report().inProgress()).isZero();
    }
  }

  private static int hour(Cdr cdr) {
    return local(cdr).getHour();
  }

  private static ZonedDateTime local(Cdr cdr) {
    return Instant.ofEpochMilli(cdr.startMs()).atZone(BERLIN);
  }

  private static <T> Set<T> distinct(List<Cdr> calls, Function<Cdr, T> what) {
    return calls.stream().map(what).collect(Collectors.toSet());
  }
}
