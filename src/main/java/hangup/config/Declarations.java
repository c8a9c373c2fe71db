package hangup.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that readers ask for, in their order. */
final class Declarations {

  /** Stands after the key of a list, in the paths of its blocks: {@code access[].user}. */
  static final String ITEM = "[]";

  /** Stands for a name that the operator chooses: {@code sources.*.host}. */
  static final String ANY = "*";

  private final boolean collects;
  private final Map<String, Declared> keys = new LinkedHashMap<>();

  private Declarations(boolean collects) {
    this.collects = collects;
  }

  /** Collects nothing. */
  static Declarations none() {
    return new Declarations(false);
  }

  static Declarations collecting() {
    return new Declarations(true);
  }

  /** Whether a reader should be asked for what a list may hold, though there is none. */
  boolean collects() {
    return collects;
  }

  /** What is said of a key first, stays. */
  void add(String path, Declared kind) {
    if (collects) {
      keys.putIfAbsent(path, kind);
    }
  }

  Map<String, Declared> keys() {
    return Collections.unmodifiableMap(keys);
  }
}
