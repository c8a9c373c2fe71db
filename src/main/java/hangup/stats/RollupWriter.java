package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Folds calls into cells and appends these to the rollup tables, in the transaction of its
 * connection. Memory is bounded by the number of cells it holds before it writes them.
 */
final class RollupWriter {
  /** About 20 MB of cells, and as much again while they are projected onto the slices. */
  static final int CELLS = 1 << 18;

  private final Statement sql;
  private final RowFeed feed;
  private final int source;
  private final int maxCells;
  private final CellMap cross = new CellMap();
  private final CellMap scratch = new CellMap();
  private final Map<Slice, Map<Grain, PartCounter>> parts = new EnumMap<>(Slice.class);

  RollupWriter(Statement sql, RowFeed feed, int source, int maxCells) {
    this.sql = sql;
    this.feed = feed;
    this.source = source;
    this.maxCells = maxCells;
    for (Slice slice : Slice.values()) {
      Map<Grain, PartCounter> byGrain = new EnumMap<>(Grain.class);
      for (Grain grain : Grain.values()) {
        byGrain.put(grain, new PartCounter(slice.table(grain), grain));
      }
      parts.put(slice, byGrain);
    }
  }

  /** Adds the rows that are no duplicates. */
  void add(CdrBatch batch) throws SQLException {
    for (int row = 0; row < batch.size; row++) {
      if (batch.duplicate[row]) {
        continue;
      }
      int cell =
          cross.cell(
              batch.minute[row],
              batch.customer[row],
              batch.mapping[row],
              batch.routing[row],
              batch.reason[row],
              batch.endedBy[row]);
      cross.addCall(
          cell,
          batch.talkSeconds[row],
          batch.pddMillis[row],
          batch.billedSeconds[row],
          batch.feeMicros[row]);
      if (cross.size() == maxCells) {
        flush();
      }
    }
  }

  /** Appends all that is held. */
  void flush() throws SQLException {
    for (Slice slice : Slice.values()) {
      for (Grain grain : Grain.values()) {
        if (slice == Slice.CROSS && grain == Grain.MINUTE) {
          append(cross, slice, grain);
        } else if (slice.has(grain)) {
          project(slice, grain);
          append(scratch, slice, grain);
        }
      }
    }
    cross.clear();
    scratch.clear();
  }

  /** What has been appended to each table. */
  List<PartCounter> parts() {
    return parts.values().stream().flatMap(byGrain -> byGrain.values().stream()).toList();
  }

  private void project(Slice slice, Grain grain) {
    boolean customer = slice.has(Column.CUSTOMER);
    boolean mapping = slice.has(Column.MAPPING);
    boolean routing = slice.has(Column.ROUTING);
    scratch.clear();
    for (int from = 0; from < cross.size(); from++) {
      int cell =
          scratch.cell(
              cross.time(from) / grain.minutes,
              customer ? cross.customer(from) : 0,
              mapping ? cross.mapping(from) : 0,
              routing ? cross.routing(from) : 0,
              cross.reason(from),
              cross.endedBy(from));
      scratch.addCell(cell, cross, from);
    }
  }

  private void append(CellMap cells, Slice slice, Grain grain) throws SQLException {
    PartCounter counter = parts.getOrDefault(slice, Map.of()).get(grain);
    CellRows rows = new CellRows(cells, source, slice);
    feed.insert(sql, slice.table(grain), rows);
    if (counter != null) {
      for (int row = 0; row < rows.size(); row++) {
        counter.row(rows.time(row));
      }
      counter.flushed();
    }
  }
}
