package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hangup init} on a real terminal, as {@code script} of util-linux gives one. */
class InitTerminalTest {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String DISCORD = "NotShownDiscord.Token.0123456789";
  private static final String TELEGRAM = "123456789:NotShownTelegramToken0123456789abcd";

  @TempDir Path folder;

  @Test
  void noSecretIsShownWhileItIsTyped() throws Exception {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no script(1) to open a terminal with");
    Path screen = folder.resolve("screen");
    // The tokens are tested at the real services; here a proxy that is not there keeps them.
    String command =
        "%s -XX:TieredStopAtLevel=1 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1 -cp '%s' hangup.Main init"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                absolute(System.getProperty("java.class.path")));
    Process process =
        new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    try {
      answer(process, screen, "Time zone of the answers [", "Asia/Dhaka");
      answer(process, screen, "Code table [", "");
      answer(process, screen, "Discord token [", DISCORD);
      answer(process, screen, "Telegram token [", TELEGRAM);
      answer(process, screen, "Source [", "");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(screen))
        .contains("Asia/Dhaka", "Wrote the secrets")
        .doesNotContain("NotShown");
    Path secrets = folder.resolve(".env");
    assertThat(secrets).content().contains(DISCORD, TELEGRAM);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rw-------");
  }

  private static String absolute(String classPath) {
    StringBuilder all = new StringBuilder();
    for (String one : classPath.split(":", -1)) {
      all.append(all.isEmpty() ? "" : ":").append(Path.of(one).toAbsolutePath());
    }
    return all.toString();
  }

  private static void answer(Process process, Path screen, String prompt, String line)
      throws IOException {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Files.readString(screen).contains(prompt));
    OutputStream keys = process.getOutputStream();
    keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }
}
