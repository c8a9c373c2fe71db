package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Context;
import hangup.config.LimitSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final ZoneId ZONE = ZoneOffset.UTC;

  private final AtomicLong now = new AtomicLong(-5_000_000_000L);

  private RateLimits limits(int perUser, int perChannel) {
    return new RateLimits(() -> new LimitSettings(perUser, perChannel), now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static Context by(String user, String channel) {
    return new Context(
        new ChannelRef("discord", Optional.of("1"), channel, Optional.empty()),
        new Asker(user, "Ann", Set.of(), false),
        ZONE);
  }

  @Test
  void turnsAwayTheOneTooManyAndSaysWhenToComeBack() {
    RateLimits limits = limits(3, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(limits.turnedAway(by("7", "c"))).isEmpty();
    }
    assertThat(limits.turnedAway(by("7", "c")))
        .hasValue(
            "You asked 3 questions within a minute, which is as many as I answer. Please ask again"
                + " in 20 seconds.");
    pass(Duration.ofSeconds(19));
    assertThat(limits.turnedAway(by("7", "other")).orElseThrow()).endsWith("in 1 second.");
    pass(Duration.ofSeconds(1));
    assertThat(limits.turnedAway(by("7", "c"))).isEmpty();
    assertThat(limits.turnedAway(by("7", "c"))).isPresent();
  }

  @Test
  void beingTurnedAwayCostsNothing() {
    RateLimits limits = limits(1, 0);
    assertThat(limits.turnedAway(by("7", "c"))).isEmpty();
    for (int i = 0; i < 50; i++) {
      assertThat(limits.turnedAway(by("7", "c"))).isPresent();
    }
    pass(Duration.ofMinutes(1));
    assertThat(limits.turnedAway(by("7", "c"))).isEmpty();
  }

  @Test
  void usersDoNotShareButAChannelDoes() {
    RateLimits limits = limits(2, 3);
    assertThat(limits.turnedAway(by("7", "c"))).isEmpty();
    assertThat(limits.turnedAway(by("7", "c"))).isEmpty();
    assertThat(limits.turnedAway(by("8", "c"))).isEmpty();
    assertThat(limits.turnedAway(by("8", "c")).orElseThrow()).startsWith("This channel had 3 ");
    assertThat(limits.turnedAway(by("9", "d"))).isEmpty();
  }

  @Test
  void zeroIsNoLimitAndTheConsoleHasNone() {
    RateLimits none = limits(0, 0);
    RateLimits tight = limits(1, 1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(none.turnedAway(by("7", "c"))).isEmpty();
      assertThat(tight.turnedAway(Context.console(ZONE))).isEmpty();
    }
  }

  @Test
  void countsRightWhenManyAskAtOnce() throws InterruptedException {
    RateLimits limits = limits(100, 0);
    AtomicInteger through = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 50; i++) {
                  if (limits.turnedAway(by("7", "c")).isEmpty()) {
                    through.incrementAndGet();
                  }
                }
              });
      threads[t].start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(through).hasValue(100);
  }
}
