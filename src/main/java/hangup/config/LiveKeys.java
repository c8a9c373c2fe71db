package hangup.config;

import java.util.Set;

/**
 * The keys of the settings that can be changed without a restart.
 *
 * @param keys with those above them, as in {@code log.level}; one that names a section stands for
 *     all of it
 */
public record LiveKeys(Set<String> keys) {

  public LiveKeys {
    keys = Set.copyOf(keys);
  }

  /** Whether a change of the key has effect at once. */
  public boolean has(String key) {
    for (String part = key; !part.isEmpty(); part = above(part)) {
      if (keys.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String above(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? "" : key.substring(0, dot);
  }
}
