package hangup.command;

import java.util.Map;

/** What reached the bot, free of any platform. */
public sealed interface Request {

  Context context();

  /** A line as it was typed: {@code /reason 22} or plain words. */
  record Line(String text, Context context) implements Request {}

  /** A command whose options the platform has already told apart. */
  record Call(String command, Map<String, String> options, Context context) implements Request {
    public Call {
      options = Map.copyOf(options);
    }
  }
}
