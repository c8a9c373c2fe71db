package hangup.command;

import java.util.Optional;

/** Decides who may ask what. Thread-safe. */
public interface Access {

  /** Everything is allowed: for whoever sits at the machine the bot runs on. */
  Access LOCAL = (spec, context) -> Optional.empty();

  /** Empty if the asker may run the command here, else a sentence that says why not. */
  Optional<String> refusal(CommandSpec spec, Context context);
}
