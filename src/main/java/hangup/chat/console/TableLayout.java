package hangup.chat.console;

import hangup.reply.Block;
import java.util.List;

/**
 * The widths of a table's columns: as wide as their cells where there is room; else columns that
 * are not essential are left out, last first, and then the widest columns are narrowed.
 */
final class TableLayout {

  private static final int MIN_CAP = 12;

  private final int[] widths;
  private final int gap;

  private TableLayout(int[] widths, int gap) {
    this.widths = widths;
    this.gap = gap;
  }

  /** The columns of the terminal that a column takes; 0 when it is left out. */
  int width(int column) {
    return widths[column];
  }

  /** Columns between two columns. */
  int gap() {
    return gap;
  }

  static TableLayout of(Block.Table table, int width) {
    List<Block.Column> columns = table.columns();
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int widest = Math.max(1, DisplayWidth.of(columns.get(i).header()));
      for (List<String> row : table.rows()) {
        widest = Math.max(widest, DisplayWidth.of(row.get(i)));
      }
      widths[i] = widest;
    }
    int gap = 2;
    if (total(widths, gap) > width && widths.length > 1) {
      // One overlong name shall not cost the other columns.
      int cap = Math.max(MIN_CAP, width * 2 / 5);
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.min(widths[i], cap);
      }
    }
    for (int i = widths.length - 1; i >= 0 && total(widths, gap) > width; i--) {
      if (!columns.get(i).essential()) {
        widths[i] = 0;
      }
    }
    narrow(widths, columns, Block.Align.LEFT, width, gap);
    narrow(widths, columns, Block.Align.RIGHT, width, gap);
    if (total(widths, gap) > width) {
      gap = 1;
    }
    for (int i = widths.length - 1; i > 0 && total(widths, gap) > width; i--) {
      widths[i] = 0;
    }
    return new TableLayout(widths, gap);
  }

  private static void narrow(
      int[] widths, List<Block.Column> columns, Block.Align align, int width, int gap) {
    int excess = total(widths, gap) - width;
    while (excess > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (columns.get(i).align() == align && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      int least = align == Block.Align.LEFT ? 6 : 3;
      if (widest < 0 || widths[widest] <= least) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  private static int total(int[] widths, int gap) {
    int total = 0;
    int shown = 0;
    for (int width : widths) {
      total += width;
      shown += width > 0 ? 1 : 0;
    }
    return total + Math.max(0, shown - 1) * gap;
  }
}
