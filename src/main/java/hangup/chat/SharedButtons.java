package hangup.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command lines too long for a button, where all processes of a bot see them. Thread-safe. */
final class SharedButtons implements ButtonStore {

  private static final Logger log = LoggerFactory.getLogger(SharedButtons.class);
  private static final String NAME = "button/";
  private static final int REMEMBERED = 5_000;

  private final SharedTexts texts;
  private final Cache<String, String> known = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  SharedButtons(SharedTexts texts) {
    this.texts = texts;
  }

  @Override
  public Optional<String> get(String id) {
    return Optional.ofNullable(known.getIfPresent(id)).or(() -> kept(id));
  }

  private Optional<String> kept(String id) {
    try {
      return texts.get(NAME + id);
    } catch (RuntimeException e) {
      log.warn("A button cannot be looked up now: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void put(String id, String command) {
    if (known.getIfPresent(id) == null) {
      known.put(id, command);
      try {
        String unused = texts.change(NAME + id, before -> command);
      } catch (RuntimeException e) {
        // The answer is worth more than a button that outlives this process.
        log.warn("A button cannot be kept now: {}", e.getMessage());
      }
    }
  }
}
