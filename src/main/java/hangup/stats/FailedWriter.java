package hangup.stats;

import hangup.cdr.CdrSource.Range;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps the index of failed calls of one source, and for which places it is complete; in the
 * transaction of its connection.
 */
final class FailedWriter {
  private final Statement sql;
  private final RowFeed feed;
  private final int source;
  private final SeenCalls seen;
  private boolean begun;

  /**
   * What is told of an ingest.
   *
   * @param before the places that had been read before it
   * @param after those that have been read with it
   * @param complete whether all that failed could be indexed
   */
  record Reached(Range before, Range after, boolean complete) {}

  FailedWriter(Statement sql, RowFeed feed, int source, SeenCalls seen) {
    this.sql = sql;
    this.feed = feed;
    this.source = source;
    this.seen = seen;
  }

  /** Adds the calls of a batch that was marked by {@link SeenCalls}. */
  void add(CdrBatch batch, NumberKey key) throws SQLException {
    begin(key);
    feed.insert(sql, "failed", new FailedRows(batch, source, row -> !batch.duplicate[row]));
    // What counts already may come from a file, or from before there was this index.
    FailedRows again =
        new FailedRows(batch, source, row -> batch.duplicate[row] && seen.isOpen(batch.day(row)));
    if (again.size() > 0) {
      sql.execute("CREATE OR REPLACE TEMP TABLE failed_again" + FailedRows.TABLE);
      feed.insert(sql, "failed_again", again);
      sql.execute(
          "INSERT INTO failed SELECT DISTINCT a.* FROM failed_again a ANTI JOIN (SELECT start_ms,"
              + " id FROM failed WHERE source = "
              + source
              + " AND start_ms >= "
              + Arrays.stream(batch.failed.startMs, 0, batch.failed.size).min().orElse(0)
              + ") f ON f.start_ms = a.start_ms AND f.id = a.id");
      sql.execute("DROP TABLE failed_again");
    }
  }

  /** What was made with another key is of no use. */
  private void begin(NumberKey key) throws SQLException {
    if (begun) {
      return;
    }
    begun = true;
    try (ResultSet row =
        sql.executeQuery(
            "SELECT count(*) FROM indexed WHERE source = "
                + source
                + " AND number_key <> "
                + key.print())) {
      row.next();
      if (row.getLong(1) == 0) {
        return;
      }
    }
    sql.execute("DELETE FROM failed WHERE source = " + source);
    sql.execute("DELETE FROM indexed WHERE source = " + source);
  }

  /** Books what has been read. */
  void store(Reached reached, NumberKey key) throws SQLException {
    begin(key);
    Range covered = covered(load(), reached);
    sql.execute("DELETE FROM indexed WHERE source = " + source);
    sql.execute(
        "INSERT INTO indexed VALUES ("
            + source
            + ", "
            + covered.fromMs()
            + ", "
            + covered.toMs()
            + ", "
            + key.print()
            + ")");
  }

  private Optional<Range> load() throws SQLException {
    try (ResultSet row =
        sql.executeQuery("SELECT from_ms, to_ms FROM indexed WHERE source = " + source)) {
      return row.next() ? Optional.of(new Range(row.getLong(1), row.getLong(2))) : Optional.empty();
    }
  }

  /**
   * What is indexed now. Rows are read at both ends; those that were read before there was an index
   * stay unknown, and with them what is read behind them.
   */
  static Range covered(Optional<Range> known, Reached reached) {
    Range before = reached.before();
    Range after = reached.after();
    if (!reached.complete()) {
      return new Range(after.toMs(), after.toMs());
    }
    if (before.isEmpty() && known.isEmpty()) {
      return after;
    }
    Range from =
        known
            .filter(range -> range.toMs() == before.toMs())
            .orElseGet(() -> new Range(before.toMs(), before.toMs()));
    boolean whole = from.fromMs() <= before.fromMs();
    return new Range(
        whole ? Math.min(from.fromMs(), after.fromMs()) : from.fromMs(),
        Math.max(from.fromMs(), after.toMs()));
  }
}
