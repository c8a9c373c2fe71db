package hangup.chat.discord;

import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Suggestion;
import java.util.List;

/**
 * Completes the value of an option from memory. Thread-safe and fast: Discord waits 3 s at most.
 */
@FunctionalInterface
public interface Completer {

  /** Values that fit what was typed so far, best first. */
  List<Suggestion> complete(CommandSpec command, String option, String typed, Context context);
}
