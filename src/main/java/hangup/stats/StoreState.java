package hangup.stats;

import hangup.stats.CallStats.DataState;
import hangup.stats.Names.Customer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is kept in memory of the store, as of one revision: its names and what data there is.
 * Immutable.
 */
final class StoreState {

  /** Tells apart all states of all files. */
  record Revision(long store, long number) {}

  static final StoreState EMPTY =
      new StoreState(new Revision(-1, -1), Dictionaries.EMPTY, DataState.EMPTY);

  private final Revision revision;
  private final Dictionaries dictionaries;
  private final DataState data;
  private final List<String> gateways;
  private final List<Customer> customers;

  private StoreState(Revision revision, Dictionaries dictionaries, DataState data) {
    this.revision = revision;
    this.dictionaries = dictionaries;
    this.data = data;
    this.gateways = gateways(dictionaries);
    this.customers =
        dictionaries.of(Column.CUSTOMER).recentFirst().stream()
            .map(entry -> new Customer(entry.name(), entry.label()))
            .toList();
  }

  /** The state that a transaction sees; {@code known} if that is the one. */
  static StoreState load(Statement sql, StoreState known) throws SQLException {
    Revision revision;
    long calls;
    Optional<Instant> first;
    Optional<Instant> last;
    Optional<Instant> updated;
    Optional<Instant> kept;
    Optional<Instant> fine;
    try (ResultSet row =
        sql.executeQuery(
            "SELECT store, revision, calls, first_ms, last_ms, updated_ms, kept_min, fine_min FROM"
                + " state")) {
      row.next();
      revision = new Revision(row.getLong(1), row.getLong(2));
      if (revision.equals(known.revision)) {
        return known;
      }
      calls = row.getLong(3);
      first = instant(row, 4);
      last = instant(row, 5);
      updated = instant(row, 6);
      kept = minute(row.getLong(7));
      fine = minute(row.getLong(8));
    }
    Dictionaries dictionaries = dictionaries(sql);
    List<String> sources =
        dictionaries.of(Column.SOURCE).recentFirst().stream()
            .map(Dictionary.Entry::name)
            .sorted()
            .toList();
    return new StoreState(
        revision,
        dictionaries,
        new DataState(
            calls,
            first,
            last,
            updated,
            sources,
            kept,
            fine,
            IngestNames.beyondLimits(dictionaries)));
  }

  /** 0 is never. */
  private static Optional<Instant> minute(long minute) {
    return minute == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(minute * 60));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long ms = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
  }

  private static Dictionaries dictionaries(Statement sql) throws SQLException {
    Map<String, List<Dictionary.Entry>> entries = new HashMap<>();
    try (ResultSet rows =
        sql.executeQuery("SELECT kind, name, label, last_ms FROM names ORDER BY kind, id")) {
      while (rows.next()) {
        entries
            .computeIfAbsent(
                rows.getString(1),
                kind -> new ArrayList<>(List.of(new Dictionary.Entry("", "", 0))))
            .add(new Dictionary.Entry(rows.getString(2), rows.getString(3), rows.getLong(4)));
      }
    }
    Map<Column, Dictionary> dictionaries = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      List<Dictionary.Entry> names = entries.get(column.sql);
      if (names != null) {
        dictionaries.put(column, new Dictionary(names));
      }
    }
    return new Dictionaries(dictionaries);
  }

  /** Those of both sides; a name that occurs on both once. */
  private static List<String> gateways(Dictionaries dictionaries) {
    return Stream.of(Column.MAPPING, Column.ROUTING)
        .flatMap(column -> dictionaries.of(column).recentFirst().stream())
        .sorted(
            Comparator.comparingLong(Dictionary.Entry::lastMs)
                .reversed()
                .thenComparing(Dictionary.Entry::name))
        .map(Dictionary.Entry::name)
        .distinct()
        .toList();
  }

  Dictionaries dictionaries() {
    return dictionaries;
  }

  DataState data() {
    return data;
  }

  List<String> gateways() {
    return gateways;
  }

  List<Customer> customers() {
    return customers;
  }

  List<String> sources() {
    return data.sources();
  }
}
