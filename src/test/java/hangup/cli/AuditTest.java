package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What admins see of what was asked and changed, in a running bot and after it. */
class AuditTest {

  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final String NUMBER = "8801712345678";
  private static final FakeUser ADA = FakeUser.person(501, "Ada <b>8801799999999</b>");
  private static final FakeUser EVE = FakeUser.person(666, "Eve");

  @TempDir Path dir;
  private final FakeTelegram telegram = FakeTelegram.start(TOKEN, Clock.systemUTC());
  private final FakeChat group = telegram.group(-4_711L, "NOC");

  private @Nullable Wiring wiring;
  private @Nullable Bot bot;

  @AfterEach
  void close() {
    stop();
    telegram.close();
  }

  @Test
  void showsWhoAskedAndChangedWhat() throws IOException {
    run();
    ask(ADA, "/summary yesterday");
    ask(ADA, "/calls " + NUMBER + " yesterday");
    ask(ADA, "/calls +880-1712-345678 as:number");
    ask(ADA, "/digest on at 09:00");
    ask(ADA, "/settings numbers:comma");
    ask(ADA, "/reason " + TOKEN);
    ask(EVE, "/summary");
    ask(ADA, "drop the tables of " + NUMBER);

    String all = audited("/audit", "Eve");
    assertThat(all)
        .contains("/summary period:yesterday")
        .contains("/calls who:880171234**** period:yesterday")
        .contains("/calls who:+880171234**** as:number")
        .contains("/digest do:on at:09:00", "digest on:", "every day at 09:00", "changed")
        .contains("/settings numbers:comma", "settings: numbers:comma")
        .contains("refused", "mistake", "(not read)")
        .contains("Ada <b>880179999****</b>")
        .contains("/reason reason:(secret)")
        .doesNotContain(NUMBER, "8801799999999", "AAbbCC", "drop the tables");
    assertThat(ask(ADA, "/audit refused")).contains("Eve", "/summary").doesNotContain("comma");
    assertThat(ask(ADA, "/audit who:666")).contains("Eve").doesNotContain("numbers:comma");
    assertThat(ask(ADA, "/audit command:digest"))
        .contains("/digest do:on", "digest on:")
        .doesNotContain("numbers:comma");
    assertThat(ask(ADA, "/audit 2020-01-01")).contains("Nothing was asked or changed");
    assertThat(telegram.problems()).isEmpty();
    stop();

    assertThat(kept())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(text(file))
                    .doesNotContain(NUMBER, "1712345678", "1712-345678", "AAbbCC"));
  }

  @Test
  void isForAdminsOnly() throws IOException {
    run();
    ask(ADA, "/summary yesterday");

    assertThat(ask(EVE, "/audit")).doesNotContain("summary");
    assertThat(audited("/audit", "Eve")).contains("/audit", "refused");
  }

  @Test
  void isThereAfterARestartAndInTheConsole() throws IOException {
    run();
    ask(ADA, "/summary 2026-11-01");
    stop();

    Shell.Outcome console = new Shell(dir.resolve("data")).run("ask", "/audit");
    assertThat(console.exit()).isZero();
    assertThat(console.out()).contains("Ada", "/summary period:2026-11-01");

    run();
    assertThat(audited("/audit", "Ada")).contains("/summary period:2026-11-01");
    assertThat(new Shell(dir.resolve("nothing")).run("ask", "/audit").out())
        .doesNotContain("in all");
  }

  @Test
  void questionsOfTheLocalPageAreInIt() throws Exception {
    run();
    Matcher port = Pattern.compile("port ([0-9]+)").matcher(Objects.requireNonNull(bot).describe());
    assertThat(port.find()).isTrue();
    HttpClient client = HttpClient.newHttpClient();
    URI page = URI.create("http://127.0.0.1:" + port.group(1) + "/?q=%2Fcalls+" + NUMBER);
    assertThat(
            client
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);

    assertThat(audited("/audit", "operator")).contains("/calls who:880171234****", "page local");
  }

  /** The answer once it has that text: entries are written a moment after their answers. */
  private String audited(String line, String text) {
    StringBuilder last = new StringBuilder();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              last.setLength(0);
              last.append(ask(ADA, line));
              return last.indexOf(text) >= 0;
            });
    return last.toString();
  }

  /** Ada asks privately, where answers for the asker alone come; everybody else in the group. */
  private String ask(FakeUser user, String line) {
    FakeChat chat = user.equals(ADA) ? telegram.privateChat(ADA) : group;
    int before = chat.fromBot().size();
    telegram.say(chat, user, line);
    await().atMost(SOON).until(() -> chat.fromBot().size() > before);
    // A long answer comes in several messages.
    await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> chat.fromBot().size() > before);
    List<FakeMessage> all = chat.fromBot();
    return all.subList(before, all.size()).stream()
        .map(FakeMessage::text)
        .collect(Collectors.joining("\n"));
  }

  /** The files of the bot's own database. */
  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve("data"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith("state"))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() throws IOException {
    Path file = dir.resolve("hangup.yaml");
    Files.writeString(
        file,
        """
        zone: Asia/Dhaka
        dataDir: %s
        admin: {port: 0}
        telegram: {apiUrl: "%s"}
        access: [{user: "501", allow: [all]}]
        """
            .formatted(dir.resolve("data"), telegram.url()),
        StandardCharsets.UTF_8);
    Shell shell = new Shell(dir.resolve("data")).with("HANGUP_TELEGRAM_TOKEN", TOKEN);
    Wiring made = Wiring.of(shell.io(), GlobalOptions.of(file));
    wiring = made;
    bot = Bot.start(made);
  }

  private void stop() {
    if (bot != null) {
      bot.close();
      bot = null;
    }
    if (wiring != null) {
      wiring.close();
      wiring = null;
    }
  }
}
