package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.Permission;
import hangup.config.StateSettings;
import hangup.reply.Reply;
import hangup.state.StateDatabase;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

  private static String text(Reply reply) {
    return new TextRenderer(200, false).render(reply);
  }
}
