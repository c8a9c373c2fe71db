package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.ChannelRef;
import hangup.chat.Delivery;
import hangup.chat.console.TextRenderer;
import hangup.config.ConfiguredDigest;
import hangup.reply.Audience;
import hangup.reply.Reply;
import hangup.schedule.ScheduleText;
import hangup.state.AuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {

  @TempDir Path dir;

  private final TestClock clock = new TestClock("2026-11-02T08:00:00Z");
  private final Board board = new Board(clock, Duration.ofMinutes(2));
  private Office office;

  @BeforeEach
  void open() {
    office = new Office(dir, clock, board);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void isPostedAtItsTimeAndListedWithTheNext() {
    Reply on =
        office.ask(
            "10",
            "/digest on at 09:00 zone Asia/Dhaka days mon-fri period yesterday quiet-when-ok");
    assertThat(text(on))
        .contains("Digest 1 is on", "mon-fri at 09:00", "Asia/Dhaka", "Tue 2026-11-03 09:00");
    assertThat(text(office.ask("10", "/digest list")))
        .contains("Next: Tue 2026-11-03 09:00 Asia/Dhaka", "Set up by Ann");
    assertThat(text(office.ask("11", "/digest"))).contains("None yet");
    go("2026-11-03T02:59:59Z");
    assertThat(board.posted()).isEmpty();
    go("2026-11-03T03:00:00Z");
    assertThat(board.posted()).hasSize(1);
    assertThat(board.posted().get(0).reply().title()).isEqualTo("Digest: Monday 2026-11-02");
    go("2026-11-03T03:00:01Z");
    go("2026-11-03T12:00:00Z");
    assertThat(board.posted()).hasSize(1);
  }

  @Test
  void aPreviewIsForTheAskerAndDoesNotCount() {
    office.ask("10", "/digest on at 09:00");
    clock.set(Instant.parse("2026-11-02T08:59:00Z"));
    Reply preview = office.ask("10", "/digest now");
    assertThat(preview.audience()).isEqualTo(Audience.ASKER);
    assertThat(preview.title()).isEqualTo("Digest: Sunday 2026-11-01");
    assertThat(board.posted()).isEmpty();
    go("2026-11-02T09:00:00Z");
    assertThat(board.posted()).hasSize(1);
  }

  @Test
  void severalMissedRunsCollapseIntoOneThatSaysItIsLate() {
    office.ask("10", "/digest on at 09:00");
    go("2026-11-05T11:00:00Z");
    assertThat(board.posted()).hasSize(1);
    Reply late = board.posted().get(0).reply();
    assertThat(late.title()).isEqualTo("Digest: Wednesday 2026-11-04 (late)");
    assertThat(text(late)).contains("Late: it was due at 2026-11-05 09:00");
    go("2026-11-06T09:00:00Z");
    assertThat(board.posted()).hasSize(2);
  }

  @Test
  void whatWasMissedTooLongAgoIsLeftOutAndListed() {
    office.ask("10", "/digest on at 09:00");
    go("2026-11-02T21:00:01Z");
    assertThat(board.posted()).isEmpty();
    assertThat(text(office.ask("10", "/digest list")))
        .contains("Last, Mon 2026-11-02 09:00 UTC: missed");
    go("2026-11-03T09:00:00Z");
    assertThat(board.posted()).hasSize(1);
  }

  @Test
  void aPauseEndsByItselfAndWhatItSkippedIsNotMadeUpFor() {
    office.ask("10", "/digest on at 09:00");
    assertThat(text(office.ask("10", "/digest pause until thursday 08:00")))
        .contains("Until Thu 2026-11-05 08:00 UTC");
    go("2026-11-02T09:00:00Z");
    go("2026-11-04T09:00:00Z");
    assertThat(board.posted()).isEmpty();
    go("2026-11-05T09:00:00Z");
    assertThat(board.posted()).hasSize(1);
    office.ask("10", "/digest pause");
    go("2026-11-06T09:00:00Z");
    assertThat(board.posted()).hasSize(1);
    office.ask("10", "/digest resume");
    go("2026-11-07T09:00:00Z");
    assertThat(board.posted()).hasSize(2);
  }

  @Test
  void aRefusalPausesTheSubscriptionAndTellsTheAdminsOnce() {
    office.ask("10", "/digest on at 09:00");
    board.next(new Delivery.Refused("the bot was removed"), false);
    go("2026-11-02T09:00:00Z");
    clock.pass(Duration.ofSeconds(20));
    office.run();
    go("2026-11-03T09:00:00Z");
    assertThat(board.posted()).hasSize(1);
    assertThat(board.posted().get(0).channel()).isEqualTo(Office.ADMIN);
    assertThat(text(board.posted().get(0).reply())).contains("Cannot post", "the bot was removed");
    assertThat(text(office.ask("10", "/digest list")))
        .contains("Paused: the bot was removed", "refused");
  }

  @Test
  void anUnknownOutcomeIsSentAgainUnderTheSameKeyWhileThePlatformRemembersIt() {
    office.ask("10", "/digest on at 09:00");
    board.next(new Delivery.Unknown("reset"), true);
    go("2026-11-02T09:00:00Z");
    clock.pass(Duration.ofSeconds(3));
    office.run();
    assertThat(board.posted()).hasSize(1);
    clock.pass(Duration.ofMinutes(10));
    office.run();
    assertThat(board.posted()).hasSize(1);
  }

  @Test
  void anUnknownOutcomeThatIsTooOldIsMarkedAndSentOnceMore() {
    office.ask("10", "/digest on at 09:00");
    board.next(new Delivery.Unknown("reset"), true);
    go("2026-11-02T09:00:00Z");
    clock.pass(Duration.ofMinutes(5));
    office.run();
    assertThat(board.posted()).hasSize(2);
    assertThat(text(board.posted().get(1).reply())).contains("may be here twice");
    clock.pass(Duration.ofMinutes(10));
    office.run();
    assertThat(board.posted()).hasSize(2);
  }

  @Test
  void aWaitThatThePlatformAsksForIsObeyed() {
    office.ask("10", "/digest on at 09:00");
    board.next(new Delivery.Retry("flood", Optional.of(Duration.ofSeconds(40))), false);
    go("2026-11-02T09:00:00Z");
    go("2026-11-02T09:00:39Z");
    assertThat(board.posted()).isEmpty();
    go("2026-11-02T09:00:40Z");
    assertThat(board.posted()).hasSize(1);
  }

  @Test
  void aChannelThatMovedKeepsItsDigests() {
    office.ask("10", "/digest on at 09:00");
    ChannelRef to = new ChannelRef("discord", Optional.of("2"), "20", Optional.empty());
    board.next(new Delivery.Moved(to), false);
    go("2026-11-02T09:00:00Z");
    office.run();
    assertThat(board.posted()).hasSize(1);
    assertThat(board.posted().get(0).channel()).isEqualTo(to);
    assertThat(text(office.ask("20", "/digest list"))).contains("Next: Tue 2026-11-03 09:00");
    assertThat(text(office.ask("10", "/digest list"))).contains("None yet");
  }

  @Test
  void changesAreInTheAuditLog() {
    office.ask("10", "/digest on at 09:00");
    office.ask("10", "/digest pause until 3d");
    office.ask("10", "/digest off");
    assertThat(new AuditLog(office.database(), clock).of(Office.channel("10"), 10))
        .extracting(AuditLog.Entry::action)
        .containsExactly("digest off", "digest pause", "digest on");
    assertThat(text(office.ask("10", "/digest off"))).contains("This channel has no digest");
  }

  @Test
  void digestsOfTheSettingsFileAreToldApartAndFollowTheFile() {
    ConfiguredDigest morning = configured("all 09:00");
    office.digests().configure(List.of(morning));
    office.digests().configure(List.of(morning));
    assertThat(text(office.ask("10", "/digest list"))).contains("From the settings file (morning)");
    assertThat(text(office.ask("10", "/digest off"))).contains("stands in the settings file");
    office.digests().configure(List.of(configured("all 10:00")));
    assertThat(text(office.ask("10", "/digest list"))).contains("at 10:00").doesNotContain("09:00");
    var unused = office.digests().sweep();
    go("2026-11-02T10:00:00Z");
    assertThat(board.posted()).hasSize(1);
    office.digests().configure(List.of());
    assertThat(text(office.ask("10", "/digest list"))).contains("None yet");
  }

  @Test
  void mistakesAreExplained() {
    assertThat(text(office.ask("10", "/digest on at 25:00"))).contains("is not a time of day");
    assertThat(text(office.ask("10", "/digest on days someday"))).contains("mon-fri");
    assertThat(text(office.ask("10", "/digest on zone Asia/Daka"))).contains("Asia/Dhaka");
    assertThat(text(office.ask("10", "/digest on every 5h"))).contains("every takes");
    assertThat(text(office.ask("10", "/digest on period someday"))).contains("not a period");
    office.ask("10", "/digest on");
    assertThat(text(office.ask("10", "/digest on"))).contains("has that digest already");
    assertThat(text(office.ask("10", "/digest pause until yesterday")))
        .contains("no moment to come");
  }

  @Test
  void everyFourHours() {
    office.ask("10", "/digest on every 4h period last 4h");
    for (Instant at = clock.instant();
        at.isBefore(Instant.parse("2026-11-03T08:00:00Z"));
        at = at.plus(Duration.ofHours(1))) {
      go(at.toString());
    }
    assertThat(board.posted()).hasSize(6);
    assertThat(board.posted().get(0).reply().title()).isEqualTo("Digest: 2026-11-02 05:00–09:00");
  }

  private static ConfiguredDigest configured(String schedule) {
    return new ConfiguredDigest(
        "morning",
        "discord/10",
        ScheduleText.read(schedule),
        Optional.of(ZoneId.of("UTC")),
        "yesterday",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        false);
  }

  private void go(String moment) {
    clock.set(Instant.parse(moment));
    office.run();
    office.run();
  }

  private static String text(Reply reply) {
    return new TextRenderer(200, false).render(reply);
  }
}
