package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.Delivery;
import hangup.chat.console.TextRenderer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What admins hear of the bot itself: each thing once, and never a storm. */
class AdminNoticesTest {

  @TempDir Path dir;

  private final TestClock clock = new TestClock("2026-11-02T08:00:00Z");
  private final Board board = new Board(clock, Duration.ZERO);
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
  void aStartIsToldOnceInTenMinutesAndANewVersionAsThat() {
    for (int i = 0; i < 5; i++) {
      office.digests().notices().started("Hangup 1.0");
      run(Duration.ofSeconds(20));
    }
    assertThat(told()).singleElement().asString().contains("Started", "Hangup 1.0 is running");
    run(Duration.ofMinutes(10));
    office.digests().notices().started("Hangup 1.1");
    office.digests().notices().started("Hangup 1.1");
    run(Duration.ZERO);
    assertThat(told()).hasSize(3);
    assertThat(told().get(1)).contains("New version", "Hangup 1.1 runs now", "Hangup 1.0");
    assertThat(told().get(2)).contains("Started", "Hangup 1.1");
  }

  @Test
  void theStopIsToldBeforeTheEndAndNotAgainByTheNextStart() {
    office.digests().stop("Hangup 1.0");
    assertThat(told()).singleElement().asString().contains("Stopping", "Hangup 1.0");
    office.run();
    assertThat(told()).hasSize(1);
  }

  @Test
  void aStopThatCannotBeToldIsNotToldLater() {
    board.next(new Delivery.Retry("down", java.util.Optional.empty()), false);
    office.digests().stop("Hangup 1.0");
    run(Duration.ofMinutes(2));
    var unused = office.digests().sweep();
    office.run();
    office.run();
    assertThat(told()).isEmpty();
  }

  @Test
  void manyRefusalsAreOneMessageAndTheirSumTenMinutesLater() {
    for (int i = 0; i < 30; i++) {
      office.ask("c" + i, "/digest on at 09:00");
      board.next(new Delivery.Refused("the bot was removed"), false);
    }
    clock.set(Instant.parse("2026-11-02T09:00:00Z"));
    office.run();
    run(Duration.ofMinutes(1));
    assertThat(told())
        .singleElement()
        .asString()
        .contains("Cannot post", "the bot was removed", "/digest resume");
    run(Duration.ofMinutes(10));
    run(Duration.ofSeconds(1));
    assertThat(told()).hasSize(2);
    assertThat(told().get(1)).contains("Cannot post: 29 more", "and 19 more");
    run(Duration.ofHours(1));
    assertThat(told()).hasSize(2);
  }

  @Test
  void whatWasGatheredOutlivesTheProcess() {
    for (int i = 0; i < 2; i++) {
      office.ask("c" + i, "/digest on at 09:00");
      board.next(new Delivery.Refused("gone"), false);
    }
    clock.set(Instant.parse("2026-11-02T09:00:00Z"));
    office.run();
    run(Duration.ofSeconds(5));
    assertThat(told()).hasSize(1);
    office
        .database()
        .write(handle -> handle.execute("delete from scheduled_tasks where task_name = 'notices'"));
    var unused = office.digests().sweep();
    run(Duration.ofMinutes(11));
    run(Duration.ofSeconds(1));
    assertThat(told()).hasSize(2);
  }

  @Test
  void aSourceThatFlapsIsNotAStorm() {
    AdminNotices notices = office.digests().notices();
    for (int i = 0; i < 20; i++) {
      notices.sourceDown("vos1", "no connection");
      run(Duration.ofSeconds(15));
      notices.sourceBack("vos1");
      run(Duration.ofSeconds(15));
    }
    assertThat(told()).hasSizeLessThanOrEqualTo(3);
    assertThat(told().get(0)).contains("Source vos1 is down", "no connection");
  }

  private void run(Duration after) {
    clock.pass(after);
    office.run();
    office.run();
  }

  private List<String> told() {
    return board.posted().stream()
        .filter(one -> one.channel().equals(Office.ADMIN))
        .map(one -> new TextRenderer(200, false).render(one.reply()))
        .toList();
  }
}
