package hangup.stats;

import hangup.stats.PartCounter.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Drops, compacts and forgets what has become old, a little at a time. Each step is a transaction
 * of its own that also writes how far it came: after a kill, all of it was done or nothing.
 */
final class Tidy {
  private static final int DAY = 1440;
  private static final int HOUR = 60;
  private static final int QUARTER = Grain.QUARTER.minutes;

  /** The minutes that rows of compacted hours begin with, a bit each. */
  private static final long QUARTERS = 1L | 1L << 15 | 1L << 30 | 1L << 45;

  private final DuckDBConnection connection;
  private final Retention retention;
  private final Instant now;
  private final int rowsAtOnce;

  /**
   * @param rowsAtOnce a day with more rows is compacted by the hour, so that a step is short
   */
  Tidy(DuckDBConnection connection, Retention retention, Instant now, int rowsAtOnce) {
    this.rowsAtOnce = rowsAtOnce;
    this.connection = connection;
    this.retention = retention;
    this.now = now;
  }

  private interface Work {
    void run(Statement sql) throws SQLException;
  }

  /** One step; gives whether there was anything to do. */
  boolean step() throws SQLException {
    return drop() || compact() || forget();
  }

  /** The start of the UTC day so long ago, in epoch minutes. */
  private long dayBefore(Duration age) {
    return Math.floorDiv(now.minus(age).getEpochSecond(), 86_400L) * DAY;
  }

  /** Drops the oldest day if it is too old. */
  private boolean drop() throws SQLException {
    long target = dayBefore(retention.calls());
    if (number("SELECT kept_min FROM state").orElse(0) >= target) {
      return false;
    }
    OptionalLong oldest = number("SELECT min(t) FROM " + Slice.REASON.table(Grain.HOUR));
    long first = oldest.isPresent() ? Math.floorDiv(oldest.getAsLong() * HOUR, DAY) * DAY : target;
    long cut = Math.min(target, first + DAY);
    transaction(
        sql -> {
          for (Slice slice : Slice.values()) {
            for (Grain grain : Grain.values()) {
              if (slice.has(grain)) {
                sql.execute(
                    "DELETE FROM " + slice.table(grain) + " WHERE t < " + cut / grain.minutes);
              }
            }
          }
          sql.execute("DELETE FROM parts WHERE hour < " + cut / HOUR);
          sql.execute("DELETE FROM seen WHERE day < " + cut / DAY);
          sql.execute("DELETE FROM days WHERE day < " + cut / DAY);
          sql.execute("DELETE FROM failed WHERE start_ms < " + cut * 60_000);
          sql.execute("UPDATE indexed SET from_ms = " + cut * 60_000 + indexedBefore(cut));
          sql.execute(
              "UPDATE state SET revision = revision + 1, kept_min = "
                  + cut
                  + ", fine_min = greatest(fine_min, "
                  + cut
                  + "), first_ms = CASE WHEN last_ms < "
                  + cut * 60_000
                  + " THEN NULL ELSE greatest(first_ms, "
                  + cut * 60_000
                  + ") END");
        });
    return true;
  }

  /** Sums the minutes of the oldest hour that is old enough into quarters of an hour. */
  private boolean compact() throws SQLException {
    long target = dayBefore(retention.minutes());
    long from = number("SELECT fine_min FROM state").orElse(0);
    if (from >= target) {
      return false;
    }
    // Every call has a row in this table.
    OptionalLong oldest =
        number(
            "SELECT min(t) FROM " + Slice.REASON.table(Grain.HOUR) + " WHERE t >= " + from / HOUR);
    long hour = oldest.isPresent() ? oldest.getAsLong() * HOUR : target;
    if (hour >= target) {
      transaction(sql -> sql.execute("UPDATE state SET fine_min = " + target));
      return true;
    }
    long day = Math.floorDiv(hour, DAY) * DAY + DAY;
    long rows =
        number(
                "SELECT count(*) FROM "
                    + Slice.CROSS.table(Grain.MINUTE)
                    + " WHERE t >= "
                    + hour
                    + " AND t < "
                    + day)
            .orElse(0);
    long end = rows <= rowsAtOnce ? day : hour + HOUR;
    transaction(
        sql -> {
          for (Slice slice : Slice.values()) {
            if (slice.has(Grain.MINUTE)) {
              compact(sql, slice, hour, end);
            }
          }
          sql.execute("UPDATE state SET revision = revision + 1, fine_min = " + end);
        });
    return true;
  }

  private void compact(Statement sql, Slice slice, long from, long end) throws SQLException {
    String table = slice.table(Grain.MINUTE);
    String keys = slice.columns().stream().map(c -> c.sql).collect(Collectors.joining(", "));
    String range = " WHERE t >= " + from + " AND t < " + end;
    sql.execute(
        "CREATE OR REPLACE TEMP TABLE quarters AS SELECT (t // "
            + QUARTER
            + " * "
            + QUARTER
            + ")::INTEGER AS t, "
            + keys
            + ", "
            + Compaction.SUMS
            + " FROM "
            + table
            + range
            + " GROUP BY ALL");
    sql.execute("DELETE FROM " + table + range);
    sql.execute("INSERT INTO " + table + " SELECT * FROM quarters ORDER BY t");
    SortedMap<Integer, Part> parts = new TreeMap<>();
    try (ResultSet rows =
        sql.executeQuery("SELECT t // " + HOUR + ", count(*) FROM quarters GROUP BY 1")) {
      while (rows.next()) {
        parts.put(rows.getInt(1), new Part(rows.getLong(2), 0, QUARTERS));
      }
    }
    sql.execute("DROP TABLE quarters");
    new Compaction(connection).store(table, parts, (int) (from / HOUR), (int) ((end - 1) / HOUR));
  }

  /** Forgets the ids of the calls of one source and day. */
  private boolean forget() throws SQLException {
    long day = dayBefore(retention.ids()) / DAY;
    long added = now.minus(retention.ids()).toEpochMilli();
    String old =
        " FROM days WHERE NOT forgotten AND day < " + day + " AND added_ms < " + added + " ";
    OptionalLong oldest = number("SELECT min(day)" + old);
    if (oldest.isEmpty()) {
      return false;
    }
    long which = oldest.getAsLong();
    OptionalLong source = number("SELECT min(source)" + old + "AND day = " + which);
    String where = " WHERE day = " + which + " AND source = " + source.orElse(0);
    transaction(
        sql -> {
          sql.execute("DELETE FROM seen" + where);
          long end = (which + 1) * DAY;
          String ofSource = " AND source = " + source.orElse(0);
          sql.execute(
              "DELETE FROM failed WHERE start_ms >= "
                  + which * DAY * 60_000
                  + " AND start_ms < "
                  + end * 60_000
                  + ofSource);
          sql.execute(
              "UPDATE indexed SET from_ms = " + end * 60_000 + indexedBefore(end) + ofSource);
          sql.execute("UPDATE days SET forgotten = TRUE" + where);
        });
    return true;
  }

  /** Those that claim calls from before a minute. */
  private static String indexedBefore(long minute) {
    return ", to_ms = greatest(to_ms, " + minute * 60_000 + ") WHERE from_ms < " + minute * 60_000;
  }

  private OptionalLong number(String query) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      return number(sql, query);
    }
  }

  private static OptionalLong number(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      row.next();
      long value = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }

  private void transaction(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      work.run(sql);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
