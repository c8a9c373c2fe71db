package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Chart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The colours of a chart with all the series there can be, as they are drawn, seen by readers of
 * each kind of colour vision: by the matrices of Machado, Oliveira and Fernandes (2009), for the
 * full deficiency, in linear RGB.
 */
class ChartColoursTest {

  private static final int CARD = 0x1E2229;

  /** Text, lines and grid. */
  private static final Set<Integer> INK = Set.of(0xE8EAED, 0xFFFFFF, 0x3C424D);

  /** A difference of 2.3 can just be noticed side by side; small areas need ten times as much. */
  private static final double APART = 25;

  private enum Vision {
    FULL,
    PROTANOPIA,
    DEUTERANOPIA,
    TRITANOPIA;

    private double[] matrix() {
      return switch (this) {
        case FULL -> new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
        case PROTANOPIA ->
            new double[] {
              0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
              1.051998
            };
        case DEUTERANOPIA ->
            new double[] {
              0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
              0.968881
            };
        case TRITANOPIA ->
            new double[] {
              1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
              0.303900
            };
      };
    }

    /** The colour in CIELAB as it is seen. */
    double[] see(int colour) {
      double[] matrix = matrix();
      double[] light = light(colour);
      double[] seen = new double[3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          seen[i] += matrix[3 * i + j] * light[j];
        }
        seen[i] = Math.min(1, Math.max(0, seen[i]));
      }
      return lab(seen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areToldApart(Vision vision) throws IOException {
    List<Integer> fills = fills();
    assertThat(fills).hasSize(5);
    for (int a : fills) {
      assertThat(distance(vision.see(a), vision.see(CARD)))
          .as("%06x on the card", a)
          .isGreaterThan(APART);
      for (int b : fills) {
        if (a < b) {
          assertThat(distance(vision.see(a), vision.see(b)))
              .as("%06x and %06x", a, b)
              .isGreaterThan(APART);
        }
      }
    }
  }

  /** WCAG 2.2, 1.4.11 asks for 3:1 of what is no text. */
  @Test
  void standOutFromTheCard() throws IOException {
    assertThat(fills()).allSatisfy(fill -> assertThat(contrast(fill, CARD)).isGreaterThan(3));
    assertThat(contrast(0xE8EAED, CARD)).isGreaterThan(7);
  }

  /** What is filled with more than some letters' worth of a colour. */
  private static List<Integer> fills() throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(new ChartPainter().png(full())));
    Map<Integer, Integer> pixels = new HashMap<>();
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        pixels.merge(picture.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    List<Integer> fills = new ArrayList<>();
    pixels.forEach(
        (colour, count) -> {
          if (count > 1_000 && colour != CARD && !INK.contains(colour)) {
            fills.add(colour);
          }
        });
    return fills;
  }

  private static Chart full() {
    List<String> hours = IntStream.range(0, 24).mapToObj(hour -> hour + ":00").toList();
    List<Chart.Series> stacked = new ArrayList<>();
    for (String name : List.of("4 A", "22 B", "15 C", "7 D", TimeBuckets.OTHERS)) {
      stacked.add(new Chart.Series(name, IntStream.range(0, 24).mapToObj(hour -> 100L).toList()));
    }
    return new Chart(
        "Failures by hour",
        "",
        hours,
        stacked,
        Optional.of(
            new Chart.Series(
                "the day before", IntStream.range(0, 24).mapToObj(hour -> 450L).toList())));
  }

  private static double contrast(int a, int b) {
    double first = luminance(light(a));
    double second = luminance(light(b));
    return (Math.max(first, second) + .05) / (Math.min(first, second) + .05);
  }

  private static double luminance(double[] light) {
    return .2126729 * light[0] + .7151522 * light[1] + .0721750 * light[2];
  }

  private static double[] light(int colour) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = (colour >> (16 - 8 * i) & 0xFF) / 255.0;
      light[i] = value <= .04045 ? value / 12.92 : Math.pow((value + .055) / 1.055, 2.4);
    }
    return light;
  }

  private static double[] lab(double[] light) {
    double x = f((.4124564 * light[0] + .3575761 * light[1] + .1804375 * light[2]) / .95047);
    double y = f(luminance(light));
    double z = f((.0193339 * light[0] + .1191920 * light[1] + .9503041 * light[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(IntStream.range(0, 3).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
  }
}
