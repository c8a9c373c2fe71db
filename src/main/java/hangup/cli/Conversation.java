package hangup.cli;

import hangup.chat.console.ConsoleChat;
import java.io.IOException;
import java.time.ZoneId;

/** The chat on the console, with the bot that was wired. */
final class Conversation {

  private Conversation() {}

  static void hold(Io io, Wiring wiring) throws IOException {
    ZoneId zone = wiring.settings().zone();
    try (ConsoleChat chat =
        io.terminal()
            ? ConsoleChat.onTerminal(
                wiring.dispatcher()::answer,
                wiring.completions(),
                wiring.settings().dataDir().resolve("console-history"),
                io.colour(),
                zone,
                wiring.clock())
            : ConsoleChat.onStreams(
                wiring.dispatcher()::answer,
                io.lines(),
                io.out(),
                io.width(),
                zone,
                wiring.clock())) {
      if (io.terminal()) {
        io.out()
            .println("Type /help, or ask in plain words: why 22?   Tab completes, exit leaves.");
      }
      chat.converse();
    }
  }
}
