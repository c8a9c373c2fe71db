package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.PostgresServer;
import hangup.cdr.sql.VosTables;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot as {@code hangup run} puts it together, on real databases. */
class LiveSourcesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final FakeUser ADA = FakeUser.person(501, "Ada");

  @TempDir Path dir;
  private final FakeTelegram telegram = FakeTelegram.start(TOKEN, Clock.systemUTC());
  private final FakeChat admins = telegram.group(-4_711L, "Admins");
  private final FakeChat noc = telegram.group(-4_712L, "NOC");

  private @Nullable Wiring wiring;
  private @Nullable Bot bot;

  @AfterEach
  void close() {
    if (bot != null) {
      bot.close();
    }
    if (wiring != null) {
      wiring.close();
    }
    telegram.close();
  }

  @Test
  void saysThatItsMariaDbUserMayWrite() throws IOException {
    MariaDbServer server = MariaDbServer.shared();
    server.database("writable");
    server.run("", "GRANT INSERT ON writable.* TO 'reader'@'127.0.0.1'");
    long now = System.currentTimeMillis();
    VosTables tables = new VosTables(server, "writable", 5);
    tables.insert(tables.calls(now - 60_000, now, 30));
    run("source: " + vos3000(server, "writable"));

    await().atMost(SOON).until(() -> admins.fromBot().size() >= 2);
    assertThat(all(admins))
        .contains("Source vos3000: to be mended")
        .contains("User reader may write (INSERT). Hangup only reads");
    assertThat(ask(noc, "/about"))
        .contains("What is being read", "vos3000: up to date", "To be mended")
        .contains("may write (INSERT)");
  }

  @Test
  void saysThatItsPostgresUserMayWrite() throws IOException {
    PostgresServer server = PostgresServer.shared();
    server.run(
        "DROP TABLE IF EXISTS cdr",
        "CREATE TABLE cdr (id bigint PRIMARY KEY, started_at timestamptz, ended_at timestamptz,"
            + " talk_seconds integer, billed_seconds integer, pdd_ms integer, end_reason integer,"
            + " ended_by text, caller text, callee text, in_gateway text, out_gateway text,"
            + " customer text, customer_name text, fee numeric)",
        "CREATE INDEX ON cdr (ended_at)",
        "INSERT INTO cdr (id, started_at, ended_at, talk_seconds, end_reason) VALUES (1, now(),"
            + " now(), 0, 22)");
    run(
        "source: {kind: sql, name: pbx, select: postgresql, user: postgres, url: '"
            + server.url()
            + "'}");

    await().atMost(SOON).until(() -> admins.fromBot().size() >= 2);
    assertThat(all(admins))
        .contains("Source pbx: to be mended", "User postgres may write (DELETE, INSERT, SUPERUSER");
    assertThat(ask(noc, "/about")).contains("pbx: up to date", "may write");
  }

  @Test
  void answersOfEachOfTwoSoftswitches() throws IOException {
    MariaDbServer server = MariaDbServer.shared();
    long now = System.currentTimeMillis();
    List<Cdr> dhaka = calls(server, "dhaka_db", now, 30);
    List<Cdr> london = calls(server, "london_db", now, 50);
    server.run("", "GRANT SELECT ON dhaka_db.* TO 'reader'@'127.0.0.1'");
    run(
        "sources: {dhaka: "
            + vos3000(server, "dhaka_db")
            + ", london: "
            + vos3000(server, "london_db")
            + "}");

    await().atMost(SOON).until(() -> ask(noc, "/summary last 2h").contains("80 calls counted"));
    assertThat(ask(noc, "/summary last 2h source:dhaka")).contains("30 calls counted");
    assertThat(ask(noc, "/summary last 2h source:London")).contains("50 calls counted");
    assertThat(ask(noc, "/about")).contains("dhaka: up to date", "london: up to date");

    for (String line :
        List.of(
            "/summary last 2h source:dakha",
            "/reason 22 source:dakha",
            "/calls 88017 source:dakha",
            "/settings source:dakha",
            "/digest on at 09:00 source:dakha")) {
      assertThat(ask(noc, line))
          .contains("There is no source “dakha”. Did you mean dhaka? There are dhaka, london.");
    }

    assertThat(ask(noc, "/calls 88017 period:\"last 2h\" source:dhaka"))
        .contains(failed(dhaka) > 10 ? "10" : String.valueOf(failed(dhaka)))
        .doesNotContain("london");
    assertThat(ask(noc, "/settings source:london")).contains("london");
    assertThat(ask(noc, "/summary last 2h")).contains("50 calls counted", "london");
    assertThat(ask(noc, "/summary last 2h source:all")).contains("80 calls counted");
    assertThat(ask(admins, "/summary last 2h")).contains("80 calls counted");
    assertThat(london).hasSize(50);
  }

  @Test
  void sendsTheSoftswitchNothingButSelect() throws IOException {
    MariaDbServer server = MariaDbServer.shared();
    long now = System.currentTimeMillis();
    calls(server, "quiet_db", now, 200);
    int before = server.generalLogSize();
    server.run("", "SET GLOBAL general_log = ON");
    try {
      run("source: " + vos3000(server, "quiet_db"));
      await().atMost(SOON).until(() -> ask(noc, "/summary last 2h").contains("200 calls counted"));
      assertThat(ask(noc, "/calls 88017 period:\"last 2h\"")).contains("88017");
      assertThat(ask(noc, "/calls GW-1 period:\"last 2h\"")).isNotEmpty();
      assertThat(ask(noc, "/about")).contains("vos3000: up to date");
    } finally {
      server.run("", "SET GLOBAL general_log = OFF");
    }
    List<String> log = server.generalLog();
    List<String> sent = sentBy("reader", log.subList(Math.min(before, log.size()), log.size()));
    assertThat(sent).hasSizeGreaterThan(20).allMatch(LiveSourcesTest::onlyReads);
    assertThat(sent).anyMatch(text -> text.contains("callere164"));
    assertThat(onlyReads("DELETE FROM e_cdr")).isFalse();
    assertThat(onlyReads("SET GLOBAL general_log = ON")).isFalse();
    assertThat(onlyReads("SET STATEMENT max_statement_time=1 FOR DELETE FROM e_cdr")).isFalse();
  }

  /** A SELECT, or what the driver sets for its own session. */
  private static boolean onlyReads(String statement) {
    return statement
        .toUpperCase(Locale.ROOT)
        .matches(
            "(?s)(SET STATEMENT MAX_STATEMENT_TIME=\\d+ FOR )?SELECT .*|SET SESSION .*|SET"
                + " (?!STATEMENT|GLOBAL|PASSWORD)[^;]*|KILL QUERY \\d+");
  }

  /** What the connections of a user sent. */
  private static List<String> sentBy(String user, List<String> log) {
    Pattern line = Pattern.compile("^(?:\\d{6}\\s+[\\d:]+)?\\s*(\\d+) (\\w[\\w ]*)\\t(.*)$");
    Set<String> connections = new HashSet<>();
    List<String> sent = new java.util.ArrayList<>();
    for (String text : log) {
      Matcher matcher = line.matcher(text);
      if (!matcher.matches()) {
        continue;
      }
      if (matcher.group(2).equals("Connect") && matcher.group(3).startsWith(user + "@")) {
        connections.add(matcher.group(1));
      } else if (connections.contains(matcher.group(1))
          && Set.of("Query", "Prepare", "Execute").contains(matcher.group(2))) {
        sent.add(matcher.group(3));
      }
    }
    return sent;
  }

  private static long failed(List<Cdr> calls) {
    return calls.stream().filter(cdr -> !cdr.answered() && cdr.reason() > 3).count();
  }

  /** Calls that ended in the last hour. */
  private static List<Cdr> calls(MariaDbServer server, String database, long now, int count) {
    server.database(database);
    VosTables tables = new VosTables(server, database, 5);
    List<Cdr> calls = tables.calls(now - 3_600_000, now, count);
    tables.insert(calls);
    return calls;
  }

  private static String vos3000(MariaDbServer server, String database) {
    return "{kind: vos3000, port: "
        + server.port()
        + ", database: "
        + database
        + ", user: reader, poll: 200ms}";
  }

  private String ask(FakeChat chat, String line) {
    int before = texts(chat).size();
    telegram.say(chat, ADA, line);
    await().atMost(SOON).until(() -> texts(chat).size() > before);
    List<String> all = texts(chat);
    return all.get(all.size() - 1);
  }

  /** A chart comes after its answer, when it is painted. */
  private static List<String> texts(FakeChat chat) {
    return chat.fromBot().stream()
        .filter(message -> message.photo().isEmpty())
        .map(FakeMessage::text)
        .toList();
  }

  private static String all(FakeChat chat) {
    return texts(chat).toString();
  }

  private void run(String source) throws IOException {
    Path file = dir.resolve("hangup.yaml");
    Files.writeString(
        file,
        """
        zone: Asia/Dhaka
        dataDir: %s
        admin: {enabled: false}
        limits: {perUser: 0, perChannel: 0}
        telegram: {apiUrl: "%s"}
        access: [{allow: [figures, calls, change, admin]}]
        notices: {channel: telegram/-4711}
        %s
        """
            .formatted(dir.resolve("data"), telegram.url(), source),
        StandardCharsets.UTF_8);
    Shell shell =
        new Shell(dir.resolve("data"))
            .with("HANGUP_ZONE", "")
            .with("HANGUP_TELEGRAM_TOKEN", TOKEN)
            .with("HANGUP_SOURCE_PASSWORD", "only reads")
            .with("HANGUP_SOURCES_DHAKA_PASSWORD", "only reads")
            .with("HANGUP_SOURCES_LONDON_PASSWORD", "only reads");
    wiring = Wiring.of(shell.io(), GlobalOptions.of(file));
    bot = Bot.start(wiring);
  }
}
