package hangup.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a key of the settings takes. */
sealed interface Declared {

  record Text(Optional<String> otherwise) implements Declared {}

  record Texts() implements Declared {}

  record Flag(boolean otherwise) implements Declared {}

  record Choice(List<String> words, Optional<String> otherwise) implements Declared {}

  record Whole(int otherwise, int from, int to) implements Declared {}

  record Span(Duration otherwise) implements Declared {}

  /** A secret, which never stands in the file. */
  record Hidden(String variable) implements Declared {}
}
