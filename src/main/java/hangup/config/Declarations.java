package hangup.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that readers ask for, in their order. */
final class Declarations {

  private final Map<String, Declared> keys = new LinkedHashMap<>();

  /** What is said of a key first, stays. */
  void add(String path, Declared kind) {
    keys.putIfAbsent(path, kind);
  }

  Map<String, Declared> keys() {
    return Collections.unmodifiableMap(keys);
  }
}
