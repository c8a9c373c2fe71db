package hangup.command;

import java.util.Optional;

/** Turns requests away before anything is read, such as from somebody who asks too often. */
@FunctionalInterface
public interface Gate {

  /** Lets everything through. */
  Gate OPEN = context -> Optional.empty();

  /** Empty to let a request through, else a sentence for the asker. Thread-safe. */
  Optional<String> turnedAway(Context context);
}
