package hangup.stats;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** The tables of the store. */
final class Schema {
  static final int VERSION = 4;

  private static final String SUMS =
      "calls INTEGER, answers INTEGER, talk_s BIGINT, pdd_ms BIGINT, pdd_calls INTEGER,"
          + " billed_s BIGINT, fee_micros BIGINT";

  private Schema() {}

  /** The version of the tables; 0 if there are none yet. */
  static int version(Statement sql) throws SQLException {
    try (ResultSet rows =
        sql.executeQuery(
            "SELECT count(*), count(*) FILTER (table_name = 'hangup_schema') FROM duckdb_tables()"
                + " WHERE NOT temporary")) {
      rows.next();
      if (rows.getLong(1) == 0) {
        return 0;
      }
      if (rows.getLong(2) == 0) {
        throw new SQLException("not a valid DuckDB database file of Hangup: foreign tables");
      }
    }
    try (ResultSet rows = sql.executeQuery("SELECT max(version) FROM hangup_schema")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Makes all tables, in one transaction. */
  static void create(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE hangup_schema(version INTEGER)");
      sql.execute("INSERT INTO hangup_schema VALUES (" + VERSION + ")");
      // What is known of all calls. The random number tells apart a file that was made anew.
      sql.execute(
          "CREATE TABLE state(store BIGINT, revision BIGINT, calls BIGINT, first_ms BIGINT,"
              + " last_ms BIGINT, updated_ms BIGINT)");
      sql.execute(
          "INSERT INTO state VALUES"
              + " ((random() * 9007199254740992)::BIGINT, 0, 0, NULL, NULL, NULL)");
      sql.execute(
          "CREATE TABLE names(kind VARCHAR, id INTEGER, name VARCHAR, label VARCHAR,"
              + " last_ms BIGINT)");
      sql.execute("CREATE TABLE seen(source INTEGER, day INTEGER, id BIGINT)");
      sql.execute("CREATE TABLE positions(source INTEGER, position VARCHAR, updated_ms BIGINT)");
      sql.execute(
          "CREATE TABLE imports(source INTEGER, file VARCHAR, fingerprint VARCHAR, offered BIGINT,"
              + " added BIGINT, duplicates BIGINT, rejected BIGINT, at_ms BIGINT)");
      // How many rows an hour has in a rollup table, which of its minutes have been written (a
      // bit each), and how many rows were added to minutes that had some: those may be merged.
      sql.execute(
          "CREATE TABLE parts(rollup VARCHAR, hour INTEGER, row_count BIGINT, again BIGINT,"
              + " minutes BIGINT)");
      addFiles(sql);
      addRetention(sql);
      addFailed(sql);
      for (Slice slice : Slice.values()) {
        for (Grain grain : Grain.values()) {
          if (slice.has(grain)) {
            sql.execute(
                "CREATE TABLE "
                    + slice.table(grain)
                    + "(t INTEGER, "
                    + slice.columns().stream()
                        .map(column -> column.sql + " INTEGER")
                        .collect(Collectors.joining(", "))
                    + ", "
                    + SUMS
                    + ")");
          }
        }
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Brings the tables of an older version up to date, in one transaction. */
  static void upgrade(Connection connection, int version) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      if (version < 2) {
        addFiles(sql);
      }
      if (version < 3) {
        addRetention(sql);
      }
      if (version < 4) {
        addFailed(sql);
      }
      sql.execute("UPDATE hangup_schema SET version = " + VERSION);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * The index of failed calls, and between which places of a source it is complete. It holds no
   * full numbers; {@code number_key} tells apart the keys of their check bits.
   */
  private static void addFailed(Statement sql) throws SQLException {
    sql.execute("CREATE TABLE failed" + FailedRows.TABLE);
    sql.execute(
        "CREATE TABLE indexed(source INTEGER, from_ms BIGINT, to_ms BIGINT, number_key BIGINT)");
  }

  /** What is known of the files of folders that are followed. */
  private static void addFiles(Statement sql) throws SQLException {
    sql.execute(
        "CREATE TABLE files(source INTEGER, file VARCHAR, size BIGINT, modified_ns BIGINT,"
            + " fingerprint VARCHAR, offered BIGINT, rejected BIGINT, at_ms BIGINT)");
  }

  /**
   * Before {@code kept_min} (UTC epoch minute) nothing is kept, before {@code fine_min} minutes are
   * kept by the quarter of an hour. To a day whose ids are forgotten no call can be added.
   */
  private static void addRetention(Statement sql) throws SQLException {
    sql.execute("ALTER TABLE state ADD COLUMN kept_min BIGINT DEFAULT 0");
    sql.execute("ALTER TABLE state ADD COLUMN fine_min BIGINT DEFAULT 0");
    sql.execute(
        "CREATE TABLE days(source INTEGER, day INTEGER, added_ms BIGINT, forgotten BOOLEAN)");
    sql.execute(
        "INSERT INTO days SELECT source, day, epoch_ms(now()), FALSE FROM seen GROUP BY source,"
            + " day");
  }
}
