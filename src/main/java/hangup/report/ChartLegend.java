package hangup.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** The names of a chart's series, in as many centred lines as they need. */
final class ChartLegend {

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 24);
  private static final int KEY = 24;
  private static final int KEY_GAP = 7;
  private static final int ENTRY_GAP = 22;
  private static final int LINE_HEIGHT = 38;
  private static final int MARGIN = 10;

  /**
   * One series.
   *
   * @param dashed whether it is a line, not bars
   */
  record Entry(String name, Color colour, boolean dashed) {}

  private final List<List<Entry>> lines;
  private final FontMetrics metrics;
  private final int width;

  private ChartLegend(List<List<Entry>> lines, FontMetrics metrics, int width) {
    this.lines = lines;
    this.metrics = metrics;
    this.width = width;
  }

  static ChartLegend of(List<Entry> entries, Graphics2D graphics, int width) {
    FontMetrics metrics = graphics.getFontMetrics(FONT);
    List<List<Entry>> lines = new ArrayList<>();
    int used = width;
    for (Entry entry : entries) {
      int needed = needed(metrics, entry);
      if (used + needed > width - 2 * MARGIN) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(entry);
      used += needed;
    }
    return new ChartLegend(lines, metrics, width);
  }

  int height() {
    return lines.isEmpty() ? 0 : lines.size() * LINE_HEIGHT + MARGIN;
  }

  void paint(Graphics2D graphics, int top, Color text) {
    graphics.setFont(FONT);
    int y = top;
    for (List<Entry> line : lines) {
      int total = line.stream().mapToInt(entry -> needed(metrics, entry)).sum() - ENTRY_GAP;
      int x = (width - total) / 2;
      for (Entry entry : line) {
        key(graphics, entry, x, y);
        graphics.setColor(text);
        graphics.drawString(entry.name(), x + KEY + KEY_GAP, y + metrics.getAscent());
        x += needed(metrics, entry);
      }
      y += LINE_HEIGHT;
    }
  }

  private static void key(Graphics2D graphics, Entry entry, int x, int y) {
    graphics.setColor(entry.colour());
    if (entry.dashed()) {
      graphics.setStroke(
          new BasicStroke(
              3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {8, 4}, 0));
      graphics.drawLine(x, y + KEY / 2, x + KEY, y + KEY / 2);
    } else {
      graphics.fillRect(x, y, KEY, KEY);
    }
  }

  private static int needed(FontMetrics metrics, Entry entry) {
    return KEY + KEY_GAP + metrics.stringWidth(entry.name()) + ENTRY_GAP;
  }
}
