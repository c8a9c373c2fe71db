package hangup.chat.discord;

import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.FakeUser;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many people asking at once, and what became of them. */
final class LoadRun {

  /**
   * @param interactions how many are asked
   * @param perSecond how many in a second
   * @param answerTakes how long the command waits, as for a database
   * @param dropEvery how often the gateway's connection is cut; never if zero
   */
  record Plan(int interactions, int perSecond, Duration answerTakes, Duration dropEvery) {}

  /**
   * @param acknowledged how long each took, sorted
   */
  record Result(
      int lost, int twice, List<Duration> acknowledged, int resumes, List<String> violations) {

    Duration percentile(double share) {
      return acknowledged.get((int) Math.min(acknowledged.size() - 1, acknowledged.size() * share));
    }
  }

  private static final FakeUser ANNA = FakeUser.member("501", "Anna");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private LoadRun() {}

  static Result run(Plan plan, Path dataDir) {
    try (FakeDiscord discord = FakeDiscord.start();
        Bot bot =
            Bot.with(discord, dataDir)
                .open("ask", (arguments, context) -> slowly(plan.answerTakes()))
                .start()) {
      discord.command(ANNA, FakeDiscord.CHANNEL, "ask", Map.of()).awaitAnswer(PATIENCE);
      discord.keepRequests(false);
      List<FakeInteraction> asked = new ArrayList<>();
      long start = System.nanoTime();
      long step = TimeUnit.SECONDS.toNanos(1) / plan.perSecond();
      long nextDrop = start + plan.dropEvery().toNanos();
      for (int i = 0; i < plan.interactions(); i++) {
        long due = start + i * step;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        if (!plan.dropEvery().isZero() && System.nanoTime() > nextDrop) {
          discord.gateway().drop();
          nextDrop = System.nanoTime() + plan.dropEvery().toNanos();
        }
        asked.add(discord.command(ANNA, FakeDiscord.CHANNEL, "ask", Map.of()));
      }
      long deadline = System.nanoTime() + PATIENCE.plus(plan.answerTakes()).toNanos();
      while (System.nanoTime() < deadline && !asked.stream().allMatch(FakeInteraction::answered)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      // Whatever would be answered a second time is, by now.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      if (bot.platform().trouble().isPresent()) {
        throw new IllegalStateException(bot.platform().trouble().get());
      }
      return new Result(
          (int) asked.stream().filter(one -> !one.answered()).count(),
          (int) asked.stream().filter(one -> one.answers() > 1).count()
              + discord.messages(FakeDiscord.CHANNEL).size(),
          asked.stream()
              .filter(FakeInteraction::acknowledged)
              .map(FakeInteraction::timeToAcknowledge)
              .sorted()
              .toList(),
          discord.gateway().resumes(),
          discord.violations());
    }
  }

  static Reply slowly(Duration takes) {
    LockSupport.parkNanos(takes.toNanos());
    return Reply.builder("Calls today", Severity.MEDIUM)
        .text("61 % of the failures are 22.")
        .add(
            new Block.Table(
                "",
                List.of(
                    new Block.Column("Gateway", Block.Align.LEFT, true),
                    new Block.Column("Calls", Block.Align.RIGHT, true)),
                List.of(List.of("GW-1", "4711"), List.of("GW-7", "815"))))
        .footer(RichText.of("1 to 24 h, UTC"))
        .button("Yesterday", "/ask what:yesterday")
        .build();
  }
}
