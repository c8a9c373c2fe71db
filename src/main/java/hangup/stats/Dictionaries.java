package hangup.stats;

import java.util.EnumMap;
import java.util.Map;

/** The dictionaries of all columns that hold names. Immutable. */
final class Dictionaries {
  static final Dictionaries EMPTY = new Dictionaries(Map.of());

  private final EnumMap<Column, Dictionary> byColumn = new EnumMap<>(Column.class);

  Dictionaries(Map<Column, Dictionary> byColumn) {
    this.byColumn.putAll(byColumn);
  }

  Dictionary of(Column column) {
    return byColumn.getOrDefault(column, Dictionary.EMPTY);
  }
}
