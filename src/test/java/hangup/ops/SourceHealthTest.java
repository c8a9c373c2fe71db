package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.follow.FollowState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceHealthTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static FollowState state(
      Optional<Instant> asOf, Duration behind, Optional<String> problem, int daysRead) {
    return new FollowState(
        "main",
        asOf,
        behind,
        problem,
        problem.map(p -> NOW.minusSeconds(90)),
        problem.isPresent(),
        daysRead,
        30,
        1_000,
        900,
        3,
        2,
        0);
  }

  private static HealthPart look(FollowState state) {
    return new SourceHealth("main", () -> state, CLOCK, Duration.ofMinutes(5)).look();
  }

  @Test
  void isUpWhileFiguresAreFresh() {
    assertThat(look(state(Optional.of(NOW.minusSeconds(4)), Duration.ZERO, Optional.empty(), 30)))
        .isEqualTo(HealthPart.up("source main", "up to date; figures are 4 s old"));
  }

  @Test
  void tellsWhatIsNotAsItShould() {
    assertThat(look(FollowState.starting("main")))
        .isEqualTo(HealthPart.degraded("source main", "nothing read yet"));
    assertThat(look(state(Optional.of(NOW), Duration.ZERO, Optional.empty(), 7)).detail())
        .isEqualTo("read 7 of 30 past days; figures are 0 s old");
    assertThat(look(state(Optional.of(NOW), Duration.ofMinutes(12), Optional.empty(), 30)))
        .isEqualTo(HealthPart.degraded("source main", "behind; figures are 720 s old"));
    // The source's clock may be ahead.
    assertThat(look(state(Optional.of(NOW.plusSeconds(3)), Duration.ZERO, Optional.empty(), 30)))
        .isEqualTo(HealthPart.up("source main", "up to date; figures are 0 s old"));
  }

  @Test
  void anUnreachableSourceDoesNotMakeTheBotUnready() {
    HealthPart part =
        look(
            state(
                Optional.of(NOW.minusSeconds(95)),
                Duration.ZERO,
                Optional.of("refused jdbc:mysql://joe:" + "pass" + "word1@db"),
                30));
    assertThat(part.state()).isEqualTo(HealthPart.State.DEGRADED);
    assertThat(part.detail())
        .isEqualTo("refused jdbc:mysql://joe:(secret)@db, for 90 s; figures are 95 s old");
  }
}
