package hangup.chat;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Small texts that the processes of one bot share, each under a name. Thread-safe. */
public interface SharedTexts {

  /**
   * The text of a name.
   *
   * @throws RuntimeException if it cannot be read now
   */
  Optional<String> get(String name);

  /**
   * Puts another text in place of the one that is there, which nobody else changes meanwhile.
   *
   * @param name 1 to 200 characters
   * @param change gets the text, empty if there is none; may be called again
   * @return the text that is there now
   * @throws RuntimeException if it cannot be written now
   */
  String change(String name, UnaryOperator<String> change);
}
