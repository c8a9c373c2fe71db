package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Chart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartPainterTest {

  private final ChartPainter painter = new ChartPainter();

  @Test
  void drawsBarsInTheirColoursAndTheLine() throws IOException {
    byte[] png = painter.png(day());
    BufferedImage picture = read(png);
    assertThat(picture.getWidth()).isEqualTo(840);
    assertThat(picture.getHeight()).isEqualTo(560);
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        colours.add(picture.getRGB(x, y) & 0xFFFFFF);
      }
    }
    assertThat(colours).contains(0x1E2229, 0xE69F00, 0x56B4E9, 0xFFFFFF);
  }

  @Test
  void moreCallsMakeMoreOfTheColour() throws IOException {
    int few = count(painter.png(oneBar(10, 100)), 0xE69F00);
    int many = count(painter.png(oneBar(90, 100)), 0xE69F00);
    assertThat(few).isPositive();
    assertThat(many).isGreaterThan(few * 4);
  }

  @Test
  void drawsWhateverItIsGiven() throws IOException {
    Chart empty = new Chart("", "nothing", List.of(), List.of(), Optional.empty());
    assertThat(read(painter.png(empty)).getWidth()).isEqualTo(840);
    Chart zeros =
        new Chart(
            "x".repeat(500),
            "",
            List.of("01:00", "01:00", ""),
            List.of(
                new Chart.Series("", List.of(0L, 0L, 0L)),
                new Chart.Series("\u202eevil\u0000\n", List.of(0L, Long.MAX_VALUE / 4, 1L)),
                new Chart.Series("", List.of(1L, 2L, 3L))),
            Optional.of(new Chart.Series("", List.of(1L, 1L, 1L))));
    assertThat(read(painter.png(zeros)).getWidth()).isEqualTo(840);
  }

  @Test
  void drawsWhereNothingCanBeWritten(@TempDir Path folder) throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    File before = ImageIO.getCacheDirectory();
    ImageIO.setCacheDirectory(gone.toFile());
    byte[] png;
    try {
      Files.delete(gone);
      png = painter.png(day());
    } finally {
      ImageIO.setCacheDirectory(before);
    }
    assertThat(read(png).getWidth()).isEqualTo(840);
  }

  @Test
  void drawsAChartOnceForAllWhoWantIt() {
    byte[] first = painter.png(day());
    byte[] untouched = first.clone();
    Arrays.fill(first, (byte) 0);
    assertThat(painter.png(day())).isEqualTo(untouched);
    assertThat(painter.drawings()).isEqualTo(1);
    assertThat(painter.png(oneBar(1, 2))).isNotEqualTo(untouched);
    assertThat(painter.drawings()).isEqualTo(2);
  }

  private static Chart oneBar(long calls, long scale) {
    return new Chart(
        "Failures",
        "",
        List.of("00:00", "01:00"),
        List.of(new Chart.Series("22", List.of(calls, 0L))),
        Optional.of(new Chart.Series("before", List.of(scale, scale))));
  }

  static Chart day() {
    List<String> hours = new ArrayList<>();
    List<Long> busy = new ArrayList<>();
    List<Long> balance = new ArrayList<>();
    List<Long> before = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      hours.add(String.format(Locale.ROOT, "%02d:00", hour));
      busy.add(20L + (hour > 8 && hour < 20 ? hour * 9L : hour));
      balance.add(10L + hour % 5 * 12L);
      before.add(60L + (hour > 8 && hour < 20 ? 70L : 0));
    }
    return new Chart(
        "Failures by hour",
        "Failures by hour, most at 19:00",
        hours,
        List.of(
            new Chart.Series("22 No available gateway", busy),
            new Chart.Series("7 Balance", balance)),
        Optional.of(new Chart.Series("the day before", before)));
  }

  private static int count(byte[] png, int colour) throws IOException {
    BufferedImage picture = read(png);
    int count = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        count += (picture.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
    }
    return count;
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
