package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.Golden;
import hangup.chat.console.TextRenderer;
import hangup.command.PeriodParser;
import hangup.reply.Attachment;
import hangup.reply.Reply;
import hangup.reply.Severity;
import hangup.report.DigestReports.Wanted;
import hangup.stats.CallStats;
import hangup.stats.Filter;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestReportsTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant MORNING = Instant.parse("2026-11-03T09:00:00Z");

  @Test
  void aBadDay() {
    Reply reply = digest(incident(), "yesterday", Filter.NONE, false);
    Golden.check("digest/bad-day.txt", text(reply));
    assertThat(reply.severity()).isGreaterThanOrEqualTo(Severity.HIGH);
    assertThat(reply.chart()).isPresent();
    assertThat(reply.chart().get().line()).isPresent();
    assertThat(reply.buttons())
        .allSatisfy(button -> assertThat(button.command()).doesNotContain("yesterday by"));
  }

  @Test
  void anOrdinaryDayIsSaidToBeAsUsual() {
    Traffic traffic = new Traffic();
    for (String day : new String[] {"2026-10-26", "2026-11-01", "2026-11-02"}) {
      traffic.answered(day + "T00:00:00Z", day + "T23:59:00Z", 600, 100);
      traffic.failed(day + "T00:00:00Z", day + "T23:59:00Z", 30, 5);
    }
    Reply reply = digest(traffic, "yesterday", Filter.NONE, false);
    assertThat(text(reply)).contains("As usual: ASR 95.2% (day before 95.2%, last Mon 95.2%)");
    assertThat(reply.data()).containsEntry("complete", true);
  }

  @Test
  void whatIsNewIsNamed() {
    Traffic traffic = new Traffic();
    traffic.via("GW-1").answered("2026-11-01T00:00:00Z", "2026-11-01T23:00:00Z", 300, 60);
    traffic.via("GW-1").answered("2026-11-02T00:00:00Z", "2026-11-02T23:59:00Z", 300, 60);
    traffic.via("GW-NEW").failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 20, 20);
    traffic.via("GW-RARE").failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 2, 20);
    String text = text(digest(traffic, "yesterday", Filter.NONE, false));
    assertThat(text).contains("New: 20 ").contains("gateway GW-NEW (20 calls)");
    assertThat(text).doesNotContain("gateway GW-RARE");
    assertThat(text).contains("Security: 22 × 20 ").contains("ACME (1001) 22");
  }

  @Test
  void aDayWithoutCallsIsSaidInTheFirstLine() {
    Traffic traffic = new Traffic();
    traffic.answered("2026-11-01T00:00:00Z", "2026-11-01T23:00:00Z", 300, 60);
    traffic.answered("2026-11-03T00:00:00Z", "2026-11-03T08:00:00Z", 300, 60);
    Reply reply = digest(traffic, "yesterday", Filter.NONE, false);
    assertThat(firstLine(reply)).startsWith("No calls at all in Monday 2026-11-02.");
    assertThat(reply.severity()).isEqualTo(Severity.MEDIUM);
  }

  @Test
  void theFirstDayOfAllHasNothingToCompareWith() {
    Traffic traffic = new Traffic();
    traffic.answered("2026-11-02T00:00:00Z", "2026-11-02T23:59:00Z", 600, 100);
    Reply reply = digest(traffic, "yesterday", Filter.NONE, false);
    assertThat(firstLine(reply)).isEqualTo("Nothing to compare with yet.");
    assertThat(text(reply)).doesNotContain("New: ", "Not complete");
  }

  @Test
  void aDayOnWhichTheClocksWereChangedIsSaidToBe() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant morning = Instant.parse("2026-10-26T08:00:00Z");
    Traffic traffic = new Traffic();
    traffic.answered("2026-10-23T22:00:00Z", "2026-10-25T22:59:00Z", 1200, 100);
    MemoryStats stats = new MemoryStats(traffic.calls(), morning);
    Clock clock = Clock.fixed(morning, ZoneOffset.UTC);
    Reply reply =
        reports(stats, stats, clock)
            .digest(new Wanted("yesterday", Filter.NONE, berlin, morning, false));
    assertThat(text(reply).replaceAll("\\s+", " ")).contains("(the clocks were changed: 25 hours)");
    assertThat(text(digest(traffic, "2026-10-24", Filter.NONE, false)))
        .doesNotContain("clocks were changed");
  }

  @Test
  void billingLostAndAttacksAreNamedWithTheirSources() {
    Traffic traffic = new Traffic();
    traffic.answered("2026-11-01T00:00:00Z", "2026-11-01T23:00:00Z", 300, 60);
    traffic.answered("2026-11-02T00:00:00Z", "2026-11-02T23:59:00Z", 300, 60);
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 30, 7);
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 20, 8);
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 10, 24);
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 40, 16);
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 25, 17);
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 15, 20);
    String text = text(digest(traffic, "yesterday", Filter.NONE, false)).replaceAll("\\s+", " ");
    assertThat(text).contains("Billing lost: 30 × 7 ", "20 × 8 ", "10 × 24 ");
    assertThat(text).contains("Security: 40 × 16 ", "25 × 17 ", "15 × 20 ", "from ACME (1001) 40");
  }

  @Test
  void dataThatEndsEarlyIsSaidInTheFirstLine() {
    Traffic traffic = new Traffic();
    traffic.answered("2026-11-01T00:00:00Z", "2026-11-01T23:59:00Z", 300, 60);
    traffic.answered("2026-11-02T00:00:00Z", "2026-11-02T20:00:00Z", 300, 60);
    Reply late = digest(new MemoryStats(traffic.calls(), MORNING), Filter.NONE);
    assertThat(firstLine(late)).startsWith("Not complete: the newest call is of 19:5");
    Reply behind =
        digest(
            new MemoryStats(traffic.calls(), Instant.parse("2026-11-02T20:05:00Z")), Filter.NONE);
    assertThat(firstLine(behind)).startsWith("Not complete: data was last added at 20:05");
    assertThat(behind.data()).containsEntry("complete", false);
  }

  @Test
  void aSourceThatIsDownIsSaidInTheFirstLine() {
    MemoryStats stats = new MemoryStats(incident().calls(), MORNING);
    CallStats noted =
        new CallStats() {
          @Override
          public Answer ask(Question question) {
            Answer answer = stats.ask(question);
            return new Answer(answer.total(), answer.rows(), state());
          }

          @Override
          public DataState state() {
            DataState state = stats.state();
            return new DataState(
                state.calls(),
                state.firstCall(),
                state.lastCall(),
                state.updatedAt(),
                state.sources(),
                Optional.of("switch-1 unreachable for 3 h."));
          }
        };
    assertThat(firstLine(digest(noted, Filter.NONE)))
        .isEqualTo("Not complete: switch-1 unreachable for 3 h.");
  }

  @Test
  void figuresThatCannotBeReadAreNoDigest() {
    CallStats broken =
        new CallStats() {
          @Override
          public Answer ask(Question question) {
            throw new StatsUnavailableException("The store is locked.");
          }

          @Override
          public DataState state() {
            throw new StatsUnavailableException("The store is locked.");
          }
        };
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> digest(broken, Filter.NONE)))
        .isInstanceOf(StatsUnavailableException.class);
    Reply instead = DigestReports.unavailable("Digest: x", "The store is locked.");
    assertThat(firstLine(instead)).isEqualTo("No figures: The store is locked.");
  }

  @Test
  void theFileHoldsTheFiguresAndNoFormula() {
    Traffic traffic = new Traffic();
    traffic.via("=cmd|' /C calc'!A0").of("@SUM(1)", "+evil, \"Ltd\"");
    traffic.failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 20, 20);
    traffic.via("-7").failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 5, -3);
    Reply reply = digest(traffic, "yesterday", Filter.NONE, true);
    Attachment file = reply.attachments().get(0);
    assertThat(file.name()).isEqualTo("calls-2026-11-02.csv");
    assertThat(file.text())
        .startsWith("\ufeffkind,key,name,seizures,answers,failures")
        .contains("total,,,25,0,25,")
        .contains("\r\nreason,-3,")
        .contains("gateway,'=cmd|' /C calc'!A0,'=cmd|' /C calc'!A0,20,")
        .contains("customer,'@SUM(1),\"'+evil, \"\"Ltd\"\" (@SUM(1))\",25,");
    assertThat(text(reply)).contains("calls-2026-11-02.csv:\nkind,key");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"=1+1,'=1+1", "+49301,'+49301", "-x,'-x", "@a,'@a", "-3,-3", "22,22", "GW,GW"})
  void formulasAreMadeHarmless(String value, String wanted) {
    assertThat(FiguresCsv.harmless(value)).isEqualTo(wanted);
  }

  private static Traffic incident() {
    return Traffic.withIncident();
  }

  private static Reply digest(CallStats stats, Filter filter) {
    return reports(stats, new MemoryStats(incident().calls(), MORNING))
        .digest(new Wanted("yesterday", filter, UTC, MORNING, false));
  }

  private static Reply digest(Traffic traffic, String period, Filter filter, boolean csv) {
    MemoryStats stats = new MemoryStats(traffic.calls(), MORNING);
    return reports(stats, stats).digest(new Wanted(period, filter, UTC, MORNING, csv));
  }

  private static DigestReports reports(CallStats stats, MemoryStats names) {
    return reports(stats, names, Clock.fixed(MORNING, ZoneOffset.UTC));
  }

  private static DigestReports reports(CallStats stats, MemoryStats names, Clock clock) {
    return new DigestReports(
        () -> Desk.VOS3000,
        stats,
        names.names(),
        new SummaryCommand(() -> Desk.VOS3000, stats, names.names(), new PeriodParser(clock)),
        clock);
  }

  private static String firstLine(Reply reply) {
    return text(reply).lines().skip(1).filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private static String text(Reply reply) {
    return new TextRenderer(100, false).render(reply);
  }
}
