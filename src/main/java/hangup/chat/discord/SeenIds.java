package hangup.chat.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Remembers events for a while, as a gateway may deliver one again after a resume. */
final class SeenIds {

  private final Cache<Long, Boolean> ids =
      Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(Duration.ofMinutes(15)).build();

  /** Whether this is the first time; counts as seen from now on. */
  boolean first(long id) {
    return ids.asMap().putIfAbsent(id, Boolean.TRUE) == null;
  }
}
