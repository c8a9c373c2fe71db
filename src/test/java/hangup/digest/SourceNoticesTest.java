package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.follow.FollowState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What admins hear of sources that come and go. */
class SourceNoticesTest {

  private static final Instant START = Instant.parse("2026-11-20T03:00:00Z");

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2026-11-20T03:00:00Z");
  private final Board board = new Board(clock, Duration.ZERO);
  private Office office;
  private SourceNotices notices;
  private FollowState state;

  @BeforeEach
  void open() {
    office = new Office(dir, clock, board);
    notices = new SourceNotices(() -> List.of(state), office.digests().notices(), clock);
    well();
  }

  @AfterEach
  void close() {
    notices.close();
    office.close();
  }

  @Test
  void oneThatFailsForAMinuteIsToldOnceAndSoIsItsReturn() {
    look();
    fails();
    look();
    assertThat(told()).isEmpty();

    clock.pass(Duration.ofSeconds(61));
    look();
    clock.pass(Duration.ofMinutes(30));
    look();
    assertThat(told()).singleElement().asString().contains("vos1", "no connection");

    well();
    look();
    clock.pass(Duration.ofMinutes(30));
    look();
    assertThat(told()).hasSize(2);
    assertThat(told().get(1)).contains("vos1", "back");
  }

  @Test
  void aShortFailureIsNotWorthAMessage() {
    fails();
    look();
    clock.pass(Duration.ofSeconds(59));
    look();
    well();
    look();

    assertThat(told()).isEmpty();
  }

  @Test
  void afterARestartTheReturnIsStillTold() {
    fails();
    clock.pass(Duration.ofMinutes(2));
    look();

    notices.close();
    notices = new SourceNotices(() -> List.of(state), office.digests().notices(), clock);
    clock.pass(Duration.ofMinutes(20));
    well();
    look();

    assertThat(told()).hasSize(2);
  }

  @Test
  void whatIsToBeMendedIsToldOnceAlsoAfterARestart() {
    List<String> mayWrite = List.of("User hangup may write (INSERT).");
    look();
    assertThat(told()).isEmpty();

    state = state.withWarnings(Optional.of(mayWrite));
    look();
    look();
    assertThat(told()).singleElement().asString().contains("vos1", "may write (INSERT)");

    notices.close();
    notices = new SourceNotices(() -> List.of(state), office.digests().notices(), clock);
    state = state.withWarnings(Optional.empty());
    look();
    state = state.withWarnings(Optional.of(mayWrite));
    look();
    assertThat(told()).hasSize(1);

    state = state.withWarnings(Optional.of(List.of()));
    look();
    assertThat(told()).hasSize(1);
    clock.pass(Duration.ofMinutes(1));
    state = state.withWarnings(Optional.of(mayWrite));
    look();
    assertThat(told()).hasSize(2);
  }

  private void look() {
    notices.look();
    office.run();
  }

  private List<String> told() {
    return board.posted().stream().map(one -> one.reply().toString()).toList();
  }

  private void well() {
    state = state(Optional.empty(), Optional.empty());
  }

  private void fails() {
    state = state(Optional.of("no connection"), Optional.of(clock.instant()));
  }

  private FollowState state(Optional<String> problem, Optional<Instant> since) {
    return new FollowState(
        "vos1", Optional.of(START), Duration.ZERO, problem, since, true, 1, 1, 1, 1, 0, 0, 0);
  }
}
