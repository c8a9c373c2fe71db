package hangup.stats;

import hangup.cdr.Cdr;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Turns the names of CDRs into numbers, and counts the end reasons. Its limits keep memory bounded
 * when a file has a column of ever different values where names are expected.
 */
final class IngestNames {
  private static final Map<Column, Integer> LIMITS =
      Map.of(
          Column.SOURCE, 1_000,
          Column.CUSTOMER, 100_000,
          Column.MAPPING, 20_000,
          Column.ROUTING, 20_000,
          Column.REASON, 5_000);

  private static final int COMMON_CODES = 1024;

  private final EnumMap<Column, GrowingDictionary> dictionaries = new EnumMap<>(Column.class);
  private final GrowingDictionary customers;
  private final GrowingDictionary mappings;
  private final GrowingDictionary routings;
  private final GrowingDictionary reasons;
  private final Function<String, OptionalInt> codes;

  /** Numbers of the codes from −{@value #COMMON_CODES}, plus 1; 0 where not yet known. */
  private final int[] commonCodes = new int[COMMON_CODES * 2];

  private final Map<String, Integer> texts = new HashMap<>();
  private long[] reasonCounts = new long[64];
  private long unnamed;

  /** What there are more names of than there is room for; empty if there is room for all. */
  static Optional<String> beyondLimits(Dictionaries names) {
    String full =
        Stream.of(Column.CUSTOMER, Column.MAPPING, Column.ROUTING, Column.REASON)
            .filter(column -> !names.of(column).matching(IngestResult.OTHERS).isEmpty())
            .map(
                column ->
                    String.format(Locale.ROOT, "%,d ", LIMITS.getOrDefault(column, 0))
                        + plural(column))
            .collect(Collectors.joining(", "));
    return full.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "more than " + full + ": those beyond are counted together as " + IngestResult.OTHERS);
  }

  private static String plural(Column column) {
    return switch (column) {
      case CUSTOMER -> "customers";
      case MAPPING -> "mapping gateways";
      case ROUTING -> "routing gateways";
      case REASON -> "end reasons";
      case SOURCE, ENDED_BY -> throw new IllegalArgumentException(column.sql);
    };
  }

  IngestNames(Dictionaries start, Function<String, OptionalInt> codes) {
    this.codes = codes;
    LIMITS.forEach(
        (column, limit) ->
            dictionaries.put(column, new GrowingDictionary(start.of(column), limit)));
    customers = of(Column.CUSTOMER);
    mappings = of(Column.MAPPING);
    routings = of(Column.ROUTING);
    reasons = of(Column.REASON);
  }

  private GrowingDictionary of(Column column) {
    GrowingDictionary dictionary = dictionaries.get(column);
    if (dictionary == null) {
      throw new IllegalArgumentException("no names in " + column);
    }
    return dictionary;
  }

  int source(String name) {
    return of(Column.SOURCE).idOf(name);
  }

  /** Fills the name columns of a row. */
  void put(Cdr cdr, CdrBatch batch, int row) {
    long start = cdr.startMs();
    String account = cdr.customerAccount();
    int customer = customers.idOf(account.isEmpty() ? cdr.customerName() : account);
    customers.seen(customer, start, cdr.customerName());
    int mapping = mappings.idOf(cdr.mappingGateway());
    mappings.seen(mapping, start);
    int routing = routings.idOf(cdr.routingGateway());
    routings.seen(routing, start);
    String text = cdr.reasonText();
    int reason = text == null ? code(cdr.reason()) : text(text);
    count(reason);
    if (customers.isOthers(customer)
        || mappings.isOthers(mapping)
        || routings.isOthers(routing)
        || reasons.isOthers(reason)) {
      unnamed++;
    }
    batch.customer[row] = customer;
    batch.mapping[row] = mapping;
    batch.routing[row] = routing;
    batch.reason[row] = reason;
  }

  private int code(int code) {
    int index = code + COMMON_CODES;
    if (index < 0 || index >= commonCodes.length) {
      return reasons.idOf(Integer.toString(code));
    }
    if (commonCodes[index] == 0) {
      commonCodes[index] = reasons.idOf(Integer.toString(code)) + 1;
    }
    return commonCodes[index] - 1;
  }

  private int text(String text) {
    Integer known = texts.get(text);
    if (known != null) {
      return known;
    }
    OptionalInt code = codes.apply(text);
    int id = code.isPresent() ? code(code.getAsInt()) : reasons.idOf(text);
    if (!reasons.isOthers(id)) {
      texts.put(text, id);
    }
    return id;
  }

  private void count(int reason) {
    if (reason >= reasonCounts.length) {
      reasonCounts = Arrays.copyOf(reasonCounts, Math.max(reason + 1, reasonCounts.length * 2));
    }
    reasonCounts[reason]++;
  }

  long unnamed() {
    return unnamed;
  }

  SortedMap<Integer, Long> codeCounts() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    for (int id = 0; id < Math.min(reasons.size(), reasonCounts.length); id++) {
      OptionalInt code = asCode(reasons.name(id));
      if (reasonCounts[id] > 0 && code.isPresent()) {
        counts.put(code.getAsInt(), reasonCounts[id]);
      }
    }
    return counts;
  }

  Map<String, Long> textCounts() {
    Map<String, Long> counts = new TreeMap<>();
    for (int id = 0; id < Math.min(reasons.size(), reasonCounts.length); id++) {
      if (reasonCounts[id] > 0 && asCode(reasons.name(id)).isEmpty()) {
        counts.put(reasons.name(id), reasonCounts[id]);
      }
    }
    return counts;
  }

  private static OptionalInt asCode(String name) {
    try {
      int code = Integer.parseInt(name);
      return Integer.toString(code).equals(name) ? OptionalInt.of(code) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** Writes what is new or has changed, in the running transaction. */
  void store(DuckDBConnection connection) throws SQLException {
    boolean renewed = false;
    for (var entry : dictionaries.entrySet()) {
      renewed |= entry.getValue().changedOld().length > 0;
    }
    if (renewed) {
      update(connection);
    }
    try (DuckDBAppender row = connection.createAppender("names")) {
      for (var entry : dictionaries.entrySet()) {
        GrowingDictionary names = entry.getValue();
        for (int id = Math.max(1, names.firstNew()); id < names.size(); id++) {
          append(
              row.beginRow().append(entry.getKey().sql).append(id).append(names.name(id)),
              id,
              names);
        }
      }
    }
  }

  private void update(DuckDBConnection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(
          "CREATE OR REPLACE TEMP TABLE renewed(kind VARCHAR, id INTEGER, label VARCHAR, ms"
              + " BIGINT)");
      try (DuckDBAppender row = connection.createAppender("temp", "main", "renewed")) {
        for (var entry : dictionaries.entrySet()) {
          GrowingDictionary names = entry.getValue();
          for (int id : names.changedOld()) {
            append(row.beginRow().append(entry.getKey().sql).append(id), id, names);
          }
        }
      }
      sql.execute(
          "UPDATE names SET label = renewed.label, last_ms = renewed.ms FROM renewed"
              + " WHERE names.id = renewed.id AND names.kind = renewed.kind");
    }
  }

  private static void append(DuckDBAppender row, int id, GrowingDictionary names)
      throws SQLException {
    row.append(names.label(id)).append(names.lastMs(id)).endRow();
  }
}
