package hangup.chat;

import java.util.Optional;

/** The command lines too long for a button. Thread-safe. */
interface ButtonStore {

  /** The line of an id, if it is known. */
  Optional<String> get(String id);

  /**
   * Keeps a line.
   *
   * @throws RuntimeException if it cannot be kept
   */
  void put(String id, String command);
}
