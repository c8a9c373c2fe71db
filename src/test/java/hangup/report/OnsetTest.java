package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class OnsetTest {

  private static long[] flat(int size, long value) {
    long[] values = new long[size];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void findsWhereFailuresPileUp() {
    long[] failures = flat(100, 2);
    Arrays.fill(failures, 60, 70, 40);

    assertThat(Onset.find(failures, flat(100, 100))).contains(new Onset(60, 70, 400, 20));
  }

  @Test
  void lastsWhenItReachesTheEnd() {
    long[] failures = flat(100, 0);
    Arrays.fill(failures, 90, 100, 5);

    assertThat(Onset.find(failures, flat(100, 100))).contains(new Onset(90, 100, 50, 0));
  }

  @Test
  void bridgesShortPauses() {
    long[] failures = flat(50, 1);
    Arrays.fill(failures, 20, 30, 50);
    failures[24] = 0;
    failures[25] = 0;

    assertThat(Onset.find(failures, flat(50, 100))).contains(new Onset(20, 30, 400, 10));
  }

  @Test
  void takesTheDailyCurveForNoIncident() {
    long[] calls = new long[288];
    long[] failures = new long[288];
    for (int i = 0; i < 288; i++) {
      calls[i] = Math.round(500 + 450 * Math.sin((i - 72) * Math.PI / 144));
      failures[i] = calls[i] / 10;
    }

    assertThat(Onset.find(failures, calls)).isEmpty();
  }

  @Test
  void seesWhatWasThereFromTheStart() {
    long[] failures = flat(100, 0);
    Arrays.fill(failures, 0, 20, 30);

    assertThat(Onset.find(failures, flat(100, 100))).contains(new Onset(0, 20, 600, 0));
  }

  @Test
  void takesTheLargerOfTwo() {
    long[] failures = flat(100, 1);
    Arrays.fill(failures, 10, 12, 30);
    Arrays.fill(failures, 50, 55, 30);

    assertThat(Onset.find(failures, flat(100, 100))).contains(new Onset(50, 55, 150, 5));
  }

  @Test
  void saysNothingWhereNothingPilesUp() {
    assertThat(Onset.find(new long[0], new long[0])).isEmpty();
    assertThat(Onset.find(flat(10, 0), flat(10, 0))).isEmpty();
    assertThat(Onset.find(flat(10, 7), flat(10, 9))).isEmpty();
  }

  @Property
  void liesWithinTheBuckets(
      @ForAll @Size(60) int @IntRange(max = 200) [] random, @ForAll @IntRange(max = 59) int at) {
    long[] failures = Arrays.stream(random).asLongStream().toArray();
    failures[at] += 1000;

    Onset.find(failures, flat(60, 300))
        .ifPresent(
            onset -> {
              assertThat(onset.first()).isBetween(0, 59);
              assertThat(onset.end()).isBetween(onset.first() + 1, 60);
            });
  }
}
