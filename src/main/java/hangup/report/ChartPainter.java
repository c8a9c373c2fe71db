package hangup.report;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hangup.reply.Chart;
import hangup.reply.Neutral;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws charts as PNG, 840 by 560 pixels: sharp at the width of a phone, where its smallest letters
 * are still those of a newspaper. The card is dark with light text, so it reads the same in light
 * and in dark surroundings. Readers of every kind of colour vision tell the colours apart; lines
 * are dashed, so that they differ from bars without any colour. Needs the fonts of the system. A
 * chart that many want at the same time is drawn once. Thread-safe.
 */
public final class ChartPainter {

  private static final int WIDTH = 840;
  private static final int HEIGHT = 560;
  private static final int MOST_LABELS = 9;
  private static final int LONGEST_NAME = 24;

  private static final Color CARD = new Color(0x1E2229);
  private static final Color TEXT = new Color(0xE8EAED);
  private static final Color GRID = new Color(0x3C424D);
  private static final Color LINE = new Color(0xFFFFFF);

  /**
   * Two of Okabe and Ito's, and two with which they are furthest apart: seen without red, green or
   * blue cones, each pair of these and {@link #REST} differs by 35 or more in CIELAB. There are no
   * more, for with each more that shrinks.
   */
  private static final List<Color> PALETTE =
      List.of(new Color(0xE69F00), new Color(0x56B4E9), new Color(0xCC4433), new Color(0xAA33EE));

  /** What has no name shall not stand out. */
  private static final Color REST = new Color(0x6B717A);

  /** Some hundreds of pictures. */
  private static final long MOST_BYTES = 16L << 20;

  private final LoadingCache<Chart, byte[]> drawn =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Chart chart, byte[] picture) -> picture.length)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build(this::draw);
  private final LongAdder drawings = new LongAdder();

  /** The chart as a PNG file. */
  public byte[] png(Chart chart) {
    return drawn.get(chart).clone();
  }

  /** How many charts were drawn since the start. */
  public long drawings() {
    return drawings.sum();
  }

  private byte[] draw(Chart chart) {
    drawings.increment();
    CategoryChart drawing =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(plain(chart.title())).build();
    style(drawing.getStyler(), chart.buckets().size());
    drawing.getStyler().setYAxisMax(Math.max(1, top(chart) * 1.05));
    List<String> labels = labels(chart.buckets());
    Set<String> names = new HashSet<>();
    List<ChartLegend.Entry> entries = new ArrayList<>();
    int colour = 0;
    for (Chart.Series series : chart.stacked()) {
      if (labels.isEmpty()) {
        break;
      }
      CategorySeries bars =
          drawing.addSeries(unique(series.name(), names), labels, series.values());
      Color fill =
          series.name().equals(TimeBuckets.OTHERS)
              ? REST
              : PALETTE.get(Math.min(colour++, PALETTE.size() - 1));
      bars.setFillColor(fill);
      entries.add(new ChartLegend.Entry(bars.getName(), fill, false));
    }
    chart
        .line()
        .filter(line -> !labels.isEmpty())
        .ifPresent(
            series -> {
              CategorySeries line =
                  drawing.addSeries(unique(series.name(), names), labels, series.values());
              line.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Line);
              // Over the bars, not on top of them.
              line.setOverlapped(true);
              line.setLineColor(LINE);
              line.setLineStyle(
                  new BasicStroke(
                      3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {9, 6}, 0));
              line.setMarker(SeriesMarkers.NONE);
              entries.add(new ChartLegend.Entry(line.getName(), LINE, true));
            });
    if (names.isEmpty()) {
      // Without any series there is nothing the library could draw axes for.
      drawing.addSeries("–", List.of("–"), List.of(0L)).setFillColor(CARD);
    }
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      ChartLegend legend = ChartLegend.of(entries, graphics, WIDTH);
      graphics.setColor(CARD);
      graphics.fillRect(0, 0, WIDTH, HEIGHT);
      drawing.paint(graphics, WIDTH, HEIGHT - legend.height());
      legend.paint(graphics, HEIGHT - legend.height(), TEXT);
    } finally {
      graphics.dispose();
    }
    return encode(picture);
  }

  /** The highest value there is to show; the library leaves a third of the height empty. */
  private static double top(Chart chart) {
    double top = 0;
    for (int i = 0; i < chart.buckets().size(); i++) {
      double sum = 0;
      for (Chart.Series series : chart.stacked()) {
        sum += series.values().get(i);
      }
      top = Math.max(top, sum);
      if (chart.line().isPresent()) {
        top = Math.max(top, chart.line().get().values().get(i));
      }
    }
    return top;
  }

  private static byte[] encode(BufferedImage picture) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(32 << 10);
      // Given the plain stream, it would go by way of a file, for which the disk may be full.
      try (MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
        ImageIO.write(picture, "png", image);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void style(CategoryStyler styler, int buckets) {
    styler.setStacked(true);
    styler.setChartBackgroundColor(CARD);
    styler.setPlotBackgroundColor(CARD);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotContentSize(.98);
    styler.setChartFontColor(TEXT);
    styler.setAxisTickLabelsColor(TEXT);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 30));
    styler.setChartTitleBoxVisible(false);
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 26));
    // The library's own legend does not break into lines.
    styler.setLegendVisible(false);
    styler.setYAxisDecimalPattern("#,##0");
    styler.setYAxisMin(0.0);
    styler.setAvailableSpaceFill(buckets > 12 ? .85 : .6);
    styler.setXAxisLabelRotation(0);
    styler.setXAxisMaxLabelCount(MOST_LABELS);
    styler.setAntiAlias(true);
  }

  /** Labels must differ, or their bars would be one. */
  private static List<String> labels(List<String> buckets) {
    Set<String> seen = new HashSet<>();
    List<String> labels = new ArrayList<>();
    for (String bucket : buckets) {
      labels.add(unique(bucket, seen));
    }
    return labels;
  }

  private static String unique(String name, Set<String> seen) {
    String shown = plain(name);
    if (shown.codePointCount(0, shown.length()) > LONGEST_NAME) {
      shown = shown.substring(0, shown.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }
    String result = shown.isEmpty() ? "–" : shown;
    while (!seen.add(result)) {
      // Shows nothing.
      result += "\u200b";
    }
    return result;
  }

  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Neutral::of).forEach(out::appendCodePoint);
    return out.toString().strip();
  }
}
