package hangup.chat.discord;

import static hangup.chat.discord.fake.FakeDiscord.GUILD;
import static hangup.chat.discord.fake.FakeDiscord.OTHER_GUILD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hangup.command.Option;
import hangup.command.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandRegistrationTest extends DiscordTestBase {

  private static final String PUTS = "/applications/.*/commands";

  @Test
  void aDeclarationBecomesACommandWithEverythingDiscordKnows() {
    try (Bot bot =
        bot()
            .command(
                "summary",
                Permission.FIGURES,
                List.of(
                    Option.required("reason", Option.Kind.REASON, "A reason"),
                    Option.optional("period", Option.Kind.PERIOD, "A period"),
                    Option.choice("by", "How to group", "gateway", "customer"),
                    Option.named("most", Option.Kind.INTEGER, "How many"),
                    Option.named("all", Option.Kind.FLAG, "Everything")),
                (a, c) -> reply("x"))
            .command("digest", Permission.CHANGE, List.of(), (a, c) -> reply("x"))
            .start()) {
      JsonNode commands = discord.commands(GUILD);
      JsonNode summary = commands.get(0);
      assertThat(summary.path("name").asText()).isEqualTo("summary");
      assertThat(summary.has("default_member_permissions")).isFalse();
      assertThat(summary.at("/description_localizations/zh-CN").asText()).startsWith("通话");
      assertThat(summary.findValuesAsText("type"))
          .containsExactlyInAnyOrder("1", "3", "3", "3", "4", "5", "5");
      assertThat(summary.at("/options/0/autocomplete").asBoolean()).isTrue();
      assertThat(summary.at("/options/0/required").asBoolean()).isTrue();
      assertThat(summary.at("/options/1/autocomplete").asBoolean()).isTrue();
      assertThat(summary.at("/options/2/choices/1/value").asText()).isEqualTo("customer");
      assertThat(summary.at("/options/5/name").asText()).isEqualTo("quiet");
      // MANAGE_GUILD
      assertThat(commands.get(1).path("default_member_permissions").asText()).isEqualTo("32");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void commandsAreRegisteredByOneOverwriteAndOnlyWhenTheyChanged() {
    start(false, GUILD);
    assertThat(discord.requests("PUT", PUTS)).hasSize(1);
    start(false, GUILD);
    assertThat(discord.requests("PUT", PUTS)).hasSize(1);
    start(true, GUILD);
    assertThat(discord.requests("PUT", PUTS)).hasSize(2);
    assertThat(discord.commands(GUILD)).hasSize(2);
  }

  @Test
  void aCommandIsNeverInTwoScopes() {
    start(false, GUILD);
    start(false);
    assertThat(discord.commands(null)).hasSize(1);
    assertThat(discord.commands(GUILD)).isEmpty();
    start(false, GUILD, OTHER_GUILD);
    assertThat(discord.commands(null)).isEmpty();
    assertThat(discord.commands(GUILD)).hasSize(1);
    assertThat(discord.commands(OTHER_GUILD)).hasSize(1);
  }

  @Test
  void alsoWhenTheFileWithTheHashesIsLost() throws java.io.IOException {
    start(false, GUILD);
    java.nio.file.Files.delete(dataDir.resolve("discord-commands.json"));
    start(false);
    assertThat(discord.commands(null)).hasSize(1);
    assertThat(discord.commands(GUILD)).isEmpty();
  }

  @Test
  void aRegistrationThatFailsForAMomentIsTriedAgain() {
    discord.faults().serverError(1, "PUT", PUTS, 500);
    start(false, GUILD);
    assertThat(discord.commands(GUILD)).hasSize(1);
  }

  private void start(boolean more, String... guilds) {
    Bot.Builder bot = bot().open("echo", (a, c) -> reply("x")).guilds(guilds);
    if (more) {
      bot.open("more", (a, c) -> reply("x"));
    }
    try (Bot started = bot.start()) {
      eventually().until(started.platform()::commandsRegistered);
    }
  }
}
