package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many digests at the same time. The long form is the benchmark {@code DigestRush}. */
class RushTest {

  @TempDir Path dir;

  @Test
  @Tag("slow")
  void allArriveOnceWithinTheRatesAndEachQuestionIsComputedOnce() throws InterruptedException {
    // Of the ten, one is about a gateway that had no calls, and so has no chart.
    Rush.Result few = run(new Rush.Plan(20, 10, Duration.ZERO, Duration.ZERO), "few");
    Rush.Result many = run(new Rush.Plan(60, 10, Duration.ofMillis(500), Duration.ZERO), "many");
    assertThat(many.onDiscord()).hasSize(30).containsOnly(1);
    assertThat(many.onTelegram()).hasSize(30).containsOnly(1);
    assertThat(many.charts()).containsOnly(0, 1);
    // Every fifth of Telegram's is about the gateway without calls.
    assertThat(many.charts()).filteredOn(one -> one == 1).hasSize(24);
    assertThat(many.violations()).isEmpty();
    assertThat(many.asked()).isEqualTo(few.asked());
    // Those of the digests, and the one of what people asked.
    assertThat(many.drawings()).isBetween(9L, 10L);
    assertThat(many.meanwhile()).isNotEmpty();
  }

  private Rush.Result run(Rush.Plan plan, String name) throws InterruptedException {
    return Rush.run(plan, dir, dir.resolve(name));
  }
}
