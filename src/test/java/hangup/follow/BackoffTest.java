package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToAMinuteAndVaries() {
    Backoff backoff = new Backoff(new Random(1));
    Set<Duration> waits = new HashSet<>();
    long most = 1000;
    for (int i = 0; i < 1000; i++) {
      Duration wait = backoff.next();
      assertThat(wait.toMillis()).isBetween(most / 2, most);
      most = Math.min(60_000, most * 2);
      waits.add(wait);
    }
    assertThat(waits).hasSizeGreaterThan(500);
    backoff.reset();
    assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
  }
}
