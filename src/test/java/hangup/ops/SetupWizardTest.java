package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hangup.config.Settings;
import hangup.config.SettingsLoader;
import hangup.config.SourceSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SetupWizardTest {

  private static final String GOOD = "good-token";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final HttpServer server = server();
  private final List<Settings> drafts = new ArrayList<>();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/api/applications/@me",
        exchange ->
            answer(
                exchange,
                ("Bot " + GOOD).equals(exchange.getRequestHeaders().getFirst("Authorization")),
                "{\"id\":\"1094\",\"name\":\"Hangup\"}"));
    server.createContext(
        "/bot",
        exchange ->
            answer(
                exchange,
                exchange.getRequestURI().getPath().equals("/bot" + GOOD + "/getMe"),
                "{\"ok\":true,\"result\":{\"id\":7,\"username\":\"hangup_bot\"}}"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, boolean good, String body) throws IOException {
    try (exchange) {
      byte[] bytes = (good ? body : "{}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(good ? 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private boolean run(String input, Map<String, String> environment) throws IOException {
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new SetupWizard(
            new SetupWizard.Terminal(
                new BufferedReader(new StringReader(input)),
                new PrintWriter(out, true),
                Optional.empty()),
            new TokenCheck(here.resolve("api/"), here),
            (settings, secrets) -> {
              drafts.add(
                  new SettingsLoader(folder, secrets, ZoneOffset.UTC)
                      .load(
                          Optional.of(settings), problem -> assertThat(problem.text()).isEmpty()));
              return secrets.containsValue("right");
            },
            environment)
        .run(
            folder,
            Files.readString(Path.of("config/hangup.example.yaml")),
            ZoneId.of("Europe/Berlin"));
  }

  private Settings written() {
    return new SettingsLoader(folder, Map.of(), ZoneOffset.UTC)
        .load(Optional.empty(), problem -> assertThat(problem.text()).isEmpty());
  }

  @Test
  void anEmptyInputGivesSettingsThatWork() throws IOException {
    assertThat(run("", Map.of())).isTrue();
    assertThat(written().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(written().catalog().table()).isEqualTo("vos3000-25");
    assertThat(folder.resolve(".env")).doesNotExist();
    assertThat(out.toString()).contains("Discord is left out", "@BotFather", "hangup check");
  }

  @Test
  void asksAgainUntilItIsRight() throws IOException {
    run(
        "Mars/Olympus\nAsia/Dhaka\nvos\nvos3000-signed\nwrong token\nbad\n" + GOOD + "\n\n",
        Map.of());
    assertThat(written().zone()).isEqualTo(ZoneId.of("Asia/Dhaka"));
    assertThat(written().catalog().table()).isEqualTo("vos3000-signed");
    assertThat(out.toString())
        .contains("no time zone", "One of vos3000-25", "does not accept this token")
        .contains("The token is good: Hangup.")
        .contains(
            "https://discord.com/oauth2/authorize?client_id=1094"
                + "&scope=bot+applications.commands&permissions=274878024704");
    assertThat(Files.readString(folder.resolve(".env")))
        .isEqualTo("HANGUP_DISCORD_TOKEN=" + GOOD + "\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void tokensAreReadableByTheirOwnerOnlyAndOthersStay() throws IOException {
    Files.writeString(folder.resolve(".env"), "OTHER=1\nHANGUP_TELEGRAM_TOKEN=old\n");
    run("\n\n\n\n", Map.of("HANGUP_TELEGRAM_TOKEN", GOOD));
    assertThat(Files.readString(folder.resolve(".env")))
        .isEqualTo("OTHER=1\nHANGUP_TELEGRAM_TOKEN=" + GOOD + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
        .isEqualTo("rw-------");
    assertThat(out.toString()).contains("hangup_bot").doesNotContain(GOOD);
    assertThat(Files.readString(folder.resolve("config/hangup.yaml"))).doesNotContain(GOOD);
  }

  @Test
  void whatIsThereStaysUnlessToldOtherwise() throws IOException {
    Path settings = folder.resolve("config/hangup.yaml");
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(settings, "zone: UTC\n");
    assertThat(run("\n", Map.of())).isFalse();
    assertThat(Files.readString(settings)).isEqualTo("zone: UTC\n");
    assertThat(run("y\n\n\n\n\n", Map.of())).isTrue();
    assertThat(Files.readString(settings)).contains("Europe/Berlin");
  }

  @Test
  void aSourceIsTriedUntilItWorks() throws IOException {
    run(
        String.join(
            "\n",
            List.of(
                "",
                "",
                "",
                "",
                "mysql",
                "vos3000",
                "192.0.2.7",
                "99999",
                "3307",
                "",
                "reader",
                "wrong",
                "",
                "",
                "",
                "",
                "vos3000_2",
                "",
                "right",
                "")),
        Map.of());
    assertThat(out.toString())
        .contains("One of none, vos3000, sql, files", "A number from 1 to 65535")
        .contains("Answer again?", "The source is good.")
        .doesNotContain("right\n");
    assertThat(drafts).hasSize(2);
    assertThat(drafts.get(0).sources().get(0).database()).isEqualTo("vos3000db");
    SourceSettings source = written().sources().get(0);
    assertThat(source.kind()).isEqualTo(SourceSettings.Kind.VOS3000);
    assertThat(source.host()).isEqualTo("192.0.2.7");
    assertThat(source.port()).isEqualTo(3307);
    assertThat(source.database()).isEqualTo("vos3000_2");
    assertThat(source.user()).isEqualTo("reader");
    assertThat(Files.readString(folder.resolve(".env")))
        .isEqualTo("HANGUP_SOURCE_PASSWORD=right\n");
    assertThat(Files.readString(folder.resolve("config/hangup.yaml")))
        .doesNotContain("right\"")
        .contains("# Rows of one read.");
    assertThat(folder.resolve("config/hangup.yaml.new")).doesNotExist();
    // Keys of other sections that are called the same stay as they were.
    assertThat(written().admin().host()).isEqualTo("127.0.0.1");
    assertThat(written().admin().port()).isEqualTo(9464);
  }

  @Test
  void aSourceThatDoesNotWorkYetCanBeKept() throws IOException {
    run("\n\n\n\nsql\npostgres\njdbc:postgresql://db/cdr\nkamailio\n\npw\nn\n", Map.of());
    assertThat(out.toString()).contains("It begins with jdbc:", "Kept as it is");
    assertThat(written().sources().get(0).url()).contains("jdbc:postgresql://db/cdr");
    assertThat(written().sources().get(0).select()).isEqualTo("kamailio");
  }

  @Test
  void passwordsAreReadBackAsTheyWere() throws Exception {
    for (String password : List.of("a$b `c` \"d\" #e\\", "it's $HOME", " x=1;y&z")) {
      Files.deleteIfExists(folder.resolve(".env"));
      run("y\n\n\n\n\nvos3000\n\n\n\n\n" + password + "\nn\n", Map.of());
      Process shell =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  "set -a; . ./.env; if [ -n \"$HANGUP_SOURCE_PASSWORD_FILE\" ]; then cat"
                      + " \"$HANGUP_SOURCE_PASSWORD_FILE\"; else printf %s"
                      + " \"$HANGUP_SOURCE_PASSWORD\"; fi")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).isZero();
      assertThat(read).isEqualTo(password.strip());
    }
  }

  @Test
  void aPlatformThatCannotBeAskedIsNoReasonToStop() throws IOException {
    server.stop(0);
    assertThat(run("\n\n" + GOOD + "\n\n", Map.of())).isTrue();
    assertThat(out.toString()).contains("It cannot be tested now");
    assertThat(Files.readString(folder.resolve(".env"))).contains(GOOD);
  }
}
