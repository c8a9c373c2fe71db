package hangup.chat.discord;

import static hangup.chat.discord.fake.FakeDiscord.ARCHIVED_THREAD;
import static hangup.chat.discord.fake.FakeDiscord.CHANNEL;
import static hangup.chat.discord.fake.FakeDiscord.SECOND_CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.ChatPlatformException;
import hangup.chat.Delivery;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.Faults.Fault;
import hangup.chat.discord.fake.RecordedRequest;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class DiscordFaultsTest extends DiscordTestBase {

  private static final String CALLBACK = "/interactions/.*";
  private static final String ANSWER = "/webhooks/.*@original";
  private static final String POSTS = "/channels/\\d+/messages";

  @Test
  void anAcknowledgementThatFailsIsTriedAgainInTime() {
    try (Bot bot = echo()) {
      discord.faults().serverError(2, "POST", CALLBACK, 500);
      assertAnsweredOnce(discord.command(ANNA, CHANNEL, "echo", Map.of()));
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void anAcknowledgementWhoseAnswerWasLostIsNotTakenForAFailure() {
    try (Bot bot = echo()) {
      discord.faults().next(1, "POST", CALLBACK, new Fault.Cut(true));
      assertAnsweredOnce(discord.command(ANNA, CHANNEL, "echo", Map.of()));
      assertThat(discord.acknowledgedAgain()).isEqualTo(1);
      assertThat(discord.messages(CHANNEL)).isEmpty();
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void anAnswerIsTriedUntilItArrives() {
    try (Bot bot = echo()) {
      discord.faults().serverError(2, "PATCH", ANSWER, 500);
      discord.faults().next(1, "PATCH", ANSWER, new Fault.Cut(false));
      discord.faults().next(1, "PATCH", ANSWER, new Fault.Cut(true));
      discord.faults().rateLimit(1, "PATCH", ANSWER, 1);
      assertAnsweredOnce(discord.command(ANNA, CHANNEL, "echo", Map.of()));
      eventually().until(() -> discord.requests("PATCH", ANSWER).size() >= 5);
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void anInteractionThatCouldNotBeAcknowledgedIsAnsweredByAMessage() {
    try (Bot bot = echo()) {
      discord
          .faults()
          .next(
              1,
              "POST",
              CALLBACK,
              new Fault.Status(
                  404, Map.of(), "{\"code\":10062,\"message\":\"Unknown interaction\"}"));
      discord.command(ANNA, CHANNEL, "echo", Map.of());
      eventually().until(() -> discord.messages(CHANNEL).size() == 1);
      assertThat(DiscordText.of(discord.messages(CHANNEL).get(0)))
          .startsWith("<@501> asked /echo:")
          .contains("hello");
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void anInteractionDeliveredTwiceIsAnsweredOnce() {
    try (Bot bot = echo()) {
      FakeInteraction asked = discord.command(ANNA, CHANNEL, "echo", Map.of());
      discord.deliverAgain(asked, ANNA, "echo");
      assertAnsweredOnce(asked);
      assertAnsweredOnce(discord.command(ANNA, CHANNEL, "echo", Map.of()));
      assertThat(discord.requests("POST", CALLBACK)).hasSize(2);
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void nothingIsLostOverDropsResumesAndNewSessions() {
    try (Bot bot = echo()) {
      List<FakeInteraction> asked = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        switch (round) {
          case 0 -> discord.gateway().drop();
          case 1 -> discord.gateway().askToReconnect();
          case 2 -> discord.gateway().close(4000, "Unknown error.");
          default -> discord.gateway().invalidateSession(true);
        }
        // While it is away; Discord sends it on resume.
        asked.add(discord.command(ANNA, CHANNEL, "echo", Map.of()));
        asked.forEach(this::assertAnsweredOnce);
        eventually().until(discord.gateway()::connected);
      }
      assertThat(discord.gateway().resumes()).isEqualTo(4);
      assertThat(discord.gateway().identifies()).isEqualTo(1);
      discord.gateway().invalidateSession(false);
      eventually().until(() -> discord.gateway().identifies() == 2);
      assertAnsweredOnce(discord.command(ANNA, CHANNEL, "echo", Map.of()));
      assertThat(bot.platform().trouble()).isEmpty();
    }
  }

  @Test
  void heartbeatsAreHealthAndADeadConnectionIsGivenUp() {
    discord.gateway().heartbeatEvery(Duration.ofMillis(300));
    try (Bot bot = echo()) {
      clock.advance(Duration.ofMinutes(5));
      Instant later = clock.instant();
      eventually().until(() -> bot.platform().lastHeard().orElseThrow().equals(later));
      discord.gateway().acknowledgeHeartbeats(false);
      eventually().until(() -> discord.gateway().resumes() > 0);
      discord.gateway().acknowledgeHeartbeats(true);
      assertAnsweredOnce(discord.command(ANNA, CHANNEL, "echo", Map.of()));
    }
  }

  @Test
  void aWrongTokenIsSaidClearlyAndWithoutTheToken() {
    DiscordPlatform platform =
        bot().token("wrong-token").open("echo", (a, c) -> reply("x")).build();
    assertThatThrownBy(platform::start)
        .isInstanceOf(ChatPlatformException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("discord.token")
        .hasMessageNotContaining("wrong-token");
    platform.close();
    assertThat(discord.requests()).hasSize(1);
  }

  @Test
  void aTokenRevokedWhileRunningStopsTheBot() {
    try (Bot bot = echo()) {
      discord.revokeToken();
      assertThat(bot.platform().send(channel(CHANNEL), reply("x"), "k"))
          .isInstanceOf(Delivery.Retry.class);
      eventually().until(() -> bot.platform().trouble().isPresent());
      assertThat(bot.platform().trouble().orElseThrow()).contains("401").contains("discord.token");
      int before = discord.requests().size();
      for (int i = 0; i < 20; i++) {
        assertThat(bot.platform().send(channel(CHANNEL), reply("x"), "k" + i))
            .isInstanceOf(Delivery.Retry.class);
      }
      assertThat(discord.requests()).hasSize(before);
    }
  }

  @Test
  void theGatewayMayRefuseTheTokenToo() {
    try (Bot bot = echo()) {
      discord.gateway().close(4004, "Authentication failed.");
      eventually().until(() -> bot.platform().trouble().isPresent());
      assertThat(bot.platform().trouble().orElseThrow()).contains("discord.token");
      assertThat(discord.gateway().identifies()).isEqualTo(1);
    }
  }

  @Test
  void aPostIsShownOnceThoughItsAnswerWasLost() {
    try (Bot bot = echo()) {
      discord.faults().next(2, "POST", POSTS, new Fault.Cut(true));
      Delivery delivery = bot.platform().send(channel(SECOND_CHANNEL), reply("once"), "digest/1");
      assertThat(delivery).isInstanceOf(Delivery.Sent.class);
      assertThat(bot.platform().send(channel(SECOND_CHANNEL), reply("once"), "digest/1"))
          .isEqualTo(delivery);
      assertThat(discord.messages(SECOND_CHANNEL)).hasSize(1);
      for (RecordedRequest request : discord.requests("POST", POSTS)) {
        assertThat(request.json().path("enforce_nonce").asBoolean()).isTrue();
        assertThat(request.json().path("nonce").asText()).hasSize(25);
      }
      assertThat(bot.platform().send(channel(SECOND_CHANNEL), reply("once"), "digest/2"))
          .isNotEqualTo(delivery);
    }
  }

  private static final String REFUSED_POSTS = "/channels/" + SECOND_CHANNEL + "/messages";

  @Test
  void rateLimitsAreObeyed() {
    try (Bot bot = echo()) {
      discord.faults().rateLimit(1, "POST", POSTS, 1);
      for (int i = 0; i < 7; i++) {
        assertThat(bot.platform().send(channel(SECOND_CHANNEL), reply("n" + i), "k" + i))
            .isInstanceOf(Delivery.Sent.class);
      }
      assertThat(discord.messages(SECOND_CHANNEL)).hasSize(7);
    }
  }

  @Test
  void aChannelThatCannotBeUsedIsNotAskedAgainAndAgain() {
    try (Bot bot = echo()) {
      discord.refusePosts(SECOND_CHANNEL, 403, 50013, "Missing Permissions");
      discord.refusePosts(ARCHIVED_THREAD, 400, 50083, "Thread is archived");
      for (int i = 0; i < 10; i++) {
        assertThat(bot.platform().send(channel(SECOND_CHANNEL), reply("x"), "a" + i))
            .isEqualTo(
                new Delivery.Refused(
                    "the bot may not write there; it needs the rights Send Messages (in threads:"
                        + " Send Messages in Threads), Embed Links and Attach Files"));
        assertThat(bot.platform().send(channel("2999"), reply("x"), "b" + i))
            .isEqualTo(new Delivery.Refused("the channel does not exist any more"));
        assertThat(bot.platform().send(channel(ARCHIVED_THREAD), reply("x"), "c" + i))
            .isEqualTo(new Delivery.Refused("the thread is archived and locked"));
      }
      assertThat(discord.requests("POST", "/channels/(" + SECOND_CHANNEL + "|2999)/messages"))
          .hasSize(2);
      clock.advance(Duration.ofMinutes(11));
      assertThat(bot.platform().send(channel(SECOND_CHANNEL), reply("x"), "later"))
          .isInstanceOf(Delivery.Refused.class);
      discord.allowPosts(SECOND_CHANNEL);
      clock.advance(Duration.ofMinutes(11));
      assertThat(bot.platform().send(channel(SECOND_CHANNEL), reply("x"), "at last"))
          .isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void anAdminHearsOnceThatAnswersCannotBeWritten() {
    List<String> troubles = new CopyOnWriteArrayList<>();
    try (Bot bot = bot().open("echo", (a, c) -> reply("x")).trouble(troubles::add).start()) {
      discord.refusePosts(SECOND_CHANNEL, 403, 50013, "Missing Permissions");
      for (int i = 0; i < 3; i++) {
        discord.write(ANNA, SECOND_CHANNEL, FakeDiscord.mention() + " /echo what:" + i);
      }

      eventually().until(() -> discord.requests("POST", REFUSED_POSTS).size() >= 3);
      assertThat(troubles)
          .singleElement()
          .asString()
          .contains("I cannot answer in channel " + SECOND_CHANNEL, "Send Messages");
      assertThat(bot.platform().lastHeard()).isPresent();
    }
  }

  @Test
  void whatDiscordRefusesAsMessageComesAsAFile() {
    try (Bot bot = echo()) {
      Fault bad = new Fault.Status(400, Map.of(), "{\"code\":50035,\"message\":\"Invalid\"}");
      discord.faults().next(1, "PATCH", ANSWER, bad);
      FakeInteraction asked = discord.command(ANNA, CHANNEL, "echo", Map.of());
      asked.awaitAnswer(SOON);
      assertThat(asked.messages().get(0).at("/attachments/0/filename").asText())
          .isEqualTo("answer.txt");
      discord.faults().next(1, "POST", POSTS, bad);
      assertThat(bot.platform().send(channel(CHANNEL), reply("x"), "k"))
          .isInstanceOf(Delivery.Sent.class);
      ObjectNode posted = discord.messages(CHANNEL).get(0);
      assertThat(posted.at("/attachments/0/filename").asText()).isEqualTo("answer.txt");
    }
  }

  @Test
  void aStopAnswersWhatIsInFlightAndExcusesTheRest() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Bot bot =
        bot()
            .open("short", (a, c) -> waitFor(started, release))
            .open("endless", (a, c) -> waitFor(started, never))
            .start();
    FakeInteraction inTime = discord.command(ANNA, CHANNEL, "short", Map.of());
    FakeInteraction endless = discord.command(ANNA, CHANNEL, "endless", Map.of());
    started.await();
    Thread stopping = new Thread(bot::close);
    stopping.start();
    FakeInteraction late = discord.command(ANNA, CHANNEL, "short", Map.of());
    late.awaitAcknowledgement(SOON);
    release.countDown();
    assertThat(DiscordText.of(inTime.awaitAnswer(SOON))).contains("done");
    assertThat(DiscordText.of(endless.awaitAnswer(SOON))).contains("restarted").contains("again");
    stopping.join();
    assertThat(endless.answers()).isEqualTo(1);
    // The server hears of the closed socket a moment later.
    await().atMost(SOON).until(() -> !discord.gateway().connected());
  }

  private static Reply waitFor(CountDownLatch started, CountDownLatch release) {
    started.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return reply("done");
  }

  private Bot echo() {
    return bot()
        .open("echo", (a, c) -> Reply.builder("Echo", Severity.INFO).text("hello").build())
        .start();
  }

  private void assertAnsweredOnce(FakeInteraction asked) {
    assertThat(DiscordText.of(asked.awaitAnswer(SOON))).contains("hello");
    assertThat(asked.answers()).isEqualTo(1);
  }
}
