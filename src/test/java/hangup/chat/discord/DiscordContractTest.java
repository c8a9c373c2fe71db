package hangup.chat.discord;

import static hangup.chat.discord.fake.FakeDiscord.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatformContract;
import hangup.chat.Delivery;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.FakeUser;
import hangup.chat.discord.fake.RecordedRequest;
import hangup.command.Command;
import hangup.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

final class DiscordContractTest extends ChatPlatformContract {

  @Override
  protected Stage open(List<Command> commands, Path dataDirectory) {
    FakeDiscord discord = FakeDiscord.start();
    Bot.Builder bot = Bot.with(discord, dataDirectory);
    commands.forEach(
        command ->
            bot.command(
                command.spec().name(),
                command.spec().permission(),
                command.spec().options(),
                command::run));
    return new DiscordStage(discord, bot.start());
  }

  private static final class DiscordStage implements Stage {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final FakeUser ANNA = FakeUser.member("501", "Anna");

    private final FakeDiscord discord;
    private final Bot bot;

    DiscordStage(FakeDiscord discord, Bot bot) {
      this.discord = discord;
      this.bot = bot;
    }

    @Override
    public List<Shown> ask(String line) {
      FakeInteraction asked = discord.command(ANNA, CHANNEL, line.substring(1), Map.of());
      asked.awaitAnswer(SOON);
      settle();
      return shown(asked.messages());
    }

    @Override
    public List<Shown> press(Shown message, String label) {
      JsonNode full = find(message.id());
      String id = customId(full, label);
      FakeInteraction pressed = discord.press(ANNA, full, id);
      JsonNode answer = pressed.awaitAnswer(SOON);
      settle();
      return pressed.messages().isEmpty()
          ? List.of(shown((ObjectNode) answer))
          : shown(pressed.messages());
    }

    private final List<ObjectNode> seen = new ArrayList<>();

    private JsonNode find(String id) {
      return seen.stream().filter(m -> m.path("id").asText().equals(id)).findFirst().orElseThrow();
    }

    private static String customId(JsonNode message, String label) {
      return message.findParents("custom_id").stream()
          .filter(button -> button.path("label").asText().equals(label))
          .findFirst()
          .orElseThrow()
          .path("custom_id")
          .asText();
    }

    /** Further messages of one answer come right after the first. */
    private void settle() {
      int[] before = {-1};
      Awaitility.await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                int now = discord.requests().size();
                boolean quiet = now == before[0];
                before[0] = now;
                return quiet;
              });
    }

    @Override
    public Delivery send(ChannelRef channel, Reply reply, String key) {
      return bot.platform().send(channel, reply, key);
    }

    @Override
    public ChannelRef channel() {
      return new ChannelRef("discord", Optional.of(FakeDiscord.GUILD), CHANNEL, Optional.empty());
    }

    @Override
    public ChannelRef gone() {
      return new ChannelRef("discord", Optional.of(FakeDiscord.GUILD), "2999", Optional.empty());
    }

    @Override
    public List<Shown> posted() {
      return shown(discord.messages(CHANNEL));
    }

    @Override
    public void failPosts(int times) {
      discord.faults().serverError(times, "POST", "/channels/\\d+/messages", 500);
    }

    @Override
    public boolean hasPrivateAnswers() {
      return true;
    }

    @Override
    public boolean hasMessages() {
      return true;
    }

    @Override
    public void close() {
      bot.close();
      discord.close();
      assertThat(discord.violations()).isEmpty();
    }

    private List<Shown> shown(List<ObjectNode> messages) {
      return messages.stream().map(this::shown).toList();
    }

    private Shown shown(ObjectNode message) {
      seen.add(message);
      String text = DiscordText.of(message);
      for (JsonNode attachment : message.path("attachments")) {
        if (attachment.path("filename").asText().endsWith(".txt")) {
          text += "\n" + file(attachment.path("filename").asText());
        }
      }
      List<String> buttons =
          message.findParents("custom_id").stream().map(b -> b.path("label").asText()).toList();
      return new Shown(
          message.path("id").asText(), text, FakeInteraction.isEphemeral(message), buttons);
    }

    private String file(String name) {
      for (RecordedRequest request : discord.requests()) {
        for (RecordedRequest.UploadedFile file : request.files().values()) {
          if (file.filename().equals(name)) {
            return new String(file.bytes(), StandardCharsets.UTF_8);
          }
        }
      }
      throw new AssertionError("no file " + name);
    }
  }
}
