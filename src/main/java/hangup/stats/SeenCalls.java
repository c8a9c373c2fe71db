package hangup.stats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Finds, batch by batch, the calls that count already, and remembers the others; in the transaction
 * of its connection.
 */
final class SeenCalls {
  private final int source;
  private final Statement sql;
  private final RowFeed feed;
  private final RowSet rows = new RowSet();
  private final OpenDays days;
  private long tooOld;
  private boolean anonymous;

  /**
   * @param source ids are unique within a source only
   */
  SeenCalls(Statement sql, RowFeed feed, int source) throws SQLException {
    this.source = source;
    this.sql = sql;
    this.feed = feed;
    this.days = new OpenDays(sql, source);
    sql.execute("CREATE TEMP TABLE batch(n INTEGER, day INTEGER, id BIGINT)");
    sql.execute("CREATE TEMP TABLE repeated(n INTEGER)");
  }

  /** CDRs that could not count because of their age; they were marked as duplicates too. */
  long tooOld() {
    return tooOld;
  }

  /** Whether calls of a day can count. */
  boolean isOpen(int day) {
    return days.take(day);
  }

  /** Writes to which days calls were added. */
  void store(long nowMs) throws SQLException {
    days.store(nowMs);
  }

  /** Sets {@link CdrBatch#duplicate} and returns how many rows are. */
  int mark(CdrBatch batch) throws SQLException {
    if (batch.withoutId > 0) {
      numberEqualRows(batch);
    }
    rows.clear();
    int fresh = 0;
    sql.execute("DELETE FROM batch");
    for (int row = 0; row < batch.size; row++) {
      boolean open = days.take(batch.day(row));
      tooOld += open ? 0 : 1;
      batch.duplicate[row] = !open || !rows.add(batch, row);
      if (!batch.duplicate[row]) {
        fresh++;
      }
    }
    feed.insert(sql, "batch", new IdRows(batch, row -> !batch.duplicate[row]));
    sql.execute("DELETE FROM repeated");
    int repeated =
        sql.executeUpdate(
            "INSERT INTO repeated SELECT b.n FROM batch b JOIN seen s ON s.day = b.day"
                + " AND s.id = b.id WHERE s.source = "
                + source);
    if (repeated > 0) {
      try (ResultSet result = sql.executeQuery("SELECT n FROM repeated")) {
        while (result.next()) {
          batch.duplicate[result.getInt(1)] = true;
        }
      }
    }
    if (repeated < fresh) {
      sql.execute(
          "INSERT INTO seen SELECT "
              + source
              + ", day, id FROM batch"
              + (repeated == 0 ? "" : " WHERE n NOT IN (SELECT n FROM repeated)"));
    }
    return batch.size - fresh + repeated;
  }

  /**
   * Gives rows without an id one that is made of their contents and of how many equal ones this
   * ingest had before.
   */
  private void numberEqualRows(CdrBatch batch) throws SQLException {
    LongCounts before = new LongCounts(batch.withoutId);
    if (!anonymous) {
      sql.execute("CREATE TEMP TABLE anonymous(day INTEGER, hash BIGINT)");
      anonymous = true;
    }
    sql.execute("DELETE FROM batch");
    feed.insert(sql, "batch", new IdRows(batch, row -> !batch.hasId[row]));
    try (ResultSet result =
        sql.executeQuery(
            "SELECT b.id, (count(*) // count(DISTINCT b.n))::INTEGER FROM batch b JOIN anonymous a"
                + " ON a.day = b.day AND a.hash = b.id GROUP BY b.id")) {
      while (result.next()) {
        before.add(result.getLong(1), result.getInt(2));
      }
    }
    sql.execute("INSERT INTO anonymous SELECT day, id FROM batch");
    for (int row = 0; row < batch.size; row++) {
      if (!batch.hasId[row]) {
        batch.id[row] = Mix.step(batch.id[row], before.add(batch.id[row], 1));
      }
    }
  }
}
