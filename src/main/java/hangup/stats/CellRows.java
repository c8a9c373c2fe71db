package hangup.stats;

import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBWritableVector;

/** Cells as rows of a rollup table, oldest first. */
final class CellRows implements RowFeed.Rows {
  private final CellMap cells;
  private final int source;
  private final int[] order;
  private final List<Field> fields = new ArrayList<>();

  private enum Field {
    TIME,
    SOURCE,
    CUSTOMER,
    MAPPING,
    ROUTING,
    REASON,
    ENDED_BY,
    CALLS,
    ANSWERS,
    TALK,
    PDD,
    PDD_CALLS,
    BILLED,
    FEE
  }

  /**
   * @param before only cells of earlier times
   */
  CellRows(CellMap cells, int source, Slice slice, int before) {
    this.cells = cells;
    this.source = source;
    // A question about a short time can then skip the other blocks of the table.
    this.order = cells.byTime(before);
    for (Field field : Field.values()) {
      boolean has =
          switch (field) {
            case CUSTOMER -> slice.has(Column.CUSTOMER);
            case MAPPING -> slice.has(Column.MAPPING);
            case ROUTING -> slice.has(Column.ROUTING);
            case ENDED_BY -> slice.has(Column.ENDED_BY);
            default -> true;
          };
      if (has) {
        fields.add(field);
      }
    }
  }

  @Override
  public int size() {
    return order.length;
  }

  @Override
  public int columns() {
    return fields.size();
  }

  @Override
  public boolean isLong(int column) {
    return switch (fields.get(column)) {
      case TALK, PDD, BILLED, FEE -> true;
      default -> false;
    };
  }

  /** The cells, in the order of the rows. */
  int[] order() {
    return order;
  }

  @Override
  public void write(int column, int first, int count, DuckDBWritableVector to) {
    Field field = fields.get(column);
    for (int i = 0; i < count; i++) {
      int cell = order[first + i];
      switch (field) {
        case TIME -> to.setInt(i, cells.time(cell));
        case SOURCE -> to.setInt(i, source);
        case CUSTOMER -> to.setInt(i, cells.customer(cell));
        case MAPPING -> to.setInt(i, cells.mapping(cell));
        case ROUTING -> to.setInt(i, cells.routing(cell));
        case REASON -> to.setInt(i, cells.reason(cell));
        case ENDED_BY -> to.setInt(i, cells.endedBy(cell));
        case CALLS -> to.setInt(i, cells.calls(cell));
        case ANSWERS -> to.setInt(i, cells.answers(cell));
        case TALK -> to.setLong(i, cells.talkSeconds(cell));
        case PDD -> to.setLong(i, cells.pddMillis(cell));
        case PDD_CALLS -> to.setInt(i, cells.pddCalls(cell));
        case BILLED -> to.setLong(i, cells.billedSeconds(cell));
        case FEE -> to.setLong(i, cells.feeMicros(cell));
      }
    }
  }
}
