package hangup.stats;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.duckdb.DuckDBWritableVector;

/** Rows of the table {@code failed}, some of a batch. */
final class FailedRows implements RowFeed.Rows {
  /** Columns of the table, in the order of {@link #write}. */
  static final String TABLE =
      "(source INTEGER, start_ms BIGINT, place_ms BIGINT, id BIGINT, reason INTEGER,"
          + " customer INTEGER, mapping INTEGER, routing INTEGER, caller BIGINT, callee BIGINT,"
          + " caller_rest INTEGER, callee_rest INTEGER)";

  private final CdrBatch batch;
  private final int source;
  private final int[] chosen;

  /**
   * @param which of the batch's rows
   */
  FailedRows(CdrBatch batch, int source, IntPredicate which) {
    this.batch = batch;
    this.source = source;
    FailedBatch failed = batch.failed;
    this.chosen = IntStream.range(0, failed.size).filter(i -> which.test(failed.row[i])).toArray();
  }

  @Override
  public int size() {
    return chosen.length;
  }

  @Override
  public int columns() {
    return 12;
  }

  @Override
  public boolean isLong(int column) {
    return (column >= 1 && column <= 3) || column == 8 || column == 9;
  }

  @Override
  public void write(int column, int first, int count, DuckDBWritableVector to) {
    FailedBatch failed = batch.failed;
    for (int i = 0; i < count; i++) {
      int at = chosen[first + i];
      int row = failed.row[at];
      switch (column) {
        case 0 -> to.setInt(i, source);
        case 1 -> to.setLong(i, failed.startMs[at]);
        case 2 -> to.setLong(i, failed.placeMs[at]);
        case 3 -> to.setLong(i, batch.id[row]);
        case 4 -> to.setInt(i, batch.reason[row]);
        case 5 -> to.setInt(i, batch.customer[row]);
        case 6 -> to.setInt(i, batch.mapping[row]);
        case 7 -> to.setInt(i, batch.routing[row]);
        case 8 -> to.setLong(i, failed.caller[at]);
        case 9 -> to.setLong(i, failed.callee[at]);
        case 10 -> to.setInt(i, failed.callerRest[at]);
        default -> to.setInt(i, failed.calleeRest[at]);
      }
    }
  }
}
