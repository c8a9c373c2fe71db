package hangup.chat;

import hangup.reply.Block;
import hangup.reply.Neutral;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays a table out in monospace for a narrow screen: columns that are not essential go first, then
 * long cells are continued on a line below. No cell is ever cut. Widths are in terminal columns: a
 * Chinese character takes two, a combining one none.
 */
public final class NarrowTable {

  private static final int LEAST = 6;
  private static final int GAP = 2;

  private final List<String> head;
  private final List<List<String>> rows;

  private NarrowTable(List<String> head, List<List<String>> rows) {
    this.head = head;
    this.rows = rows;
  }

  /**
   * Lays out for {@code width} columns; wider only where not even short pieces fit side by side.
   */
  public static NarrowTable of(Block.Table table, int width) {
    List<Integer> shown = shownColumns(table, width);
    int[] widths = new int[shown.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = natural(table, shown.get(i));
    }
    // Closer together is better than broken.
    int gap = total(widths, GAP) > width && total(widths, 1) <= width ? 1 : GAP;
    shrink(widths, width, gap);
    List<String> headers = new ArrayList<>();
    shown.forEach(column -> headers.add(table.columns().get(column).header()));
    List<String> head = lines(table, shown, headers, widths, gap);
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : table.rows()) {
      List<String> cells = new ArrayList<>();
      shown.forEach(column -> cells.add(row.get(column)));
      rows.add(lines(table, shown, cells, widths, gap));
    }
    return new NarrowTable(head, rows);
  }

  /** The header's lines. */
  public List<String> head() {
    return head;
  }

  /** Each row's lines; nearly always one. */
  public List<List<String>> rows() {
    return rows;
  }

  /** The header and all rows. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(head);
    rows.forEach(all::addAll);
    return all;
  }

  /** How many terminal columns a text takes. */
  public static int width(String text) {
    return text.codePoints().map(NarrowTable::width).sum();
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        Character.isIdeographic(codePoint)
            || (codePoint >= 0x1100 && codePoint <= 0x115F)
            || (codePoint >= 0x3000 && codePoint <= 0x30FF)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF);
    return wide ? 2 : 1;
  }

  private static List<Integer> shownColumns(Block.Table table, int width) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      shown.add(i);
    }
    for (int i = table.columns().size() - 1; i >= 0 && total(table, shown) > width; i--) {
      if (!table.columns().get(i).essential() && shown.size() > 1) {
        shown.remove(Integer.valueOf(i));
      }
    }
    return shown;
  }

  private static int total(Block.Table table, List<Integer> shown) {
    int total = GAP * (shown.size() - 1);
    for (int column : shown) {
      total += natural(table, column);
    }
    return total;
  }

  private static int natural(Block.Table table, int column) {
    int widest = width(clean(table.columns().get(column).header()));
    for (List<String> row : table.rows()) {
      widest = Math.max(widest, width(clean(row.get(column))));
    }
    return Math.max(widest, 1);
  }

  /** Takes from the widest column, one by one, until all fit or none can give any more. */
  private static void shrink(int[] widths, int width, int gap) {
    while (widths.length > 0 && total(widths, gap) > width) {
      int widest = 0;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > widths[widest]) {
          widest = i;
        }
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      int excess = total(widths, gap) - width;
      int step = Math.max(1, Math.min(excess, widths[widest] - secondWidest(widths, widest)));
      widths[widest] = Math.max(LEAST, widths[widest] - step);
    }
  }

  private static int total(int[] widths, int gap) {
    int total = gap * (widths.length - 1);
    for (int one : widths) {
      total += one;
    }
    return total;
  }

  private static int secondWidest(int[] widths, int widest) {
    int second = 0;
    for (int i = 0; i < widths.length; i++) {
      if (i != widest) {
        second = Math.max(second, widths[i]);
      }
    }
    return second;
  }

  private static List<String> lines(
      Block.Table table, List<Integer> shown, List<String> cells, int[] widths, int gap) {
    List<List<String>> pieces = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      List<String> wrapped = wrap(clean(cells.get(i)), widths[i]);
      pieces.add(wrapped);
      height = Math.max(height, wrapped.size());
    }
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String piece = line < pieces.get(i).size() ? pieces.get(i).get(line) : "";
        String space = " ".repeat(Math.max(0, widths[i] - width(piece)));
        boolean right = table.columns().get(shown.get(i)).align() == Block.Align.RIGHT;
        text.append(" ".repeat(i == 0 ? 0 : gap)).append(right ? space + piece : piece + space);
      }
      lines.add(text.toString().stripTrailing());
    }
    return lines;
  }

  /** Breaks at spaces where possible, else anywhere between characters. */
  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > width) {
      int end = 0;
      int used = 0;
      int space = -1;
      while (end < rest.length()) {
        int codePoint = rest.codePointAt(end);
        if (used + width(codePoint) > width && end > 0) {
          break;
        }
        if (codePoint == ' ') {
          space = end;
        }
        used += width(codePoint);
        end += Character.charCount(codePoint);
      }
      if (end >= rest.length()) {
        break;
      }
      int cut = rest.charAt(end) == ' ' ? end : space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static String clean(String cell) {
    StringBuilder text = new StringBuilder(cell.length());
    cell.codePoints().map(Neutral::of).forEach(text::appendCodePoint);
    return text.toString();
  }
}
