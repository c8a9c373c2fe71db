package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.Delivery;
import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.reply.Reply;
import hangup.state.AuditLog;
import hangup.state.FullDisk;
import hangup.state.StateDatabase;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the bot's own database is full, or somebody holds it. */
class StateTroubleTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path dir;

  private final TestClock clock = new TestClock("2026-11-02T08:00:00Z");
  private final Board board = new Board(clock, Duration.ofHours(2));

  @AfterEach
  void free() {
    FullDisk.free();
  }

  private Office office(ChatPlatform platform) {
    return new Office(
        new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), clock),
        FullDisk.open(dir.resolve("state")),
        clock,
        platform,
        Access.LOCAL);
  }

  @Test
  void whatIsNotKeptIsSaidAndWhatIsSaidToBeKeptIs() {
    try (Office office = office(board)) {
      office.ask("10", "/settings dates:dmy");
      FullDisk.fill();
      List<String> kept = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < 400 && refused.size() < 3; i++) {
        String answer =
            text(office.ask("c" + i, "/digest on at 09:00 customer:" + "x".repeat(150)));
        if (answer.contains("is on")) {
          kept.add("c" + i);
        } else {
          assertThat(answer)
              .contains("The disk with the bot's own database", "is full")
              .contains("nothing can be changed until there is space again");
          refused.add("c" + i);
        }
      }
      assertThat(refused).isNotEmpty();
      assertThat(text(office.ask("10", "/settings dates:mdy"))).contains("is full");
      FullDisk.free();

      await()
          .atMost(SOON)
          .until(() -> text(office.ask("10", "/settings")), shown -> shown.contains("30.11.2026"));
      assertThat(kept)
          .allSatisfy(
              channel ->
                  assertThat(text(office.ask(channel, "/digest list"))).contains("at 09:00"));
      for (String channel : refused) {
        assertThat(text(office.ask(channel, "/digest list"))).contains("None yet");
        assertThat(text(office.ask(channel, "/digest on at 09:00"))).contains("is on");
        assertThat(new AuditLog(office.database(), clock).of(Office.channel(channel), 5))
            .hasSize(1);
      }
    }
  }

  @Test
  void aDigestThatIsDueWhileTheDiskIsFullIsMadeUpFor() {
    try (Office office = office(board)) {
      office.ask("10", "/digest on at 09:00");
      FullDisk.fill();
      useUpTheSpace(office.database());
      clock.set(Instant.parse("2026-11-02T09:00:00Z"));
      runAsFarAsPossible(office);
      assertThat(board.posted()).isEmpty();
      FullDisk.free();
      await()
          .atMost(SOON)
          .until(
              () -> {
                clock.pass(Duration.ofMinutes(1));
                runAsFarAsPossible(office);
                return !board.posted().isEmpty();
              });
      clock.pass(Duration.ofMinutes(5));
      runAsFarAsPossible(office);
      assertThat(board.posted()).hasSize(1);
      assertThat(text(office.ask("10", "/digest list"))).contains("Next: Tue 2026-11-03 09:00");
    }
  }

  @Test
  void aDigestOfWhichTheSendingCannotBeNotedIsThereOnce() {
    AtomicBoolean filled = new AtomicBoolean();
    ChatPlatform filling =
        new Around(
            board,
            () -> {
              if (filled.compareAndSet(false, true)) {
                FullDisk.fill();
              }
            });
    try (Office office = office(filling)) {
      office.ask("10", "/digest on at 09:00");
      clock.set(Instant.parse("2026-11-02T09:00:00Z"));
      runAsFarAsPossible(office);
      runAsFarAsPossible(office);
      assertThat(filled).isTrue();
      assertThat(board.posted()).hasSize(1);
      useUpTheSpace(office.database());
      FullDisk.free();
      await()
          .atMost(SOON)
          .until(
              () -> {
                clock.pass(Duration.ofMinutes(1));
                runAsFarAsPossible(office);
                return sent(office.database()) == 1;
              });
      assertThat(board.posted()).hasSize(1);
    }
  }

  @Test
  void aDatabaseThatSomebodyHoldsIsSaidToBeBusy() throws Exception {
    try (Office office = office(board)) {
      office.ask("10", "/digest on at 09:00");
      office.ask("10", "/settings dates:dmy");
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch letGo = new CountDownLatch(1);
      Thread holder =
          new Thread(
              () -> {
                boolean unused =
                    office
                        .database()
                        .write(
                            handle -> {
                              handle.execute("update subscription set name = name");
                              handle.execute("update channel_setting set zone = zone");
                              held.countDown();
                              try {
                                return letGo.await(1, TimeUnit.MINUTES);
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                return false;
                              }
                            });
              });
      holder.start();
      assertThat(held.await(1, TimeUnit.MINUTES)).isTrue();
      for (String line : List.of("/digest pause", "/digest off", "/settings dates:mdy")) {
        assertThat(text(office.ask("10", line)))
            .as(line)
            .contains("is busy", "Nothing was changed", "again")
            .doesNotContain("other Hangup");
      }
      // What asks nothing of the one that is held goes on.
      assertThat(text(office.ask("10", "/digest list"))).contains("at 09:00");
      letGo.countDown();
      holder.join();
      assertThat(text(office.ask("10", "/digest list"))).doesNotContain("Paused");
      assertThat(text(office.ask("10", "/settings"))).contains("30.11.2026");
      assertThat(text(office.ask("10", "/digest off"))).contains("is off");
    }
  }

  /** There may be room within the file for some more. */
  private static void useUpTheSpace(StateDatabase database) {
    for (int i = 0; i < 400; i++) {
      String name = "filler" + i;
      try {
        database.write(
            handle ->
                handle.execute(
                    "insert into known_fact (name, fact, at) values (?, ?, 0)",
                    name,
                    "x".repeat(500)));
      } catch (RuntimeException e) {
        return;
      }
    }
    throw new AssertionError("the disk is not full");
  }

  private static void runAsFarAsPossible(Office office) {
    try {
      office.findDead();
      office.run();
    } catch (RuntimeException e) {
      // As the scheduler does, it is tried again.
      assertThat(e).isNotNull();
    }
  }

  private static int sent(StateDatabase database) {
    try {
      return database.read(
          handle ->
              handle
                  .createQuery("select count(*) from delivery where state = 'sent'")
                  .mapTo(Integer.class)
                  .one());
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private static String text(Reply reply) {
    return new TextRenderer(300, false).render(reply);
  }

  /** A platform, and what happens after each post. */
  private record Around(ChatPlatform platform, Runnable afterwards) implements ChatPlatform {
    @Override
    public String name() {
      return platform.name();
    }

    @Override
    public void start() {}

    @Override
    public Delivery send(ChannelRef channel, Reply reply, String key) {
      Delivery delivery = platform.send(channel, reply, key);
      afterwards.run();
      return delivery;
    }

    @Override
    public Duration keyMemory() {
      return platform.keyMemory();
    }

    @Override
    public Optional<Instant> lastHeard() {
      return platform.lastHeard();
    }

    @Override
    public void close() {}
  }
}
