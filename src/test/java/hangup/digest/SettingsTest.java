package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.Permission;
import hangup.config.StateSettings;
import hangup.reply.Reply;
import hangup.state.StateDatabase;
import hangup.stats.Ingest;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path dir;

  private final TestClock clock = new TestClock("2026-11-02T08:00:00Z");
  private final Board board = new Board(clock, Duration.ZERO);

  @Test
  void areShownChangedAndAudited() {
    try (Office office = new Office(dir, clock, board)) {
      assertThat(text(office.ask("10", "/settings"))).contains("UTC (the bot's)", "1,234.5");
      assertThat(
              text(office.ask("10", "/settings zone:dhaka customer:ACME numbers:comma dates:dmy")))
          .contains("Asia/Dhaka", "ACME", "1.234,5", "30.11.2026", "Ann: settings")
          .contains("customer:ACME");
      assertThat(text(office.ask("11", "/settings"))).contains("UTC (the bot's)");
      assertThat(text(office.ask("10", "/settings customer:none zone:default")))
          .contains("UTC (the bot's)")
          .doesNotContain("Customer:  ACME");
      assertThat(text(office.ask("10", "/settings zone:Asia/Daka"))).contains("Asia/Dhaka?");
    }
  }

  @Test
  void aDigestTakesTheStyleAndTheDefaultsOfItsChannel() {
    try (Office office = new Office(dir, clock, board)) {
      office.ask("10", "/settings customer:ACME dates:dmy");
      assertThat(text(office.ask("10", "/digest on at 09:00"))).contains("customer ACME");
      clock.set(Instant.parse("2026-11-02T09:00:00Z"));
      office.run();
      office.run();
      assertThat(board.posted().get(0).reply().title())
          .isEqualTo("Digest: Sunday 01.11.2026, customer ACME");
    }
  }

  @Test
  void onlyAdministratorsMayChangeWhereThatIsSet() {
    try (Office office = new Office(dir, clock, board)) {
      office.ask("10", "/settings changers:admins");
      assertThat(text(office.ask("10", "/settings dates:dmy"))).contains("only its administrators");
      assertThat(text(office.ask("10", "/digest on"))).contains("only its administrators");
      assertThat(text(office.ask("10", "/digest"))).contains("None yet");
    }
  }

  @Test
  void whoMayOnlySeeFiguresMayListAndPreviewButNotChange() {
    Access figures =
        (spec, context) ->
            spec.permission().compareTo(Permission.FIGURES) <= 0
                ? Optional.empty()
                : Optional.of("You may not change that.");
    try (Office office =
        new Office(
            new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), clock),
            StateDatabase.open(StateSettings.FILE, dir),
            clock,
            board,
            figures)) {
      assertThat(text(office.ask("10", "/digest list"))).contains("None yet");
      assertThat(text(office.ask("10", "/digest now"))).contains("Digest: Sunday 2026-11-01");
      assertThat(text(office.ask("10", "/settings"))).contains("UTC");
      assertThat(text(office.ask("10", "/digest on"))).contains("You may not change that");
      assertThat(text(office.ask("10", "/settings dates:dmy"))).contains("You may not change that");
    }
  }

  @Test
  void questionsOfAChannelAreAboutItsSourceAndItsSettingsAreNot() {
    try (Office office = new Office(dir, clock, board)) {
      add(office.store(), "dhaka", 30);
      add(office.store(), "london", 12);
      assertThat(text(office.ask("10", "/reason 22"))).contains("42 calls until");
      office.ask("10", "/settings source:dhaka");
      assertThat(office.ask("10", "/summary").data()).containsEntry("seizures", 30L);
      assertThat(text(office.ask("10", "/reason 22")))
          .contains("30 calls until", "only source dhaka");
      assertThat(text(office.ask("10", "/reason 22 source:london"))).contains("12 calls until");
      assertThat(text(office.ask("10", "/reason 22 source:all"))).contains("42 calls until");
      assertThat(text(office.ask("11", "/reason 22"))).contains("42 calls until");
      // To look at the settings changes none.
      assertThat(office.ask("10", "/settings").title()).isEqualTo("Settings of this channel");
    }
  }

  /** Calls of the same numbers in each source. */
  private static void add(RollupStore store, String source, int count) {
    long start = Instant.parse("2026-11-02T07:00:00Z").toEpochMilli();
    try (Ingest ingest = store.begin(source, text -> OptionalInt.empty())) {
      for (int id = 1; id <= count; id++) {
        ingest.add(
            new Cdr(
                id,
                true,
                start + id * 1000L,
                start + id * 1000L,
                0,
                0,
                500,
                22,
                null,
                EndDirection.SERVER,
                "",
                "",
                "MG-1",
                "GW-1",
                "1001",
                "ACME",
                0));
      }
      ingest.commit();
    }
  }

  private static String text(Reply reply) {
    return new TextRenderer(200, false).render(reply);
  }
}
