package hangup.stats;

import hangup.stats.PartCounter.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Keeps the books on how fragmented the rollup tables are, and merges rows of the same key where it
 * pays. Each merge is a transaction of its own: after a kill the rows are the old or the new ones.
 */
final class Compaction {
  /** Few enough for the memory limit, many enough to be quick. */
  private static final long ROWS_AT_ONCE = 3_000_000;

  /** Where a sample has more than this share of different keys, merging would save little. */
  private static final double HARDLY_MERGEABLE = 0.75;

  /** The sums of merged rows. */
  static final String SUMS =
      "sum(calls)::INTEGER AS calls, sum(answers)::INTEGER AS answers,"
          + " sum(talk_s)::BIGINT AS talk_s, sum(pdd_ms)::BIGINT AS pdd_ms,"
          + " sum(pdd_calls)::INTEGER AS pdd_calls, sum(billed_s)::BIGINT AS billed_s,"
          + " sum(fee_micros)::BIGINT AS fee_micros";

  private final DuckDBConnection connection;

  /** The last hour that was added to each table now. */
  private final Map<String, Integer> newest = new HashMap<>();

  Compaction(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Adds what an ingest has appended to the books, in the running transaction. */
  void book(List<PartCounter> added) throws SQLException {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (PartCounter counter : added) {
      if (!counter.hours().isEmpty()) {
        first = Math.min(first, counter.hours().firstKey());
        last = Math.max(last, counter.hours().lastKey());
        newest.merge(counter.table(), counter.hours().lastKey(), Math::max);
      }
    }
    if (first > last) {
      return;
    }
    // All tables at once: many small statements would be most of the work of a small ingest.
    String range = " WHERE hour >= " + first + " AND hour <= " + last;
    Map<String, SortedMap<Integer, Part>> all = load(range);
    for (PartCounter counter : added) {
      SortedMap<Integer, Part> parts =
          all.computeIfAbsent(counter.table(), table -> new TreeMap<>());
      counter.hours().forEach((hour, part) -> parts.merge(hour, part, Part::then));
    }
    replace(range, all);
  }

  /** Merges what has become too fragmented; outside of any transaction. */
  void run() throws SQLException {
    Map<String, SortedMap<Integer, Part>> many = load(" WHERE again >= " + PartCounter.MANY);
    for (Slice slice : Slice.values()) {
      for (Grain grain : Grain.values()) {
        SortedMap<Integer, Part> parts = many.get(slice.table(grain));
        if (parts != null) {
          run(slice, grain, parts);
        }
      }
    }
  }

  private void run(Slice slice, Grain grain, SortedMap<Integer, Part> parts) throws SQLException {
    int growing = newest.getOrDefault(slice.table(grain), Integer.MAX_VALUE);
    List<Integer> run = new ArrayList<>();
    long rows = 0;
    for (var entry : parts.entrySet()) {
      if (!entry.getValue().isFragmented(entry.getKey() >= growing)) {
        continue;
      }
      boolean gap =
          !run.isEmpty()
              && entry.getKey() > run.get(run.size() - 1) + Math.max(1, grain.minutes / 60);
      if (gap || rows + entry.getValue().rows() > ROWS_AT_ONCE) {
        merge(slice, grain, run);
        run.clear();
        rows = 0;
      }
      run.add(entry.getKey());
      rows += entry.getValue().rows();
    }
    merge(slice, grain, run);
  }

  private void merge(Slice slice, Grain grain, List<Integer> hours) throws SQLException {
    if (hours.isEmpty()) {
      return;
    }
    int first = hours.get(0);
    int last = hours.get(hours.size() - 1);
    String table = slice.table(grain);
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      SortedMap<Integer, Part> parts = load(table, first, last);
      if (isMergeable(sql, slice, grain, first)) {
        String range = " WHERE " + range(grain, first, last);
        String keys = keys(slice);
        sql.execute(
            "CREATE OR REPLACE TEMP TABLE merged AS SELECT "
                + keys
                + ", "
                + SUMS
                + " FROM "
                + table
                + range
                + " GROUP BY "
                + keys);
        sql.execute("DELETE FROM " + table + range);
        sql.execute("INSERT INTO " + table + " SELECT * FROM merged ORDER BY t");
        try (ResultSet rows =
            sql.executeQuery(
                "SELECT t * " + grain.minutes + " // 60, count(*) FROM merged GROUP BY 1")) {
          while (rows.next()) {
            long count = rows.getLong(2);
            parts.computeIfPresent(
                rows.getInt(1), (hour, part) -> new Part(count, 0, part.minutes()));
          }
        }
        sql.execute("DROP TABLE merged");
      } else {
        parts.replaceAll((hour, part) -> new Part(part.rows(), 0, part.minutes()));
      }
      store(table, parts, first, last);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static boolean isMergeable(Statement sql, Slice slice, Grain grain, int hour)
      throws SQLException {
    try (ResultSet rows =
        sql.executeQuery(
            "SELECT sum(n), count(*) FROM (SELECT count(*) AS n FROM "
                + slice.table(grain)
                + " WHERE "
                + range(grain, hour, hour)
                + " GROUP BY "
                + keys(slice)
                + ")")) {
      rows.next();
      return rows.getDouble(2) < rows.getDouble(1) * HARDLY_MERGEABLE;
    }
  }

  private static String keys(Slice slice) {
    return "t, "
        + slice.columns().stream().map(column -> column.sql).collect(Collectors.joining(", "));
  }

  private static String range(Grain grain, int firstHour, int lastHour) {
    // Parts of a table are booked under hours that begin one of its times.
    return "t >= "
        + firstHour * 60 / grain.minutes
        + " AND t <= "
        + (lastHour * 60 + 59) / grain.minutes;
  }

  private SortedMap<Integer, Part> load(String table, int first, int last) throws SQLException {
    return load(range(table, first, last)).getOrDefault(table, new TreeMap<>());
  }

  private static String range(String table, int first, int last) {
    return " WHERE rollup = '" + table + "' AND hour >= " + first + " AND hour <= " + last;
  }

  private Map<String, SortedMap<Integer, Part>> load(String where) throws SQLException {
    Map<String, SortedMap<Integer, Part>> parts = new HashMap<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("SELECT rollup, hour, row_count, again, minutes FROM parts" + where)) {
      while (rows.next()) {
        parts
            .computeIfAbsent(rows.getString(1), table -> new TreeMap<>())
            .put(rows.getInt(2), new Part(rows.getLong(3), rows.getLong(4), rows.getLong(5)));
      }
    }
    return parts;
  }

  /** Replaces the books of a table's hours. */
  void store(String table, SortedMap<Integer, Part> parts, int first, int last)
      throws SQLException {
    replace(range(table, first, last), Map.of(table, parts));
  }

  private void replace(String where, Map<String, SortedMap<Integer, Part>> parts)
      throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("DELETE FROM parts" + where);
    }
    try (DuckDBAppender row = connection.createAppender("parts")) {
      for (var table : parts.entrySet()) {
        for (var entry : table.getValue().entrySet()) {
          Part part = entry.getValue();
          row.beginRow()
              .append(table.getKey())
              .append(entry.getKey().intValue())
              .append(part.rows())
              .append(part.again())
              .append(part.minutes())
              .endRow();
        }
      }
    }
  }
}
