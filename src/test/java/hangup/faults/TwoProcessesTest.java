package hangup.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.cdr.sql.PostgresServer;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import hangup.chat.telegram.fake.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole bots of one token on one PostgreSQL: one hears, the other takes over. */
class TwoProcessesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TELEGRAM_TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final String DATABASE = "two_processes";
  private static final FakeUser ADA = FakeUser.person(501, "Ada");
  private static final hangup.chat.discord.fake.FakeUser BOB =
      hangup.chat.discord.fake.FakeUser.member("601", "Bob");

  @TempDir Path dir;

  private final FakeDiscord discord = FakeDiscord.start();
  private final FakeTelegram telegram = FakeTelegram.start(TELEGRAM_TOKEN, Clock.systemUTC());
  private final FakeChat group = telegram.supergroup(-1_003_000_000_000L, "NOC");
  private final List<BotProcess> running = new ArrayList<>();

  @BeforeEach
  void database() {
    telegram.ignoreRates();
    PostgresServer.shared()
        .run("drop database if exists " + DATABASE, "create database " + DATABASE);
  }

  @AfterEach
  void close() {
    running.forEach(BotProcess::close);
    discord.close();
    telegram.close();
  }

  @Test
  void oneHearsAndTheOtherTakesOverWithWhatWasUnanswered() throws Exception {
    BotProcess first = start("a");
    BotProcess second = start("b");
    awaitHears(first);
    assertThat(part(second, "telegram")).contains("up", "standby");
    assertThat(part(second, "discord")).contains("up", "standby");

    // Each question is answered, and each order carried out, once.
    assertThat(ask("/digest on at 09:00")).contains("Digest 1 is on");
    FakeInteraction on =
        discord.command(
            BOB, FakeDiscord.SECOND_CHANNEL, "digest", Map.of("do", "on", "at", "10:00"));
    assertThat(on.awaitAnswer(SOON).toString()).contains("Digest 2 is on");
    String before = discord.write(BOB, FakeDiscord.CHANNEL, FakeDiscord.mention() + " why 22?");
    await().atMost(SOON).until(() -> answersTo(FakeDiscord.CHANNEL, before).size() == 1);
    FakeMessage shown = last();

    // The process that hears dies with questions that Telegram has been told are taken over.
    telegram
        .faults()
        .always(
            method ->
                method.equals("sendMessage") ? Optional.of(Fault.internal()) : Optional.empty());
    List<Integer> asked = new ArrayList<>();
    for (int code : List.of(22, 15, 7, 21, 4, 23)) {
      telegram.say(group, ADA, "/fix " + code);
      asked.add(group.messages().get(group.messages().size() - 1).id());
    }
    await().atMost(SOON).until(() -> telegram.unconfirmed().isEmpty());
    assertThat(telegram.conflicts()).isZero();
    first.kill();
    telegram.faults().clear();
    awaitHears(second);
    await().atMost(SOON).until(() -> asked.stream().allMatch(id -> repliesTo(id) == 1));

    // A button of the one that died is known to the other.
    String query =
        telegram.press(ADA, shown, shown.buttons().get(shown.buttons().size() - 1).data());
    await().atMost(SOON).until(() -> telegram.callbackAnswer(query).isPresent());
    assertThat(telegram.callbackAnswer(query)).contains("");
    FakeInteraction list =
        discord.command(BOB, FakeDiscord.SECOND_CHANNEL, "digest", Map.of("do", "list"));
    assertThat(list.awaitAnswer(SOON).toString()).contains("Set up by Bob");

    // One that comes back stands by, and takes over when the other is stopped.
    BotProcess third = start("a");
    await().atMost(SOON).until(() -> part(third, "telegram").contains("standby"));
    second.stop();
    awaitHears(third);
    assertThat(ask("/digest list")).contains("09:00");
    FakeInteraction after =
        discord.command(BOB, FakeDiscord.CHANNEL, "fix", Map.of("reason", "22"));
    assertThat(after.awaitAnswer(SOON).toString()).contains("Available");

    assertThat(asked).allSatisfy(id -> assertThat(repliesTo(id)).isEqualTo(1));
    assertThat(answersTo(FakeDiscord.CHANNEL, before)).hasSize(1);
    assertThat(discord.acknowledgedAgain()).isZero();
    assertThat(discord.violations()).isEmpty();
    assertThat(telegram.problems()).isEmpty();
    // Of a process that ended, the last poll may still be open at the server.
    assertThat(telegram.conflicts()).isLessThanOrEqualTo(2);
  }

  private BotProcess start(String name) throws IOException {
    int port = freePort();
    Path file = dir.resolve(name + ".yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
            zone: UTC
            dataDir: %s
            admin: {port: %d}
            discord: {guilds: ["%s"], apiUrl: "%s", gatewayUrl: "%s"}
            telegram: {apiUrl: "%s"}
            access: [{allow: [all]}]
            state: {jdbcUrl: "%s", user: postgres}
            """,
            dir.resolve(name),
            port,
            FakeDiscord.GUILD,
            discord.apiUrl(),
            discord.gatewayUrl(),
            telegram.url(),
            PostgresServer.shared().url().replaceFirst("/postgres$", "/" + DATABASE)));
    BotProcess bot =
        BotProcess.start(
            file,
            Map.of(
                "HANGUP_DISCORD_TOKEN",
                FakeDiscord.TOKEN,
                "HANGUP_TELEGRAM_TOKEN",
                TELEGRAM_TOKEN,
                "HANGUP_STATE_PASSWORD",
                "postgres"),
            port,
            dir.resolve(name + ".log"));
    running.add(bot);
    return bot;
  }

  private static void awaitHears(BotProcess bot) {
    for (String platform : List.of("telegram", "discord")) {
      await().atMost(SOON).until(() -> part(bot, platform), part -> part.contains("heard of"));
    }
  }

  private static String part(BotProcess bot, String name) throws IOException {
    for (JsonNode part : new ObjectMapper().readTree(bot.get("/readyz")).path("parts")) {
      if (part.path("name").asText().equals(name)) {
        return part.toString();
      }
    }
    return "";
  }

  private String ask(String line) {
    telegram.say(group, ADA, line);
    int id = group.messages().get(group.messages().size() - 1).id();
    await().atMost(SOON).until(() -> repliesTo(id) > 0);
    return last().text();
  }

  private FakeMessage last() {
    List<FakeMessage> all = group.fromBot();
    return all.get(all.size() - 1);
  }

  private long repliesTo(int message) {
    return group.fromBot().stream().filter(one -> one.replyTo() == message).count();
  }

  private List<JsonNode> answersTo(String channel, String message) {
    List<JsonNode> answers = new ArrayList<>();
    for (JsonNode one : discord.messages(channel)) {
      if (one.path("referenced").path("message_id").asText().equals(message)) {
        answers.add(one);
      }
    }
    return answers;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
