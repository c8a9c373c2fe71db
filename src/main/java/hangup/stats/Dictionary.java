package hangup.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The names of one column and the numbers that stand for them. Number 0 is the empty name.
 * Immutable.
 */
final class Dictionary {

  /**
   * A name.
   *
   * @param label how it is displayed, where that differs from the name; or empty
   * @param lastMs start of the newest call with it, UTC epoch ms
   */
  record Entry(String name, String label, long lastMs) {}

  static final Dictionary EMPTY = new Dictionary(List.of(new Entry("", "", 0)));

  private final List<Entry> entries;
  private final Map<String, List<Integer>> idsByLowerCase = new HashMap<>();

  /**
   * @param entries by number, the empty name first
   */
  Dictionary(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (int id = 0; id < this.entries.size(); id++) {
      Entry entry = this.entries.get(id);
      String name = entry.name().toLowerCase(Locale.ROOT);
      index(name, id);
      String label = entry.label().toLowerCase(Locale.ROOT);
      if (!label.isEmpty() && !label.equals(name)) {
        index(label, id);
      }
    }
  }

  private void index(String text, int id) {
    idsByLowerCase.computeIfAbsent(text, any -> new ArrayList<>(1)).add(id);
  }

  List<Entry> entries() {
    return entries;
  }

  String name(int id) {
    return entries.get(id).name();
  }

  /** The numbers of the names, or of those displayed as this, ignoring case. */
  List<Integer> matching(String text) {
    return idsByLowerCase.getOrDefault(text.toLowerCase(Locale.ROOT), List.of());
  }

  /** All but the empty name, that of the newest call first. */
  List<Entry> recentFirst() {
    return IntStream.range(1, entries.size())
        .mapToObj(entries::get)
        .sorted(Comparator.comparingLong(Entry::lastMs).reversed().thenComparing(Entry::name))
        .toList();
  }
}
