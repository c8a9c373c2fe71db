package hangup.stats;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.duckdb.DuckDBWritableVector;

/** Row number, day and id of some rows of a batch. */
final class IdRows implements RowFeed.Rows {
  private final CdrBatch batch;
  private final int[] rows;

  IdRows(CdrBatch batch, IntPredicate which) {
    this.batch = batch;
    this.rows = IntStream.range(0, batch.size).filter(which).toArray();
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int columns() {
    return 3;
  }

  @Override
  public boolean isLong(int column) {
    return column == 2;
  }

  @Override
  public void write(int column, int first, int count, DuckDBWritableVector to) {
    for (int i = 0; i < count; i++) {
      int row = rows[first + i];
      switch (column) {
        case 0 -> to.setInt(i, row);
        case 1 -> to.setInt(i, batch.day(row));
        default -> to.setLong(i, batch.id[row]);
      }
    }
  }
}
