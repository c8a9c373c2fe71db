package hangup.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hangup.chat.ChannelRef;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeUser;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh fake Discord for each test, which must not have had anything to object to. */
abstract class DiscordTestBase {

  static final Duration SOON = Duration.ofSeconds(30);
  static final FakeUser ANNA = FakeUser.member("501", "Anna");
  static final FakeUser NOC = FakeUser.member("502", "Nora", FakeDiscord.NOC_ROLE);

  @TempDir Path dataDir;
  final MutableClock clock = new MutableClock();
  final FakeDiscord discord = FakeDiscord.start(clock);

  @AfterEach
  void stopDiscord() {
    discord.close();
    assertThat(discord.violations()).isEmpty();
  }

  Bot.Builder bot() {
    return Bot.with(discord, dataDir).clock(clock);
  }

  static Reply reply(String text) {
    return Reply.builder("Answer", Severity.OK).text(text).build();
  }

  static ConditionFactory eventually() {
    return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20));
  }

  static ChannelRef channel(String id) {
    return new ChannelRef("discord", Optional.of(FakeDiscord.GUILD), id, Optional.empty());
  }

  /** The custom id of the button with this label. */
  static String button(JsonNode message, String label) {
    return message.findParents("custom_id").stream()
        .filter(one -> one.path("label").asText().equals(label))
        .findFirst()
        .orElseThrow()
        .path("custom_id")
        .asText();
  }
}
