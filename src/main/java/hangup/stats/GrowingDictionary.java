package hangup.stats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary while CDRs are added: gives each new name a number, up to a limit, and notes what
 * must be written back.
 */
final class GrowingDictionary {
  /** VOS3000's own longest name column is varchar(255). */
  private static final int LONGEST_NAME = 255;

  /** By so much the time of a name's last call may be older than it was, to write few of them. */
  private static final long EXACT_MS = 60_000;

  private final Map<String, Integer> ids = new HashMap<>();
  private final int limit;
  private final int known;
  private final BitSet changed = new BitSet();
  private String[] names;
  private String[] labels;
  private long[] lastMs;
  private final long[] writtenMs;
  private int size;
  private int others = -1;

  /**
   * @param limit how many names there is room for; those beyond are {@link IngestResult#OTHERS}
   */
  GrowingDictionary(Dictionary start, int limit) {
    this.limit = limit;
    List<Dictionary.Entry> entries = start.entries();
    int capacity = Math.max(16, entries.size() * 2);
    names = new String[capacity];
    labels = new String[capacity];
    lastMs = new long[capacity];
    for (Dictionary.Entry entry : entries) {
      int id = put(entry.name(), entry.label());
      lastMs[id] = entry.lastMs();
    }
    known = size;
    writtenMs = lastMs.clone();
    changed.clear();
    Integer kept = ids.get(IngestResult.OTHERS);
    if (kept != null) {
      others = kept;
    }
  }

  int size() {
    return size;
  }

  /** Whether a number stands for all names beyond the limit. */
  boolean isOthers(int id) {
    return id == others;
  }

  int idOf(String name) {
    Integer id = ids.get(name);
    return id != null ? id : newId(name);
  }

  /** Notes a call with a name. */
  void seen(int id, long startMs) {
    if (startMs > lastMs[id]) {
      lastMs[id] = startMs;
      if (id < known && startMs - writtenMs[id] >= EXACT_MS) {
        changed.set(id);
      }
    }
  }

  /** Notes a call with a name that is displayed as this; the newest call decides. */
  void seen(int id, long startMs, String label) {
    if (startMs >= lastMs[id]) {
      seen(id, startMs);
      if (!label.isEmpty() && !label.equals(labels[id])) {
        labels[id] = clean(label);
        changed.set(id);
      }
    }
  }

  String name(int id) {
    return names[id];
  }

  String label(int id) {
    return labels[id];
  }

  long lastMs(int id) {
    return lastMs[id];
  }

  /** First of the numbers given out since the start. */
  int firstNew() {
    return known;
  }

  /** Those known at the start that must be written anew. */
  int[] changedOld() {
    return changed.stream().filter(id -> id < known).toArray();
  }

  private int newId(String raw) {
    String name = clean(raw);
    Integer same = ids.get(name);
    if (same != null) {
      return same;
    }
    return size < limit ? put(name, "") : others();
  }

  private int others() {
    if (others < 0) {
      others = put(IngestResult.OTHERS, "");
    }
    return others;
  }

  private int put(String name, String label) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      labels = Arrays.copyOf(labels, size * 2);
      lastMs = Arrays.copyOf(lastMs, size * 2);
    }
    int id = size++;
    names[id] = name;
    labels[id] = label;
    ids.put(name, id);
    return id;
  }

  /** Bounded in length, and the same text after a round trip through the database's UTF-8. */
  private static String clean(String name) {
    int end = Math.min(name.length(), LONGEST_NAME);
    return new String(
        name.substring(0, end).replace('\0', ' ').getBytes(StandardCharsets.UTF_8),
        StandardCharsets.UTF_8);
  }
}
