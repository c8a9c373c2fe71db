package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folds calls into the rollup tables, in the transaction of its connection. Calls are summed by the
 * minute first; what leaves there is summed into the other tables. Memory is bounded by the room of
 * the tables, at about 80 bytes for each cell.
 */
final class RollupWriter {
  /** Room of the two largest tables. */
  static final int CELLS = 1 << 18;

  private final RollupTable calls;
  private final List<RollupTable> sums = new ArrayList<>();

  RollupWriter(Statement sql, RowFeed feed, int source, int cells) {
    calls = new RollupTable(Slice.CROSS, Grain.MINUTE, source, cells, sql, feed, this::sum);
    for (Slice slice : Slice.values()) {
      for (Grain grain : Grain.values()) {
        if (slice.has(grain) && !(slice == Slice.CROSS && grain == Grain.MINUTE)) {
          int room = slice == Slice.CROSS ? cells : cells / 4;
          sums.add(new RollupTable(slice, grain, source, room, sql, feed, (from, which) -> {}));
        }
      }
    }
  }

  /** Adds the rows that are no duplicates. */
  void add(CdrBatch batch) throws SQLException {
    for (int row = 0; row < batch.size; row++) {
      if (!batch.duplicate[row]) {
        calls.add(batch, row);
      }
    }
  }

  /** Table by table, so that one at a time fills the processor's cache. */
  private void sum(CellMap from, int[] cells) throws SQLException {
    for (RollupTable table : sums) {
      for (int cell : cells) {
        table.add(from, cell);
      }
    }
  }

  /** Appends all that is held. */
  void flush() throws SQLException {
    calls.flush();
    for (RollupTable table : sums) {
      table.flush();
    }
  }

  /** What has been appended to each table. */
  List<PartCounter> parts() {
    return Stream.concat(Stream.of(calls), sums.stream()).map(RollupTable::counter).toList();
  }
}
