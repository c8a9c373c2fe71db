package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot on both platforms, as {@code hangup run} puts it together. */
class BotTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TELEGRAM_TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final long GROUP = -4_711L;
  private static final long SUPERGROUP = -1_001_234_567_890L;
  private static final FakeUser ADA = FakeUser.person(501, "Ada");
  private static final hangup.chat.discord.fake.FakeUser BOB =
      hangup.chat.discord.fake.FakeUser.member("601", "Bob", FakeDiscord.NOC_ROLE);

  @TempDir Path dir;
  private final FakeDiscord discord = FakeDiscord.start();
  private final FakeTelegram telegram = FakeTelegram.start(TELEGRAM_TOKEN, Clock.systemUTC());

  private @Nullable Running running;

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
    discord.close();
    telegram.close();
  }

  @Test
  void adminsHearThatItRuns() throws IOException {
    run();

    await().atMost(SOON).until(() -> notices().size() == 1);
    assertThat(notices().get(0)).contains("Started", "Hangup", "is running");
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void aDigestGoesAlongWithAGroupThatBecomesASupergroup() throws IOException {
    FakeChat group = telegram.group(GROUP, "NOC");
    run();

    assertThat(ask(group, "/digest on at 09:00 zone Asia/Dhaka")).contains("09:00");
    FakeChat moved = telegram.migrate(group, SUPERGROUP, true);

    await().atMost(SOON).until(() -> ask(moved, "/digest list").contains("09:00"));
    assertThat(ask(moved, "/digest list")).contains("Asia/Dhaka");
    assertThat(telegram.problems()).isEmpty();
  }

  @Test
  void aChannelsSettingsHoldForItsAnswers() throws IOException {
    FakeChat group = telegram.group(GROUP, "NOC");
    run();

    assertThat(ask(group, "/settings zone:America/New_York")).contains("America/New_York");
    assertThat(ask(group, "/digest on at 09:00")).contains("America/New_York");

    FakeInteraction here = discord.command(BOB, FakeDiscord.SECOND_CHANNEL, "settings", Map.of());
    assertThat(here.awaitAnswer(SOON).toString()).contains("Asia/Dhaka");
  }

  @Test
  void aDigestOfTheSettingsFileIsListedInItsChannel() throws IOException {
    FakeChat group = telegram.group(GROUP, "NOC");
    settings("digests: [{name: morning, channel: telegram/" + GROUP + ", at: '08:15'}]");
    run();

    assertThat(ask(group, "/digest list")).contains("morning", "08:15");
  }

  @Test
  void aChangeOfTheSettingsIsTakenAndAMistakeToldOnce() throws IOException {
    FakeChat group = telegram.group(GROUP, "NOC");
    run();
    assertThat(ask(group, "/settings")).contains("Asia/Dhaka");
    await().atMost(SOON).until(() -> notices().size() == 1);

    settings("zone: Mars/Olympus", "limts: {perUser: 3}");
    await().atMost(SOON).until(() -> notices().size() == 2);
    assertThat(notices().get(1))
        .contains("Settings not taken", "hangup.yaml", "limits", "Mars/Olympus");
    assertThat(ask(group, "/settings")).contains("Asia/Dhaka");

    settings(
        "zone: Europe/Berlin",
        "access: [{allow: [figures, settings]}]",
        "digests: [{name: morning, channel: telegram/" + GROUP + ", at: '08:15'}]",
        "log: {format: json}",
        "catalog: {table: vos3000-signed}");
    await().atMost(SOON).until(() -> notices().size() == 3);
    assertThat(notices().get(2))
        .contains("Settings read again", "access, catalog", "digests, zone")
        .contains("Only after a restart", "log", "format");
    assertThat(ask(group, "/settings")).contains("Europe/Berlin");
    assertThat(ask(group, "/calls 8801711")).contains("may not use");
    assertThat(ask(group, "/reason -9")).doesNotContain("not in the");

    settings("access: [{allow: [all]}]");
    bot().reload();
    await().atMost(SOON).until(() -> notices().size() == 4);
    assertThat(ask(group, "/digest list")).doesNotContain("08:15");
    assertThat(ask(group, "/settings")).contains("Asia/Dhaka");
  }

  @Test
  void itsPortTellsOfEachPart() throws Exception {
    FakeChat group = telegram.group(GROUP, "NOC");
    run();
    ask(group, "/summary today");
    JsonNode ready = new ObjectMapper().readTree(get("/readyz"));
    assertThat(ready.path("parts").findValuesAsText("name"))
        .containsExactly("discord", "telegram", "state store", "scheduler");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(get("/readyz"))
                    .contains("\"state\":\"up\"")
                    .doesNotContain("degraded", "down"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(get("/metrics"))
                    .contains("hangup_deliveries_total{kind=\"notice\",outcome=\"sent\"} 1.0"));
    String metrics = get("/metrics");
    for (String file : List.of("config/grafana/hangup.json", "config/prometheus/alerts.yaml")) {
      Matcher names =
          Pattern.compile("\\b(?:hangup|jvm|process|system)_[a-z_]+\\b")
              .matcher(Files.readString(Path.of(file)));
      assertThat(names.results().map(MatchResult::group).distinct())
          .filteredOn(name -> !name.startsWith("hangup_follower_"))
          .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "(?:\\{| )"));
    }
  }

  private Bot bot() {
    return Objects.requireNonNull(running).bot();
  }

  private String get(String path) throws Exception {
    String port = bot().describe().replaceFirst(".*port ", "");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String ask(FakeChat chat, String line) {
    int before = chat.fromBot().size();
    telegram.say(chat, ADA, line);
    await().atMost(SOON).until(() -> chat.fromBot().size() > before);
    List<FakeMessage> all = chat.fromBot();
    return all.get(all.size() - 1).text();
  }

  private List<String> notices() {
    return discord.messages(FakeDiscord.CHANNEL).stream().map(Object::toString).toList();
  }

  private Path settings(String... more) throws IOException {
    Path file = dir.resolve("hangup.yaml");
    if (!Files.exists(file) || more.length > 0) {
      String text =
          """
          zone: Asia/Dhaka
          dataDir: %s
          admin: {port: 0}
          discord: {guilds: ["%s"], apiUrl: "%s", gatewayUrl: "%s"}
          telegram: {apiUrl: "%s"}
          access: [{allow: [all]}]
          notices: {channel: discord/%s}
          """
              .formatted(
                  dir.resolve("data"),
                  FakeDiscord.GUILD,
                  discord.apiUrl(),
                  discord.gatewayUrl(),
                  telegram.url(),
                  FakeDiscord.CHANNEL);
      // What is given goes before the same key above.
      List<String> lines =
          text.lines()
              .filter(
                  line ->
                      Arrays.stream(more)
                          .noneMatch(one -> line.startsWith(one.replaceFirst(":.*", ":"))))
              .toList();
      Files.writeString(
          file,
          String.join("\n", lines) + "\n" + String.join("\n", more) + "\n",
          StandardCharsets.UTF_8);
    }
    return file;
  }

  private void run() throws IOException {
    Shell shell =
        new Shell(dir.resolve("data"))
            .with("HANGUP_ZONE", "")
            .with("HANGUP_DISCORD_TOKEN", FakeDiscord.TOKEN)
            .with("HANGUP_TELEGRAM_TOKEN", TELEGRAM_TOKEN);
    Wiring wiring = Wiring.of(shell.io(), GlobalOptions.of(settings()));
    try {
      running = new Running(wiring, Bot.start(wiring));
    } catch (RuntimeException e) {
      wiring.close();
      throw e;
    }
  }

  private record Running(Wiring wiring, Bot bot) implements AutoCloseable {
    @Override
    public void close() {
      bot.close();
      wiring.close();
    }
  }
}
