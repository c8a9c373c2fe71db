package hangup.chat.discord;

import static hangup.chat.discord.fake.FakeDiscord.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.FakeInteraction.CallbackType;
import hangup.chat.discord.fake.FakeUser;
import hangup.command.CommandException;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.command.Suggestion;
import hangup.command.Vocabulary;
import hangup.reply.Attachment;
import hangup.reply.Menu;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DiscordPlatformTest extends DiscordTestBase {

  @Test
  void aCommandIsDeferredThenAnswered() {
    try (Bot bot = bot().open("echo", (a, c) -> reply(a.get("what").orElse(""))).start()) {
      FakeInteraction asked =
          discord.command(ANNA, CHANNEL, "echo", Map.of("what", "*stars* @everyone <@1>"));
      assertThat(asked.awaitAcknowledgement(SOON)).isEqualTo(CallbackType.DEFERRED_MESSAGE);
      JsonNode answer = asked.awaitAnswer(SOON);
      assertThat(answer.at("/embeds/0/title").asText()).isEqualTo("✅ Answer");
      assertThat(answer.at("/embeds/0/description").asText())
          .isEqualTo("\\*stars\\* \\@everyone \\<\\@1\\>");
      assertThat(FakeInteraction.isEphemeral(answer)).isFalse();
      assertThat(asked.answers()).isEqualTo(1);
      assertThat(bot.platform().lastHeard()).contains(clock.instant());
      // GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES: nothing privileged.
      assertThat(discord.gateway().intents()).isEqualTo(1 | 1 << 9 | 1 << 12);
    }
  }

  @Test
  void quietAnswersTheAskerAlone() {
    try (Bot bot = bot().open("echo", (a, c) -> reply("psst")).start()) {
      FakeInteraction asked = discord.command(ANNA, CHANNEL, "echo", Map.of("quiet", true));
      assertThat(FakeInteraction.isEphemeral(asked.awaitAnswer(SOON))).isTrue();
      assertThat(asked.messages()).hasSize(1);
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void whoMayNotAskIsToldSoAloneAndNothingIsRun() {
    AtomicInteger runs = new AtomicInteger();
    try (Bot bot =
        bot()
            .command(
                "figures",
                Permission.FIGURES,
                List.of(),
                (a, c) -> {
                  runs.incrementAndGet();
                  return reply("4711 calls");
                })
            .start()) {
      FakeInteraction asked = discord.command(ANNA, CHANNEL, "figures", Map.of());
      assertThat(asked.awaitAcknowledgement(SOON)).isEqualTo(CallbackType.MESSAGE);
      JsonNode answer = asked.awaitAnswer(SOON);
      assertThat(FakeInteraction.isEphemeral(answer)).isTrue();
      assertThat(DiscordText.of(answer))
          .isEqualTo("You may not use /figures here. Ask the administrator of this bot.");
      assertThat(runs).hasValue(0);
      assertThat(discord.command(NOC, CHANNEL, "figures", Map.of()).awaitAnswer(SOON).toString())
          .contains("4711");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void otherServersAreNotServedThoughTheyInvitedTheBot() {
    try (Bot bot = bot().open("echo", (a, c) -> reply("hello")).guilds().start()) {
      assertThat(
              DiscordText.of(
                  discord
                      .command(ANNA, FakeDiscord.OTHER_GUILD_CHANNEL, "echo", Map.of())
                      .awaitAnswer(SOON)))
          .contains("hello");
      assertThat(bot.platform().name()).isEqualTo("discord");
    }
    try (Bot bot = bot().open("echo", (a, c) -> reply("hello")).start()) {
      FakeInteraction mentioned = discord.command(ANNA, CHANNEL, "echo", Map.of());
      assertThat(DiscordText.of(mentioned.awaitAnswer(SOON))).contains("hello");
      discord.write(ANNA, FakeDiscord.OTHER_GUILD_CHANNEL, FakeDiscord.mention() + " /echo");
      discord.write(ANNA, CHANNEL, FakeDiscord.mention() + " /echo");
      eventually().until(() -> !discord.messages(CHANNEL).isEmpty());
      assertThat(discord.messages(FakeDiscord.OTHER_GUILD_CHANNEL)).isEmpty();
      assertThat(bot.platform().name()).isEqualTo("discord");
    }
  }

  @Test
  void aThreadBelongsToItsChannel() {
    List<Context> seen = new CopyOnWriteArrayList<>();
    try (Bot bot =
        bot()
            .open(
                "echo",
                (a, c) -> {
                  seen.add(c);
                  return reply("x");
                })
            .start()) {
      discord.command(NOC, FakeDiscord.THREAD, "echo", Map.of()).awaitAnswer(SOON);
      assertThat(seen.get(0).channel().channel()).isEqualTo(CHANNEL);
      assertThat(seen.get(0).channel().thread()).contains(FakeDiscord.THREAD);
      assertThat(seen.get(0).channel().space()).contains(FakeDiscord.GUILD);
      assertThat(seen.get(0).asker().roles()).contains(FakeDiscord.NOC_ROLE);
      assertThat(bot.platform().send(seen.get(0).channel(), reply("here"), "k").toString())
          .startsWith("Sent");
      assertThat(discord.messages(FakeDiscord.THREAD)).hasSize(1);
    }
  }

  @Test
  void aSlowCommandDelaysNoOther() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    try (Bot bot =
        bot()
            .open(
                "slow",
                (a, c) -> {
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return reply("slow");
                })
            .open("fast", (a, c) -> reply("fast"))
            .start()) {
      List<FakeInteraction> slow =
          IntStream.range(0, 100)
              .mapToObj(i -> discord.command(ANNA, CHANNEL, "slow", Map.of()))
              .toList();
      FakeInteraction fast = discord.command(ANNA, CHANNEL, "fast", Map.of());
      assertThat(DiscordText.of(fast.awaitAnswer(SOON))).contains("fast");
      slow.forEach(asked -> asked.awaitAcknowledgement(SOON));
      assertThat(slow).noneMatch(FakeInteraction::answered);
      release.countDown();
      slow.forEach(asked -> asked.awaitAnswer(SOON));
      assertThat(slow).allMatch(asked -> asked.answers() == 1);
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void completionsAreRankedAndFew() {
    List<String> gateways = IntStream.range(0, 60).mapToObj(i -> "GW-" + i).toList();
    Vocabulary vocabulary =
        new Vocabulary(
            () -> gateways,
            List::of,
            List::<Suggestion>of,
            words -> Vocabulary.EMPTY.search().apply(words));
    Option option = Option.optional("gateway", Option.Kind.GATEWAY, "Which gateway");
    try (Bot bot =
        bot()
            .vocabulary(vocabulary)
            .command("gate", Permission.FIGURES, List.of(option), (a, c) -> reply("x"))
            .start()) {
      FakeInteraction typing = discord.typeInto(NOC, CHANNEL, "gate", "gateway", "gw-4", Map.of());
      typing.awaitAnswer(SOON);
      List<JsonNode> choices = FakeDiscord.list(typing.choices().orElseThrow());
      assertThat(choices).hasSize(11);
      assertThat(choices.get(0).path("value").asText()).isEqualTo("GW-4");
      FakeInteraction all = discord.typeInto(NOC, CHANNEL, "gate", "gateway", "", Map.of());
      assertThat(all.awaitAnswer(SOON)).hasSize(25);
      FakeInteraction stranger = discord.typeInto(ANNA, CHANNEL, "gate", "gateway", "gw", Map.of());
      assertThat(stranger.awaitAnswer(SOON)).isEmpty();
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void buttonsAndMenusWorkAfterARestart() {
    FakeInteraction asked;
    try (Bot bot = withButtons().start()) {
      asked = discord.command(NOC, CHANNEL, "menu", Map.of());
      asked.awaitAnswer(SOON);
      assertThat(bot.platform().trouble()).isEmpty();
    }
    try (Bot bot = withButtons().start()) {
      ObjectNode message = asked.messages().get(0);
      FakeInteraction pressed = discord.press(NOC, message, button(message, "Other"));
      assertThat(pressed.awaitAcknowledgement(SOON)).isEqualTo(CallbackType.DEFERRED_UPDATE);
      JsonNode changed = pressed.awaitAnswer(SOON);
      assertThat(changed.path("id")).isEqualTo(message.path("id"));
      assertThat(DiscordText.of(changed)).contains("the other").doesNotContain("Choose");
      assertThat(changed.findValuesAsText("label")).containsExactly("Refresh");
      JsonNode option = message.findValue("options").get(0);
      FakeInteraction chosen = discord.choose(NOC, message, "menu1", option.path("value").asText());
      assertThat(DiscordText.of(chosen.awaitAnswer(SOON))).contains("asked: by gateway");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void aPressChangesNothingForWhoMayNotOrCannotBeBelieved() {
    try (Bot bot = withButtons().start()) {
      FakeInteraction asked = discord.command(NOC, CHANNEL, "menu", Map.of());
      asked.awaitAnswer(SOON);
      ObjectNode message = asked.messages().get(0);
      FakeInteraction stranger = discord.press(ANNA, message, button(message, "Other"));
      assertThat(stranger.awaitAcknowledgement(SOON)).isEqualTo(CallbackType.MESSAGE);
      JsonNode refusal = stranger.awaitAnswer(SOON);
      assertThat(FakeInteraction.isEphemeral(refusal)).isTrue();
      assertThat(DiscordText.of(refusal)).contains("You may not use /other");
      String id = button(message, "Other");
      char last = id.charAt(id.length() - 1);
      String forged = id.substring(0, id.length() - 1) + (last == 'x' ? 'y' : 'x');
      JsonNode told = discord.press(NOC, message, forged).awaitAnswer(SOON);
      assertThat(DiscordText.of(told)).contains("not one of mine");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void figuresCanBeRefreshedInPlace() {
    AtomicInteger runs = new AtomicInteger();
    Option option = Option.optional("gateway", Option.Kind.GATEWAY, "Which gateway");
    try (Bot bot =
        bot()
            .command(
                "figures",
                Permission.FIGURES,
                List.of(option),
                (a, c) -> reply(a.get("gateway").orElse("") + " for the " + runs.incrementAndGet()))
            .start()) {
      FakeInteraction asked =
          discord.command(NOC, CHANNEL, "figures", Map.of("gateway", "GW \"7\""));
      JsonNode first = asked.awaitAnswer(SOON);
      assertThat(DiscordText.of(first)).contains("GW \"7\" for the 1");
      for (int i = 2; i < 4; i++) {
        ObjectNode message = asked.messages().get(0);
        JsonNode again = discord.press(NOC, message, button(message, "Refresh")).awaitAnswer(SOON);
        assertThat(again.path("id")).isEqualTo(message.path("id"));
        assertThat(DiscordText.of(again)).contains("GW \"7\" for the " + i);
      }
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void anErrorBehindAButtonIsToldAsideAndTheMessageStays() {
    try (Bot bot = withButtons().start()) {
      FakeInteraction asked = discord.command(NOC, CHANNEL, "menu", Map.of());
      asked.awaitAnswer(SOON);
      ObjectNode message = asked.messages().get(0);
      FakeInteraction pressed = discord.press(NOC, message, button(message, "Wrong"));
      JsonNode told = pressed.awaitAnswer(SOON);
      assertThat(FakeInteraction.isEphemeral(told)).isTrue();
      assertThat(DiscordText.of(told)).contains("no such thing");
      assertThat(pressed.messages()).hasSize(1);
      assertThat(discord.requests("PATCH", ".*@original")).hasSize(1);
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  private Bot.Builder withButtons() {
    return bot()
        .open(
            "menu",
            (a, c) ->
                Reply.builder("Choose", Severity.INFO)
                    .button("Other", "/other")
                    .button("Wrong", "/wrong")
                    .menu(
                        new Menu(
                            "More",
                            List.of(
                                new hangup.reply.Button("By gateway", "/ask what:\"by gateway\""))))
                    .build())
        .open("ask", (a, c) -> reply("asked: " + a.get("what").orElse("")))
        .open(
            "wrong",
            (a, c) -> {
              throw new CommandException("There is no such thing.");
            })
        .command("other", Permission.FIGURES, List.of(), (a, c) -> reply("the other"));
  }

  @Test
  void plainWordsAreAnsweredWhenTheBotIsMeantOnly() {
    try (Bot bot =
        bot().open("echo", (a, c) -> reply("heard " + a.get("what").orElse(""))).start()) {
      discord.write(ANNA, CHANNEL, "/echo nobody");
      String id = discord.write(ANNA, CHANNEL, FakeDiscord.mention() + " /echo this");
      eventually().until(() -> discord.messages(CHANNEL).size() == 1);
      ObjectNode answer = discord.messages(CHANNEL).get(0);
      assertThat(DiscordText.of(answer)).contains("heard this");
      assertThat(answer.at("/referenced/message_id").asText()).isEqualTo(id);
      String direct = FakeDiscord.directChannel(ANNA);
      discord.write(ANNA, direct, "/echo that");
      eventually().until(() -> discord.messages(direct).size() == 1);
      assertThat(DiscordText.of(discord.messages(direct).get(0))).contains("heard that");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void aPrivateAnswerToAMentionComesAsADirectMessage() {
    try (Bot bot =
        bot()
            .open(
                "hush",
                (a, c) -> Reply.builder("Hush", Severity.LOW).forAskerOnly().text("secret").build())
            .start()) {
      discord.write(ANNA, CHANNEL, FakeDiscord.mention() + " /hush");
      String direct = FakeDiscord.directChannel(ANNA);
      eventually().until(() -> discord.messages(direct).size() == 1);
      assertThat(discord.messages(CHANNEL)).isEmpty();
      discord.refusePosts(direct, 403, 50007, "Cannot send messages to this user");
      discord.write(ANNA, CHANNEL, FakeDiscord.mention() + " /hush");
      eventually().until(() -> discord.messages(CHANNEL).size() == 1);
      assertThat(DiscordText.of(discord.messages(CHANNEL).get(0)))
          .contains("no direct messages")
          .doesNotContain("secret");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void afterFifteenMinutesTheAnswerIsAnOrdinaryMessage() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    FakeUser bert = FakeUser.member("503", "Bert");
    try (Bot bot =
        bot()
            .open(
                "slow",
                (a, c) -> {
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return reply("at last");
                })
            .start()) {
      FakeInteraction open = discord.command(ANNA, CHANNEL, "slow", Map.of());
      FakeInteraction quiet = discord.command(bert, CHANNEL, "slow", Map.of("quiet", true));
      open.awaitAcknowledgement(SOON);
      quiet.awaitAcknowledgement(SOON);
      clock.advance(Duration.ofMinutes(16));
      release.countDown();
      eventually().until(() -> discord.messages(CHANNEL).size() == 1);
      String direct = FakeDiscord.directChannel(bert);
      eventually().until(() -> discord.messages(direct).size() == 1);
      assertThat(DiscordText.of(discord.messages(CHANNEL).get(0)))
          .startsWith("<@501> asked /slow:")
          .contains("at last");
      assertThat(DiscordText.of(discord.messages(direct).get(0))).contains("at last");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void filesBeyondDiscordsLimitsAreNamedNotSent() {
    Reply.Builder reply = Reply.builder("Figures", Severity.INFO);
    reply.attach(new Attachment("huge.csv", "text/csv", "x".repeat(11 * 1024 * 1024)));
    for (int i = 0; i < 12; i++) {
      reply.attach(new Attachment("part" + i + ".csv", "text/csv", "a,b\n"));
    }
    Reply built = reply.build();
    try (Bot bot = bot().open("echo", (a, c) -> built).start()) {
      FakeInteraction asked = discord.command(ANNA, CHANNEL, "echo", Map.of());
      asked.awaitAnswer(SOON);
      ObjectNode shown = asked.messages().get(0);

      assertThat(shown.path("attachments")).hasSize(9);
      assertThat(DiscordText.of(shown)).contains("huge.csv is too big", "part11.csv is too big");
      assertThat(bot.platform().lastHeard()).isPresent();
    }
  }
}
