package hangup.stats;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One rollup table while calls are added: holds cells until it has no more room, then appends those
 * that calls in order of time will not reach any more, and adds them to coarser tables.
 */
final class RollupTable {
  private final Slice slice;
  private final Grain grain;
  private final int source;
  private final int room;
  private final Statement sql;
  private final RowFeed feed;
  private final CellMap cells = new CellMap();
  private final PartCounter counter;
  private final List<RollupTable> coarser = new ArrayList<>();

  RollupTable(Slice slice, Grain grain, int source, int room, Statement sql, RowFeed feed) {
    this.slice = slice;
    this.grain = grain;
    this.source = source;
    this.room = room;
    this.sql = sql;
    this.feed = feed;
    this.counter = new PartCounter(slice.table(grain), grain);
  }

  /**
   * Makes a table of what this one appends: of no more columns and no finer grain. It is to be
   * flushed after this one.
   */
  RollupTable coarser(Slice other, Grain otherGrain, int otherRoom) {
    RollupTable table = new RollupTable(other, otherGrain, source, otherRoom, sql, feed);
    coarser.add(table);
    return table;
  }

  /** What has been appended. */
  PartCounter counter() {
    return counter;
  }

  /** Adds a call of a batch. */
  void add(CdrBatch batch, int row) throws SQLException {
    makeRoom();
    int cell =
        cells.cell(
            batch.minute[row] / grain.minutes,
            batch.customer[row],
            batch.mapping[row],
            batch.routing[row],
            batch.reason[row],
            batch.endedBy[row]);
    cells.addCall(
        cell,
        batch.talkSeconds[row],
        batch.pddMillis[row],
        batch.billedSeconds[row],
        batch.feeMicros[row]);
  }

  /** Adds a cell of a finer table. */
  private void add(CellMap from, Grain fromGrain, int other) throws SQLException {
    makeRoom();
    int cell =
        cells.cell(
            from.time(other) * fromGrain.minutes / grain.minutes,
            slice.has(Column.CUSTOMER) ? from.customer(other) : 0,
            slice.has(Column.MAPPING) ? from.mapping(other) : 0,
            slice.has(Column.ROUTING) ? from.routing(other) : 0,
            from.reason(other),
            slice.has(Column.ENDED_BY) ? from.endedBy(other) : 0);
    cells.addCell(cell, from, other);
  }

  private void makeRoom() throws SQLException {
    if (cells.size() < room) {
      return;
    }
    int newest = cells.newestTime();
    // All of it, when keeping the newest would soon make the next rows few and their number large.
    append(cells.countBefore(newest) >= room / 4 ? newest : Integer.MAX_VALUE);
  }

  /** Appends all that is held. */
  void flush() throws SQLException {
    append(Integer.MAX_VALUE);
  }

  private void append(int before) throws SQLException {
    CellRows rows = new CellRows(cells, source, slice, before);
    if (rows.size() == 0) {
      return;
    }
    feed.insert(sql, slice.table(grain), rows);
    for (int cell : rows.order()) {
      counter.row(cells.time(cell));
    }
    counter.flushed();
    // Table by table, so that one at a time fills the processor's cache.
    for (RollupTable table : coarser) {
      for (int cell : rows.order()) {
        table.add(cells, grain, cell);
      }
    }
    cells.keepFrom(before);
  }
}
