package hangup.chat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the benchmark: rates kept, nothing lost, nothing twice. */
class TelegramLoadTest {

  @TempDir Path dir;

  @Test
  void fiftyChatsAtOnceAreAnsweredAtTheDocumentedRates() throws Exception {
    TelegramLoad.Result result = TelegramLoad.run(dir, 50, Duration.ofSeconds(4), 0, 1);
    assertThat(result.problems()).isEmpty();
    assertThat(result.asked()).isEqualTo(100);
    assertThat(result.answered()).isEqualTo(100);
  }

  @Test
  void oneInTenRequestsFailingLosesNothingAndDoublesNothing() throws Exception {
    TelegramLoad.Result result = TelegramLoad.run(dir, 50, Duration.ofSeconds(6), 10, 2);
    assertThat(result.problems()).isEmpty();
    assertThat(result.lost()).isZero();
    assertThat(result.twice()).isZero();
    assertThat(result.answered() + result.told()).isEqualTo(result.asked());
  }
}
