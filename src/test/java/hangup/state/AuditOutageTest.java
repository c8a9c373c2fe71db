package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hangup.audit.AuditCommand;
import hangup.audit.AuditSource;
import hangup.audit.AuditTrail;
import hangup.audit.KeptAudit;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.PeriodParser;
import hangup.command.Permission;
import hangup.command.Request;
import hangup.command.Watch.Answered;
import hangup.config.StateSettings;
import hangup.reply.Button;
import hangup.reply.Reply;
import hangup.state.AuditLog.Entry;
import hangup.state.AuditLog.Kind;
import hangup.state.AuditLog.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log while the database takes nothing, and across restarts. */
class AuditOutageTest {

  private static final Duration KEEP = Duration.ofDays(30);
  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final PeriodParser PERIODS = new PeriodParser(CLOCK);
  private static final CommandSpec SUMMARY =
      new CommandSpec(
          "summary", "What failed", List.of(), List.of(), Permission.FIGURES, List.of("/summary"));

  @TempDir Path dir;

  @AfterEach
  void freeTheDisk() {
    FullDisk.free();
  }

  @Test
  void answersGoOnWhileNothingCanBeWrittenAndEachIsKeptOrCounted() {
    FullDisk.register();
    String url =
        "jdbc:h2:"
            + FullDisk.SCHEME
            + ":"
            + dir.resolve("full").toAbsolutePath()
            + ";WRITE_DELAY=0";
    try (StateDatabase database =
        StateDatabase.open(url, StateSettings.FILE, new StateErrors("full"), false)) {
      AuditLog audit = new AuditLog(database, CLOCK);
      try (AuditTrail trail = AuditTrail.start(audit, () -> KEEP, CLOCK)) {
        trail.answered(answered("before"));
        await().until(() -> count(audit) == 1);
        FullDisk.fill();
        int asked = 30_000;
        for (int i = 0; i < asked; i++) {
          trail.answered(answered("user " + "x".repeat(150) + i));
        }
        assertThat(trail.lost()).isPositive();
        FullDisk.free();

        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptionsMatching(StateException.class::isInstance)
            .untilAsserted(() -> assertThat(count(audit) - 1 + gaps(audit)).isEqualTo(asked));
        assertThat(trail.lost()).isZero();
        assertThat(gaps(audit)).isPositive().isEqualTo(trail.dropped());
        assertThat(trail.waiting()).isZero();
      }
    }
  }

  @Test
  void whatWasAnsweredLastIsThereAfterARestart() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir);
        AuditTrail trail = AuditTrail.start(new AuditLog(database, CLOCK), () -> KEEP, CLOCK)) {
      for (int i = 0; i < 2_000; i++) {
        trail.answered(answered("user " + i));
      }
    }
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      assertThat(count(new AuditLog(database, CLOCK))).isEqualTo(2_000);
    }
  }

  @Test
  void whatIsOldIsForgotten() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      Clock longAgo = Clock.fixed(NOW.minus(KEEP).minusSeconds(1), ZoneOffset.UTC);
      AuditLog audit = new AuditLog(database, CLOCK);
      try (AuditTrail before = AuditTrail.start(audit, () -> KEEP, longAgo)) {
        for (int i = 0; i < 2_500; i++) {
          before.answered(answered("user " + i));
        }
      }
      assertThat(count(audit)).isEqualTo(2_500);
      try (AuditTrail trail = AuditTrail.start(audit, () -> KEEP, CLOCK)) {
        trail.answered(answered("now"));
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(all(audit)).extracting(Entry::actorName).containsExactly("now"));
      }
    }
  }

  @Test
  void aFloodThatIsTurnedAwayIsOneEntry() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      AuditLog audit = new AuditLog(database, CLOCK);
      try (AuditTrail trail = AuditTrail.start(audit, () -> KEEP, CLOCK)) {
        for (int i = 0; i < 3_000; i++) {
          trail.answered(
              new Answered(
                  context("Mallory"), Optional.empty(), Map.of(), "refused", Duration.ZERO));
        }
      }
      assertThat(all(audit)).hasSizeLessThan(20);
      assertThat(
              all(audit).stream()
                  .mapToInt(
                      entry ->
                          entry.detail().isEmpty()
                              ? 1
                              : Integer.parseInt(entry.detail().replace(" times", "")))
                  .sum())
          .isEqualTo(3_000);
    }
  }

  @Test
  void theConsoleSaysThatABotHoldsIt() throws IOException, InterruptedException {
    Command command = new AuditCommand(new KeptAudit(StateSettings.FILE, dir, CLOCK), PERIODS);
    Process bot = Writer.start(dir);
    try {
      Writer.awaitReady(bot);
      assertThatThrownBy(() -> command.run(Arguments.NONE, Context.console(ZoneOffset.UTC)))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("Another Hangup runs")
          .hasMessageContaining("local page");
    } finally {
      bot.destroyForcibly().waitFor();
    }
    assertThat(command.run(Arguments.NONE, Context.console(ZoneOffset.UTC)).data())
        .containsEntry("total", 0L);
  }

  @Test
  void pagesGoFurtherBack() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      AuditLog audit = new AuditLog(database, CLOCK);
      try (AuditTrail trail = AuditTrail.start(audit, () -> KEEP, CLOCK)) {
        for (int i = 0; i < 45; i++) {
          trail.answered(answered("user " + i));
        }
        await().until(() -> count(audit) == 45);
        Dispatcher dispatcher =
            new Dispatcher(
                List.of(new AuditCommand(AuditSource.of(audit, trail), PERIODS)), Access.LOCAL);
        Reply first = ask(dispatcher, "/audit ok who:\"user \"");
        assertThat(entries(first)).hasSize(20);
        assertThat(first.data()).containsEntry("total", 45L);
        assertThat(first.buttons()).extracting(Button::label).containsExactly("Older");
        Reply second = ask(dispatcher, first.buttons().get(0).command());
        assertThat(second.buttons()).extracting(Button::label).containsExactly("Older", "Newer");
        Reply third = ask(dispatcher, second.buttons().get(0).command());
        assertThat(entries(third)).hasSize(5);
        assertThat(third.buttons()).extracting(Button::label).containsExactly("Newer");
        assertThat(
                Stream.of(first, second, third)
                    .flatMap(reply -> entries(reply).stream())
                    .distinct())
            .hasSize(45);
        assertThat(ask(dispatcher, "/audit page:0").data()).containsEntry("error", "user");
        assertThat(ask(dispatcher, "/audit page:99999999999").data())
            .containsEntry("error", "user");
      }
    }
  }

  private static Reply ask(Dispatcher dispatcher, String line) {
    return dispatcher.answer(new Request.Line(line, Context.console(ZoneOffset.UTC)));
  }

  private static List<?> entries(Reply reply) {
    return (List<?>) Objects.requireNonNull(reply.data().get("entries"));
  }

  private static Answered answered(String name) {
    return new Answered(context(name), Optional.of(SUMMARY), Map.of(), "ok", Duration.ofMillis(3));
  }

  private static Context context(String name) {
    return new Context(
        new ChannelRef("discord", Optional.of("1"), "10", Optional.empty()),
        new Asker("7", name, Set.of(), false),
        ZoneOffset.UTC);
  }

  private static List<Entry> all(AuditLog audit) {
    return audit.find(search(), 0, 100_000).entries();
  }

  private static long count(AuditLog audit) {
    return all(audit).stream().filter(entry -> entry.kind() == Kind.COMMAND).count();
  }

  private static long gaps(AuditLog audit) {
    return all(audit).stream()
        .filter(entry -> entry.kind() == Kind.GAP)
        .mapToLong(entry -> Long.parseLong(entry.detail().split(" ", 2)[0].replace("*", "")))
        .sum();
  }

  private static Search search() {
    return new Search(
        Instant.EPOCH, NOW.plusSeconds(1), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
