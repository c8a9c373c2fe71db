package hangup.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load run in a short form; the bench runs it long, and measures. */
final class DiscordLoadTest {

  @TempDir Path dataDir;

  @Test
  void noneIsLostOrAnsweredTwiceWhileTheGatewayDropsAndAnswersAreSlow() {
    LoadRun.Result result =
        LoadRun.run(
            new LoadRun.Plan(250, 50, Duration.ofSeconds(2), Duration.ofMillis(1200)), dataDir);
    assertThat(result.violations()).isEmpty();
    assertThat(result.lost()).isZero();
    assertThat(result.twice()).isZero();
    assertThat(result.resumes()).isGreaterThanOrEqualTo(2);
  }
}
