package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds calls into the rollup tables, in the transaction of its connection. Calls are summed by the
 * minute first; what leaves there is summed into the coarser tables, and from those into the next.
 * Memory is bounded by the room of the tables, at about 80 bytes for each cell.
 */
final class RollupWriter {
  /** Room of the two largest tables. */
  static final int CELLS = 1 << 18;

  private final RollupTable calls;

  /** Finer ones before those that are made of them. */
  private final List<RollupTable> tables = new ArrayList<>();

  RollupWriter(Statement sql, RowFeed feed, int source, int cells) {
    calls = new RollupTable(Slice.CROSS, Grain.MINUTE, source, cells, sql, feed);
    tables.add(calls);
    for (Slice slice : Slice.values()) {
      int room = slice == Slice.CROSS ? cells : cells / 4;
      RollupTable finer = calls;
      for (Grain grain : Grain.values()) {
        if (slice.has(grain) && !(slice == Slice.CROSS && grain == Grain.MINUTE)) {
          finer = finer.coarser(slice, grain, room);
          tables.add(finer);
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

  /** Appends all that is held. */
  void flush() throws SQLException {
    for (RollupTable table : tables) {
      table.flush();
    }
  }

  /** What has been appended to each table. */
  List<PartCounter> parts() {
    return tables.stream().map(RollupTable::counter).toList();
  }
}
