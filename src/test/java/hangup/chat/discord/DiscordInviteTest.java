package hangup.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DiscordInviteTest {

  @Test
  void theInviteAsksForWhatTheDocumentationSays() throws IOException {
    String url = DiscordInvite.url("APPLICATION_ID");
    // View Channels, Send Messages, Embed Links, Attach Files, Read Message History, Send Messages
    // in Threads: bits 10, 11, 14, 15, 16 and 38.
    long bits = 1L << 10 | 1L << 11 | 1L << 14 | 1L << 15 | 1L << 16 | 1L << 38;
    assertThat(url).endsWith("&permissions=" + bits);
    assertThat(Files.readString(Path.of("docs", "discord.md"), StandardCharsets.UTF_8))
        .contains(url);
  }
}
