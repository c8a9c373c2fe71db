package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

  private static final String HEADER =
      "flowno,callere164,calleee164,callergatewayid,calleegatewayid,starttime,stoptime,holdtime,"
          + "enddirection,endreason,customeraccount\n";

  /** 2026-11-01 12:00 in Dhaka. */
  private static final long NOON_MS = 1_793_512_800_000L;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void shell() {
    shell = new Shell(folder.resolve("data"));
  }

  @Test
  void answersAQuestion() {
    Shell.Outcome outcome = shell.run("ask", "/reason 22");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("22 No Available Route")
        .contains("All gateways busy or offline")
        .doesNotContain("\u001b");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void anAnswerFromTheCatalogueOpensNoDatabase() {
    shell.run("ask", "/reason 22");

    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void wordsOfAQuestionNeedNoQuotes() {
    assertThat(shell.run("ask", "/reason", "22").out())
        .isEqualTo(shell.run("ask", "/reason 22").out());
  }

  @Test
  void answersInJsonForScripts() throws IOException {
    JsonNode answer = json(shell.run("ask", "--json", "/reason 22"));

    assertThat(answer.path("title").asText()).contains("No Available Route");
    assertThat(answer.path("severity").asText()).isEqualTo("high");
    assertThat(answer.path("blocks").isArray()).isTrue();
    JsonNode data = answer.path("data");
    assertThat(data.path("code").asInt()).isEqualTo(22);
    assertThat(data.path("group").asText()).isEqualTo("Routing");
    assertThat(data.path("billable").asText()).isEqualTo("unknown");
    assertThat(data.path("sip").toString()).isEqualTo("[503]");
    assertThat(data.path("q850").toString()).isEqualTo("[]");
    assertThat(data.path("remedies")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aWrongCommandIsTheUsersMistakeAndNamesTheNearest() {
    Shell.Outcome outcome = shell.run("ask", "/reson 22");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).contains("/reason");
  }

  @Test
  void aQuestionWithoutWordsIsTheUsersMistake() {
    assertThat(shell.run("ask").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "ask", "console", "demo", "import", "check", "completion"})
  void everyCommandExplainsItself(String command) {
    Shell.Outcome outcome = shell.run(command, "--help");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Usage: hangup " + command);
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(shell.run().out().replaceAll("\\s+", " "))
        .contains("ask Answers one question and exits. console")
        .contains("failed not long ago. import")
        .contains("writes the settings. check")
        .contains("tries the sources. completion");
  }

  @Test
  void anUnknownOptionIsTheUsersMistake() {
    Shell.Outcome outcome = shell.run("ask", "--jsn", "/reason 22");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--jsn");
  }

  @Test
  void importsAnExportOnceAndSummarisesIt() throws IOException {
    Path export = export("export.csv", 0, 100);

    Shell.Outcome first = shell.run("import", export.toString());
    Shell.Outcome again = shell.run("import", export.toString());
    JsonNode data = json(shell.run("ask", "--json", "/summary 2026-11-01")).path("data");

    assertThat(first.exit()).isZero();
    assertThat(first.err()).contains("100 CDRs added");
    assertThat(again.err()).contains("0 CDRs added").contains("100 counted before");
    assertThat(data.path("seizures").asLong()).isEqualTo(100);
    assertThat(data.path("answers").asLong()).isEqualTo(50);
    assertThat(data.path("failures").asLong()).isEqualTo(30);
    assertThat(data.path("asr").asDouble()).isEqualTo(0.5);
    // Answers, and the 20 without an answer by reason 3.
    assertThat(data.path("ner").asDouble()).isEqualTo(0.7);
    assertThat(data.path("acdSeconds").asDouble()).isEqualTo(60.0);
    assertThat(data.path("zone").asText()).isEqualTo("Asia/Dhaka");
    assertThat(data.path("from").asLong()).isEqualTo(NOON_MS - 12 * 3_600_000L);
    assertThat(data.path("to").asLong()).isEqualTo(NOON_MS + 12 * 3_600_000L);
    assertThat(data.path("reasons").path(0).path("code").asInt()).isEqualTo(22);
    assertThat(data.path("reasons").path(0).path("calls").asLong()).isEqualTo(30);
    assertThat(data.path("reasons").path(0).path("share").asDouble()).isEqualTo(1.0);
  }

  @Test
  void importsFromStandardInput() {
    Shell.Outcome outcome = shell.typing(HEADER + rows(0, 10)).run("import", "-");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("10 CDRs added");
  }

  @Test
  void badLinesAreToldAndKept() throws IOException {
    Path export = folder.resolve("export.csv");
    Files.writeString(export, HEADER + rows(0, 20) + "21,x,y,GW-A,GW-7,never,0,0,2,22,acme\n");

    Shell.Outcome outcome = shell.run("import", export.toString());

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("20 CDRs added", "1 line left out", "line 22:");
    try (var rejects = Files.list(folder.resolve("data/rejects"))) {
      assertThat(Files.readString(rejects.findFirst().orElseThrow(), StandardCharsets.UTF_8))
          .contains("21,x,y,GW-A,GW-7,never");
    }
  }

  @Test
  void aFileThatIsNoExportIsRefusedWhole() throws IOException {
    Path file = folder.resolve("letter.txt");
    Files.writeString(file, "Dear customer,\n\nwe are sorry to hear that.\n");

    Shell.Outcome outcome = shell.run("import", file.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("letter.txt").doesNotContain("Exception");
    assertThat(json(shell.run("ask", "--json", "/about")).toString()).doesNotContain("letter");
  }

  @Test
  void codesThatTheTableDoesNotKnowAreToldWithTheTableThatFits() throws IOException {
    Path export = folder.resolve("signed.csv");
    String rows =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    i
                        + ",a,b,GW-A,GW-7,"
                        + NOON_MS
                        + ","
                        + NOON_MS
                        + ",0,1,"
                        + (i % 3 == 0 ? -8 : i % 3 == 1 ? -69 : 503)
                        + ",acme\n")
            .collect(Collectors.joining());
    Files.writeString(export, HEADER + rows);

    Shell.Outcome outcome = shell.run("import", export.toString());

    assertThat(outcome.err()).contains("vos3000-signed");
  }

  @Test
  void everyMistakeInTheSettingsIsToldAtOnce() throws IOException {
    Path config = folder.resolve("hangup.yaml");
    Files.writeString(config, "zone: Europe/Berlim\ncatalog:\n  tabel: sip\n");

    Shell.Outcome outcome =
        new Shell(folder).with("HANGUP_ZONE", "").run("check", "--config", config.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out())
        .contains("hangup.yaml:1", "Europe/Berlin")
        .contains("hangup.yaml:3", "table");
  }

  @Test
  void faultySettingsStopEveryCommandWithTheSameList() throws IOException {
    Path config = folder.resolve("hangup.yaml");
    Files.writeString(config, "zoen: UTC\n");

    Shell.Outcome outcome = shell.run("ask", "--config", config.toString(), "/reason 22");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("hangup.yaml:1", "zone");
  }

  @Test
  void questionsCanBePipedIntoTheConsole() {
    Shell.Outcome outcome = shell.typing("/reason 8\n\nwhy 15?\nexit\n/reason 1\n").run("console");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("Balance Insufficient", "Media Timeout")
        .doesNotContain("Normal Clearing", "hangup>");
  }

  @Test
  void runningWithoutATokenSaysWhichToSet() {
    Shell.Outcome outcome = shell.run("run");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("HANGUP_DISCORD_TOKEN", "HANGUP_TELEGRAM_TOKEN");
  }

  @Test
  void aTokenThatCannotBeOneIsRefusedWithoutRepeatingIt() {
    Shell.Outcome outcome = shell.with("HANGUP_TELEGRAM_TOKEN", "hunter2-is-no-token").run("run");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("BotFather").doesNotContain("hunter2");
  }

  @Test
  void printsACompletionScript() {
    assertThat(shell.run("completion").out()).contains("complete -F").contains("import");
  }

  @Test
  void showsADigestThatATerminalCannotSubscribeTo() throws IOException {
    shell.run("import", export("export.csv", 0, 100).toString());

    Shell.Outcome now = shell.run("ask", "/digest now period:2026-11-01 gateway:GW-7");
    Shell.Outcome on = shell.run("ask", "/digest on at 09:00");

    assertThat(now.exit()).isZero();
    assertThat(now.out()).contains("100", "22 No Available Route", "GW-7", "2026-11-01");
    assertThat(on.exit()).isEqualTo(2);
    assertThat(on.out() + on.err())
        .contains("Nothing can be posted to a terminal later", "/digest now");
  }

  private Path export(String name, int from, int to) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, HEADER + rows(from, to));
    return file;
  }

  /** Of ten calls five are answered for a minute, three fail by 22 and two by 3. */
  private static String rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i -> {
              int kind = i % 10;
              int talk = kind < 5 ? 60 : 0;
              int reason = kind < 5 ? 12 : kind < 8 ? 22 : 3;
              long start = NOON_MS + i * 1000L;
              return String.join(
                      ",",
                      Integer.toString(i),
                      "8801700000000",
                      "8801800000000",
                      "GW-A",
                      "GW-7",
                      Long.toString(start),
                      Long.toString(start + talk * 1000L),
                      Integer.toString(talk),
                      "1",
                      Integer.toString(reason),
                      "acme")
                  + "\n";
            })
        .collect(Collectors.joining());
  }

  private static JsonNode json(Shell.Outcome outcome) {
    try {
      return new ObjectMapper().readTree(outcome.out());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + outcome.out() + outcome.err(), e);
    }
  }
}
