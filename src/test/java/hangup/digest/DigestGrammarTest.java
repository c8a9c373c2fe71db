package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hangup.chat.Asker;
import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.command.Request;
import hangup.config.StateSettings;
import hangup.reply.Reply;
import hangup.state.AuditLog;
import hangup.state.StateDatabase;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /digest} as people say it, through the dispatcher. It is Monday, 08:00 UTC. */
class DigestGrammarTest {

  @TempDir Path dir;

  private final TestClock clock = new TestClock("2026-11-02T08:00:00Z");
  private final Board board = new Board(clock, Duration.ofMinutes(2));
  private Office office;

  @BeforeEach
  void open() {
    office = new Office(dir, clock, board);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /digest on | every day at 09:00 (UTC), yesterday | Mon 2026-11-02 09:00 UTC
          /digest on at 09:00 | every day at 09:00 (UTC), yesterday | Mon 2026-11-02 09:00 UTC
          /digest on at 7 | every day at 07:00 (UTC), yesterday | Tue 2026-11-03 07:00 UTC
          /digest on at 9:30pm | every day at 21:30 (UTC), yesterday | Mon 2026-11-02 21:30 UTC
          /digest on at 0930 | every day at 09:30 (UTC), yesterday | Mon 2026-11-02 09:30 UTC
          /digest on at 09:00 zone Asia/Dhaka days mon-fri period yesterday source vos-1 gateway GW-7 quiet-when-ok | mon-fri at 09:00 (Asia/Dhaka), yesterday, source vos-1, gateway GW-7, quiet when all is well | Tue 2026-11-03 09:00 Asia/Dhaka
          /digest on at:09:00 zone:dhaka days:weekdays customer:"ACME Ltd" code:22 csv | mon-fri at 09:00 (Asia/Dhaka), yesterday, customer ACME Ltd, code 22, with CSV | Tue 2026-11-03 09:00 Asia/Dhaka
          /digest on at=09:00 zone=+05:30 days=weekend | sat,sun at 09:00 (+05:30), yesterday | Sat 2026-11-07 09:00 +05:30
          /digest on at 09:00 days mon period last 7d | mon at 09:00 (UTC), last 7d | Mon 2026-11-02 09:00 UTC
          /digest on days sun at 18:00 period this week | sun at 18:00 (UTC), this week | Sun 2026-11-08 18:00 UTC
          /digest on every 4h period last 4h | every day, every 4 hours from 01:00 (UTC), last 4h | Mon 2026-11-02 09:00 UTC
          /digest on at 00:30 every 6h days mon,thu | mon,thu, every 6 hours from 00:30 (UTC), yesterday | Mon 2026-11-02 12:30 UTC
          /digest on every 1h at 00:05 period last 1h | every day, every hour at :05 (UTC), last 1h | Mon 2026-11-02 08:05 UTC
          /digest on every day at 10:00 | every day at 10:00 (UTC), yesterday | Mon 2026-11-02 10:00 UTC
          """)
  void isUnderstood(String line, String words, String next) {
    assertThat(text(office.ask("10", line))).contains("Digest 1 is on", words + ".", next);
    assertThat(text(office.ask("10", "/digest list")))
        .contains("1 " + words + ".", "Next: " + next, "Set up by Ann");
    assertThat(text(office.ask("10", "/digest"))).contains(words);
    assertThat(text(office.ask("11", "/digest list"))).contains("None yet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /digest on at 25:00 | “25:00” is not a time of day. Allowed: 09:00 | /digest on at 09:00
          /digest on at noon | “noon” is not a time of day. Allowed: 09:00 | /digest on at 09:00
          /digest on zone Asia/Daka | “Asia/Daka” is not a time zone. Did you mean Asia/Dhaka? | Asia/Dhaka
          /digest on zone nowhere | “nowhere” is not a time zone | +06:00
          /digest on days someday | “someday” are not days. Allowed: mon, tue | days mon-fri
          /digest on days mon-xyz | “mon-xyz” are not days. Allowed: mon, tue | days mon-fri
          /digest on every 5h | every takes 1h, 2h, 3h, 4h, 6h, 8h, 12h or 24h, not “5h” | every 4h
          /digest on every week | For once a week name the day | days mon period last 7d
          /digest on period someday | “someday” is not a period | yesterday
          /digest on code abc | code | abc
          /digest on until monday | “until” does not go with /digest on | /digest on at 09:00
          /digest on id 3 | “id” does not go with /digest on | /digest on at 09:00
          /digest of | of | off
          /digest list at 09:00 | “at” does not go with /digest list | /digest list
          /digest on at 09:00 zoen Asia/Dhaka | “09:00 zoen Asia/Dhaka” is not a time of day | /digest on at 09:00
          """)
  void aMistakeIsExplainedAndNothingIsSetUp(String line, String wrong, String right) {
    Reply reply = office.ask("10", line);
    assertThat(reply.data()).as(line).containsEntry("error", "user");
    assertThat(text(reply)).contains(wrong, right);
    assertThat(text(office.ask("10", "/digest list"))).contains("None yet");
  }

  @Test
  void whatWouldTouchAnotherThanTheOneThatIsMeantIsAskedBack() {
    office.ask("10", "/digest on at 10:00");
    // Not the one of 10:00, although it is the only one.
    assertThat(text(office.ask("10", "/digest off at 09:00")))
        .contains("“at” does not go with /digest off", "/digest off id 3");
    assertThat(text(office.ask("10", "/digest off id 7"))).contains("has no digest 7", "id:1");
    assertThat(text(office.ask("10", "/digest pause id 7"))).contains("has no digest 7");
    assertThat(text(office.ask("10", "/digest resume id x"))).contains("id");
    assertThat(text(office.ask("10", "/digest pause until yesterday")))
        .contains("“yesterday” is no moment to come", "monday 09:00");
    assertThat(text(office.ask("10", "/digest pause until gibberish"))).contains("Allowed: 2h, 3d");
    assertThat(text(office.ask("10", "/digest pause for 3d"))).doesNotContain("rests");
    assertThat(text(office.ask("10", "/digest list")))
        .contains("at 10:00")
        .doesNotContain("Paused");
    office.ask("10", "/digest on at 11:00");
    assertThat(text(office.ask("10", "/digest off")))
        .contains("has 2 digests. Say which", "/digest off id:1", "/digest off id:2");
    // Another channel's cannot be touched from here.
    assertThat(text(office.ask("11", "/digest off id 1"))).contains("This channel has no digest");
    assertThat(text(office.ask("10", "/digest off id 1"))).contains("Digest 1 is off");
    assertThat(text(office.ask("10", "/digest list"))).contains("at 11:00").doesNotContain("10:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2h | Mon 2026-11-02 10:00 UTC
          3d | Thu 2026-11-05 08:00 UTC
          18:00 | Mon 2026-11-02 18:00 UTC
          tomorrow | Tue 2026-11-03 00:00 UTC
          monday 09:00 | Mon 2026-11-09 09:00 UTC
          2026-12-24 | Thu 2026-12-24 00:00 UTC
          2026-12-24 12:00 | Thu 2026-12-24 12:00 UTC
          """)
  void aPauseHasAnEnd(String until, String end) {
    office.ask("10", "/digest on at 09:00");
    assertThat(text(office.ask("10", "/digest pause until " + until)))
        .contains("Digest 1 rests", "Until " + end);
    assertThat(text(office.ask("10", "/digest list")))
        .contains("Paused until " + end, "by Ann", "Next: ");
    assertThat(text(office.ask("10", "/digest resume")))
        .contains("goes on", "Next: Mon 2026-11-02");
  }

  @Test
  void severalStandSideBySideInAChannelAndTheSameOneOnce() {
    office.ask("10", "/digest on at 09:00");
    office.ask("10", "/digest on at 09:00 gateway:GW-7");
    office.ask("10", "/digest on every 4h period last 4h");
    assertThat(text(office.ask("10", "/digest on at 09:00")))
        .contains("has that digest already: number 1");
    assertThat(text(office.ask("10", "/digest list"))).contains("1 every", "2 every", "3 every");
    for (int i = 4; i <= 20; i++) {
      office.ask("10", "/digest on at 09:00 gateway:GW-" + (100 + i));
    }
    assertThat(text(office.ask("10", "/digest on at 10:00")))
        .contains("has 20 digests already. Remove one first");
  }

  /** As Discord gives the options of a slash command, and Telegram a line to the bot by name. */
  @Test
  void theFormsOfThePlatformsMeanTheSame() {
    Context context =
        new Context(Office.channel("10"), new Asker("7", "Ann", Set.of(), false), ZoneId.of("UTC"));
    Reply on =
        office.answer(
            new Request.Call(
                "digest",
                Map.of(
                    "do", "on",
                    "at", "09:00",
                    "zone", "Asia/Dhaka",
                    "days", "mon-fri",
                    "quiet-when-ok", "true",
                    "csv", "false"),
                context));
    assertThat(text(on))
        .contains("mon-fri at 09:00 (Asia/Dhaka), yesterday, quiet when all is well.")
        .doesNotContain("CSV");
    assertThat(text(office.answer(new Request.Call("digest", Map.of("do", "list"), context))))
        .contains("mon-fri at 09:00");
    assertThat(
            text(
                office.answer(
                    new Request.Call("digest", Map.of("do", "off", "at", "09:00"), context))))
        .contains("does not go with /digest off");
    assertThat(text(office.ask("10", "/DIGEST Off"))).contains("Digest 1 is off");
  }

  @Test
  void whoChangedWhatIsKept() {
    office.ask("10", "/digest on at 09:00 days mon-fri");
    office.ask("10", "/digest pause until 3d");
    office.ask("10", "/digest resume");
    office.ask("10", "/digest off");
    office.ask("10", "/digest on at 25:00");
    office.ask("10", "/digest list");
    office.ask("10", "/digest now");
    assertThat(new AuditLog(office.database(), clock).of(Office.channel("10"), 10))
        .extracting(AuditLog.Entry::actorName, AuditLog.Entry::action, AuditLog.Entry::detail)
        .containsExactly(
            tuple("Ann", "digest off", "digest 1: mon-fri at 09:00 (UTC), yesterday"),
            tuple("Ann", "digest resume", "digest 1"),
            tuple("Ann", "digest pause", "digest 1 until 2026-11-05T08:00:00Z"),
            tuple("Ann", "digest on", "digest 1: mon-fri at 09:00 (UTC), yesterday"));
    assertThat(text(office.ask("10", "/settings"))).contains("Ann: digest off");
  }

  @Test
  void whoMayNotChangeIsToldAndNothingChanges() {
    office.ask("10", "/digest on at 09:00");
    office.close();
    Access figuresOnly =
        (spec, context) ->
            spec.permission().compareTo(Permission.FIGURES) <= 0
                ? Optional.empty()
                : Optional.of("You may not change that.");
    office =
        new Office(
            new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), clock),
            StateDatabase.open(StateSettings.FILE, dir),
            clock,
            board,
            figuresOnly);
    for (String line :
        List.of(
            "/digest on at 10:00",
            "/digest off",
            "/digest pause",
            "/digest resume",
            "/digest off id 1")) {
      assertThat(text(office.ask("10", line))).as(line).contains("You may not change that");
    }
    assertThat(text(office.ask("10", "/digest list")))
        .contains("at 09:00")
        .doesNotContain("Paused");
    assertThat(text(office.ask("10", "/digest now"))).contains("Digest: Sunday 2026-11-01");
  }

  private static String text(Reply reply) {
    return new TextRenderer(400, false).render(reply);
  }
}
