package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Hands columns of numbers to DuckDB as a table function. Measured against its appender, which
 * flushes every 2048 rows, this takes 60 % of the time.
 */
final class RowFeed {
  private static final String FUNCTION = "hangup_rows";

  /** What is handed over: columns of 32 or 64 bit numbers. */
  interface Rows {
    int size();

    int columns();

    boolean isLong(int column);

    /** Writes rows {@code first} to {@code first + count} of a column. */
    void write(int column, int first, int count, DuckDBWritableVector to);
  }

  /** Read by DuckDB's own threads. */
  private volatile @Nullable Rows rows;

  /** Makes the function known to the database that the connection is to. */
  static RowFeed register(DuckDBConnection connection) throws SQLException {
    RowFeed feed = new RowFeed();
    try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
      var unused =
          builder.withName(FUNCTION).withFunction(new FeedFunction(feed)).register(connection);
    }
    // The driver keeps a list of all functions ever registered, for information only.
    DuckDBDriver.clearFunctionsRegistry();
    return feed;
  }

  /** Inserts rows; the columns must be as the table's. */
  void insert(Statement sql, String table, Rows next) throws SQLException {
    rows = next;
    try {
      sql.execute("INSERT INTO " + table + " SELECT * FROM " + FUNCTION + "()");
    } finally {
      rows = null;
    }
  }

  private Rows rows() {
    Rows current = rows;
    if (current == null) {
      throw new IllegalStateException("nothing is being inserted");
    }
    return current;
  }

  private static final class Position {
    int next;
  }

  private static final class FeedFunction implements DuckDBTableFunction<Rows, Position, Position> {
    private final RowFeed feed;

    FeedFunction(RowFeed feed) {
      this.feed = feed;
    }

    @Override
    public Rows bind(DuckDBTableFunctionBindInfo info) {
      Rows rows = feed.rows();
      for (int column = 0; column < rows.columns(); column++) {
        info.addResultColumn(
            "c" + column, rows.isLong(column) ? DuckDBColumnType.BIGINT : DuckDBColumnType.INTEGER);
      }
      info.setCardinality(rows.size(), true);
      return rows;
    }

    @Override
    public Position init(DuckDBTableFunctionInitInfo info) {
      info.setMaxThreads(1);
      return new Position();
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
      Rows rows = info.getBindData();
      Position position = info.getInitData();
      int count = (int) Math.min(out.capacity(), rows.size() - position.next);
      for (int column = 0; column < rows.columns() && count > 0; column++) {
        rows.write(column, position.next, count, out.vector(column));
      }
      position.next += count;
      return count;
    }
  }
}
