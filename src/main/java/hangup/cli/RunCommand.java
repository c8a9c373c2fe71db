package hangup.cli;

import hangup.chat.console.ReloadSignal;
import hangup.ops.LogSetup;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    description = {
      "Runs the bot on every chat platform that has a token, until it is stopped.",
      "Tokens come from the environment: HANGUP_DISCORD_TOKEN, HANGUP_TELEGRAM_TOKEN, or from a",
      "file that HANGUP_DISCORD_TOKEN_FILE or HANGUP_TELEGRAM_TOKEN_FILE names."
    })
final class RunCommand implements Callable<Integer> {

  private final Io io;

  @Mixin private GlobalOptions global;

  RunCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Wiring wiring = Wiring.of(io, global)) {
      LogSetup.forService(wiring.settings().log(), io.terminal());
      CountDownLatch stopped = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      try (Bot bot = Bot.start(wiring)) {
        io.err().println("Hangup runs: " + bot.describe() + ". Ctrl-C stops it.");
        if (!io.terminal()) {
          // On a terminal it means that the terminal is gone, and the bot with it.
          ReloadSignal.handle(bot::reload);
        }
        // The process ends when the hook does: it waits until everything is closed.
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      stopped.countDown();
                      awaitQuietly(closed);
                    },
                    "hangup-stop"));
        stopped.await();
      } finally {
        closed.countDown();
      }
    }
    return ExitCode.OK;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
