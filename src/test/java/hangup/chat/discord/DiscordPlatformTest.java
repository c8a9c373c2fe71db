package hangup.chat.discord;

import static hangup.chat.discord.fake.FakeDiscord.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.FakeInteraction.CallbackType;
import hangup.chat.discord.fake.FakeUser;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscordPlatformTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final FakeUser ANNA = FakeUser.member("501", "Anna");

  @TempDir Path dataDir;
  private FakeDiscord discord;

  @BeforeEach
  void start() {
    discord = FakeDiscord.start();
  }

  @AfterEach
  void stop() {
    assertThat(discord.violations()).isEmpty();
    discord.close();
  }

  @Test
  void aCommandIsDeferredThenAnswered() {
    try (Bot bot =
        Bot.with(discord, dataDir)
            .open(
                "echo",
                (arguments, context) ->
                    Reply.builder("You said", Severity.OK)
                        .text(arguments.get("what").orElse("nothing"))
                        .build())
            .start()) {
      FakeInteraction asked =
          discord.command(ANNA, CHANNEL, "echo", Map.of("what", "*stars* @everyone <@1>"));
      assertThat(asked.awaitAcknowledgement(SOON)).isEqualTo(CallbackType.DEFERRED_MESSAGE);
      JsonNode answer = asked.awaitAnswer(SOON);
      assertThat(answer.at("/embeds/0/title").asText()).isEqualTo("✅ You said");
      assertThat(answer.at("/embeds/0/description").asText())
          .isEqualTo("\\*stars\\* \\@everyone \\<\\@1\\>");
      assertThat(FakeInteraction.isEphemeral(answer)).isFalse();
      assertThat(asked.answers()).isEqualTo(1);
      assertThat(bot.platform().lastHeard()).isPresent();
      assertThat(discord.gateway().intents()).isEqualTo(1 | 1 << 9 | 1 << 12);
    }
  }
}
