package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hangup.text.Typed;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {

  private final LineParser parser = new LineParser(Commands.SPECS);

  private Map<String, String> values(String line) {
    return parser.parse(line).arguments().values();
  }

  private CommandException error(String line) {
    return catchThrowableOfType(CommandException.class, () -> parser.parse(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/reason 22",
        "/REASON 22",
        "  /reason    22  ",
        "/ reason 22",
        "//reason 22",
        "/reason@HangupBot 22",
        "/reason reason:22",
        "/reason reason=22",
        "/reason reason 22",
        "/reason --reason 22",
        "/reason --reason=22",
        "/reason —reason 22",
        "/reason Reason : 22",
        "/reason reason: 22",
        "/reason reason :22",
        "/reason \"22\"",
        "/reason '22'",
        "/reason “22”",
        "/reason reason:„22“",
        "/reason: 22",
        "/reason22",
        "/reason_22",
        "/reason 22?",
        "/reason 22!!",
        "/reason #22",
        "/reason 022",
        "/reason +22",
        "`/reason 22`",
        "> /reason 22",
        "(/reason 22)",
        "🚨 /reason 22",
        "\u202e/reason\u00a022\u200b",
        "/rea\u200bson\u300022",
        "／ｒｅａｓｏｎ　２２",
        "/reason\t22\r\n",
        "/reason ٢٢",
        "\u0007/reason 22\u0000",
      })
  void readsTheSameQuestionHoweverItIsTyped(String line) {
    ParsedCommand parsed = parser.parse(line);

    assertThat(parsed.line()).isEqualTo("/reason 22");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/reason no route | no route",
        "/reason No Available Route? | No Available Route",
        "/reason -9 | -9",
        "/reason -- -9 | -- -9",
        "/reason −9 | -9",
        "/reason –9 | -9",
        "/reason-9 | -9",
        "/reason 99999999999 | 99999999999",
        "/reason no route today | no route today",
      })
  void takesNumbersAndWordsForAReason(String line, String reason) {
    assertThat(values(line)).isEqualTo(Map.of("reason", reason));
  }

  @Test
  void negativeIntegersAreValuesAndNoFlags() {
    assertThat(values("/sip -9")).isEqualTo(Map.of("code", "-9"));
    assertThat(values("/q850 cause:-1")).isEqualTo(Map.of("cause", "-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/summary last 15m by gateway customer \"ACME Ltd\"",
        "/summary last 15m by:gateway customer:\"ACME Ltd\"",
        "/summary last 15m gateway customer=“ACME Ltd”",
        "/summary by gateway last 15m customer ACME Ltd",
        "/summary customer 'ACME Ltd' by gateway last 15m",
        "/summary customer ACME Ltd last 15m by gateway",
        "/summary customer:ACME Ltd, last 15m, by gateways",
        "/summary period:last 15m by:gat customer:«ACME Ltd»",
      })
  void findsEveryOptionInAnyOrder(String line) {
    assertThat(values(line))
        .isEqualTo(Map.of("period", "last 15m", "by", "gateway", "customer", "ACME Ltd"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/summary 2026-11-01 .. 2026-11-03 | 2026-11-01 .. 2026-11-03",
        "/summary last hour | last hour",
        "/summary this hour? | this hour",
        "/summary today 09:00-12:00 | today 09:00-12:00",
        "/summary since 14:05 | since 14:05",
        "/summary from 09:00 to 12:00 | from 09:00 to 12:00",
        "/summary nov 1, 2026 | nov 1, 2026",
        "/summary heute | heute",
        "/summary period:'last 15m' | last 15m",
        "/summary \"last 15m\" | last 15m",
        "/summary period:last fortnight | last fortnight",
      })
  void knowsWhereAPeriodEnds(String line, String period) {
    assertThat(values(line)).isEqualTo(Map.of("period", period));
  }

  @Test
  void tellsAPeriodFromAGrouping() {
    assertThat(values("/summary yesterday hour"))
        .isEqualTo(Map.of("period", "yesterday", "by", "hour"));
    assertThat(values("/summary this hour by hour"))
        .isEqualTo(Map.of("period", "this hour", "by", "hour"));
    assertThat(values("/summary gateway")).isEqualTo(Map.of("by", "gateway"));
    assertThat(values("/summary by gateway gateway GW-7"))
        .isEqualTo(Map.of("by", "gateway", "gateway", "GW-7"));
  }

  @Test
  void givesEachBareWordToTheOptionThatSurelyTakesIt() {
    assertThat(values("/calls 8801712345678 22 today"))
        .isEqualTo(Map.of("who", "8801712345678", "code", "22", "period", "today"));
    assertThat(values("/calls ACME Ltd yesterday"))
        .isEqualTo(Map.of("who", "ACME Ltd", "period", "yesterday"));
  }

  @Test
  void readsFlags() {
    assertThat(values("/summary today quiet")).containsEntry("quiet", "true");
    assertThat(values("/summary quiet today"))
        .isEqualTo(Map.of("quiet", "true", "period", "today"));
    assertThat(values("/summary quiet:no")).containsEntry("quiet", "false");
    assertThat(values("/summary --quiet")).containsEntry("quiet", "true");
  }

  @Test
  void keepsNamesAsTheyAreTyped() {
    assertThat(values("/summary customer:客户（北京）")).containsEntry("customer", "客户（北京）");
    assertThat(values("/summary customer O'Brien & Sons"))
        .containsEntry("customer", "O'Brien & Sons");
    assertThat(values("/summary gateway GW‑7")).containsEntry("gateway", "GW-7");
    assertThat(values("/summary customer:\"say \\\"hi\\\" \\\\ by:hour\""))
        .containsEntry("customer", "say \"hi\" \\ by:hour");
    assertThat(values("/summary gateway 🚀-1")).containsEntry("gateway", "🚀-1");
  }

  @Test
  void sqlIsData() {
    assertThat(values("/summary gateway:x' OR 1=1;--")).containsEntry("gateway", "x' OR 1=1;--");
    assertThat(values("/reason '; DROP TABLE cdr; --"))
        .containsEntry("reason", "'; DROP TABLE cdr; --");
    assertThat(values("/summary customer \"a'; DELETE FROM cdr WHERE 'a'='a\""))
        .containsEntry("customer", "a'; DELETE FROM cdr WHERE 'a'='a");
  }

  // --- errors ---

  @Test
  void offersTheCommandThatWasMeant() {
    assertThat(error("/reson 22"))
        .hasMessage("There is no command /reson. Did you mean /reason or /reasons?")
        .extracting(CommandException::suggestions)
        .isEqualTo(List.of("/reason 22", "/reasons"));
    assertThat(error("/sumary today by customer").suggestions())
        .isEqualTo(List.of("/summary today by:customer"));
    assertThat(error("/why 22").suggestions()).first().isEqualTo("/reason 22");
    assertThat(error("/22").suggestions()).isEqualTo(List.of("/reason 22"));
    assertThat(error("/xyzzy")).hasMessageStartingWith("There is no command /xyzzy. There are /re");
    assertThat(error("/")).hasMessageStartingWith("Which command?");
  }

  @Test
  void listsTheChoices() {
    assertThat(error("/summary by country"))
        .hasMessage(
            "“country” is not a value of by. "
                + "Allowed: reason, category, gateway, customer, hour.");
    assertThat(error("/summary by custmer"))
        .hasMessageContaining("Did you mean customer?")
        .extracting(CommandException::suggestions)
        .isEqualTo(List.of("/summary by:customer"));
  }

  @Test
  void namesTheOptionThatWasMeant() {
    assertThat(error("/summary today gatway:GW-7"))
        .hasMessageStartingWith("/summary has no option “gatway”. Did you mean gateway?")
        .extracting(CommandException::suggestions)
        .isEqualTo(List.of("/summary today gateway:GW-7"));
    assertThat(error("/summary gatway GW-7").suggestions())
        .isEqualTo(List.of("/summary gateway GW-7"));
    assertThat(error("/summary colour:red"))
        .hasMessageStartingWith("/summary has no option “colour”. Its options: period, by, code");
    assertThat(error("/reasons --foo")).hasMessageContaining("has no option “foo”");
  }

  @Test
  void asksForWhatIsMissing() {
    CommandException error = error("/reason");

    assertThat(error)
        .hasMessage(
            "/reason needs reason: code or words of its name. Usage: /reason <reason>."
                + " For example /reason 22");
    assertThat(error.prompt())
        .hasValueSatisfying(p -> assertThat(p.command()).isEqualTo("/reason"));
    assertThat(error("/summary by")).hasMessageStartingWith("by needs a value: one of reason, cat");
    assertThat(error("/summary gateway by hour")).hasMessageStartingWith("gateway needs a value");
    assertThat(error("/summary gateway:")).hasMessageStartingWith("gateway needs a value");
    assertThat(error("/summary gateway:\"\"")).hasMessageStartingWith("gateway needs a value");
  }

  @Test
  void refusesWhatItCannotPlace() {
    assertThat(error("/summary nonsense"))
        .hasMessageStartingWith("/summary cannot place “nonsense”. period is today, yesterday,")
        .hasMessageContaining("by is one of reason, category");
    assertThat(error("/sip abc")).hasMessageContaining("“abc”").hasMessageContaining("/sip 503");
    assertThat(error("/sip code:abc")).hasMessageStartingWith("“abc” is not a whole number");
    assertThat(error("/summary by hour by:gateway")).hasMessageStartingWith("by is given twice");
    assertThat(error("/summary today yesterday")).hasMessageContaining("cannot place “yesterday”");
    assertThat(error("/summary customer \"ACME by hour"))
        .hasMessageStartingWith("A quotation mark is not closed: \"ACME by hour");
  }

  @Test
  void saysThatALineIsTooLong() {
    assertThat(error("/reason " + "x".repeat(493)))
        .hasMessageStartingWith("That is too long: 501 characters, and at most 500 are read.");
    assertThat(values("/reason " + "x".repeat(492))).hasSize(1);
    assertThat(error("/reason " + "x".repeat(1_000_000)).getMessage()).hasSizeLessThan(200);
    assertThat(error("/summary " + "x".repeat(300)).getMessage()).hasSizeLessThan(700);
    assertThat(values("/reason 22" + "\u200b".repeat(10_000))).containsEntry("reason", "22");
  }

  @Test
  void tellsCommandsFromPlainWords() {
    assertThat(LineParser.isCommand("🎉 /reason 22")).isTrue();
    assertThat(LineParser.isCommand("why 22?")).isFalse();
    assertThat(LineParser.isCommand("503/22")).isFalse();
    assertThat(LineParser.isCommand("")).isFalse();
    assertThat(LineParser.addressee("/reason@OtherBot 22")).hasValue("OtherBot");
    assertThat(LineParser.addressee("/reason 22@x")).isEmpty();
  }

  @Test
  void refusesTwoCommandsOfOneName() {
    assertThatThrownBy(() -> new LineParser(List.of(Commands.REASON, Commands.REASON)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two commands are named /reason");
  }

  // --- options that a platform has told apart ---

  @Test
  void checksOptionsThatComeApart() {
    assertThat(
            parser
                .check("summary", Map.of("by", "GATEWAY", "customer", "ACME Ltd", "period", ""))
                .arguments()
                .values())
        .isEqualTo(Map.of("by", "gateway", "customer", "ACME Ltd"));
    assertThatThrownBy(() -> parser.check("reason", Map.of()))
        .hasMessageStartingWith("/reason needs reason");
    assertThatThrownBy(() -> parser.check("reason", Map.of("reasn", "22")))
        .hasMessageContaining("Did you mean reason?");
    assertThatThrownBy(() -> parser.check("summary", Map.of("by", "x")))
        .hasMessageContaining("Allowed: reason");
  }

  // --- properties ---

  @Property
  void anyTextGivesACommandOrAnErrorForTheUser(@ForAll("hostile") String text) {
    try {
      assertThat(parser.parse(text).spec()).isIn(Commands.SPECS);
    } catch (CommandException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_200);
    }
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> word =
        Arbitraries.oneOf(
            Arbitraries.of(
                "/summary",
                "/reason",
                "/calls",
                "by",
                "gateway",
                ":",
                "=",
                "\"",
                "'",
                "“",
                "last",
                "15m",
                "today",
                "..",
                "2026-11-01",
                "-9",
                "--",
                "--by",
                "by:",
                "gateway:\"",
                "\\",
                "quiet",
                "\u202e",
                "\u0000",
                "🎉",
                "customer",
                "99999999999",
                "22",
                "@",
                ",",
                "00:61"),
            Arbitraries.strings().ofMaxLength(6),
            Arbitraries.strings().withChars("/:=\"'“” -.,by2019").ofMaxLength(8));
    return word.list().ofMaxSize(12).map(words -> "/" + String.join(" ", words).stripLeading());
  }

  @Property
  void aLineThatIsWrittenReadsAsTheSame(
      @ForAll("names") String customer,
      @ForAll("names") String gateway,
      @ForAll("names") String who) {
    Arguments summary =
        new Arguments(
            Map.of("customer", customer, "gateway", gateway, "by", "hour", "period", "last 15m"));
    Arguments calls = new Arguments(Map.of("who", who, "code", "22"));

    assertThat(parser.parse(CommandLines.of(Commands.SUMMARY, summary)).arguments())
        .isEqualTo(summary);
    assertThat(parser.parse(CommandLines.of("summary", summary.values())).arguments())
        .isEqualTo(summary);
    assertThat(parser.parse(CommandLines.of(Commands.CALLS, calls)).arguments()).isEqualTo(calls);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(30),
            Arbitraries.strings().withChars("aby:=\"'“”\\ -,;.").ofMinLength(1).ofMaxLength(12),
            Arbitraries.of("by", "by hour", "gateway", "today", "ACME \"Best\" O'Brien", "22"))
        .map(name -> Typed.of(name).text())
        .filter(name -> !name.isBlank());
  }
}
