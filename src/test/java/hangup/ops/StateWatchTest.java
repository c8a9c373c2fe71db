package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StateWatchTest {

  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private Instant now = START;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private Supplier<Outbox.Depth> database = () -> Outbox.Depth.NONE;
  private Optional<Instant> lastLook = Optional.empty();

  private StateWatch watch() {
    return new StateWatch(() -> database.get(), clock);
  }

  private void passes(long seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void tellsWhatWaitsAndForHowLong() {
    database = () -> new Outbox.Depth(3, Optional.of(START.minusSeconds(40)));
    try (StateWatch watch = watch()) {
      assertThat(watch.waiting()).isEqualTo(3);
      assertThat(watch.oldest()).isEqualTo(Duration.ofSeconds(40));
      passes(5);
      assertThat(watch.oldest()).isEqualTo(Duration.ofSeconds(45));
      assertThat(watch.look())
          .isEqualTo(HealthPart.up("state store", "answered 5 s ago; 3 posts wait"));
    }
  }

  @Test
  void aDatabaseThatFailsIsToldWithoutNumbersAndForgottenWhenItIsBack() {
    try (StateWatch watch = watch()) {
      database =
          () -> {
            throw new IllegalStateException("the disk is full; caller +8801711123456");
          };
      passes(10);
      watch.sample();
      passes(10);
      watch.sample();
      assertThat(watch.look().state()).isEqualTo(HealthPart.State.DEGRADED);
      assertThat(watch.look().detail())
          .contains("the disk is full", "for 20 s")
          .doesNotContain("8801711123456");
      assertThat(watch.waiting()).isZero();
      database = () -> new Outbox.Depth(1, Optional.of(now.plusSeconds(60)));
      watch.sample();
      assertThat(watch.look().state()).isEqualTo(HealthPart.State.UP);
      // A clock that was set back makes nothing wait for a negative time.
      assertThat(watch.oldest()).isZero();
    }
  }

  @Test
  void aLookThatHangsIsSeen() {
    try (StateWatch watch = watch()) {
      passes(91);
      assertThat(watch.look().state()).isEqualTo(HealthPart.State.DEGRADED);
      assertThat(watch.look().detail()).contains("has not answered for 91 s");
    }
  }

  @Test
  void aSchedulerThatDoesNotLookIsSeen() {
    SchedulerHealth health = new SchedulerHealth(() -> lastLook, clock);
    assertThat(health.look()).isEqualTo(HealthPart.degraded("scheduler", "has not begun"));
    lastLook = Optional.of(START);
    passes(2);
    assertThat(health.look())
        .isEqualTo(HealthPart.up("scheduler", "looked for what is due 2 s ago"));
    passes(60);
    assertThat(health.look().state()).isEqualTo(HealthPart.State.DEGRADED);
  }
}
