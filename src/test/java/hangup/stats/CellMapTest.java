package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class CellMapTest {

  @Property(tries = 50)
  void sumsAsAnOrdinaryMapDoes(@ForAll long seed, @ForAll @IntRange(max = 5000) int calls) {
    Random random = new Random(seed);
    CellMap cells = new CellMap();
    Map<List<Integer>, Long> expected = new HashMap<>();
    for (int i = 0; i < calls; i++) {
      // Few values, and the extremes that any packing of keys would confuse.
      int[] key = new int[6];
      for (int k = 0; k < key.length; k++) {
        key[k] = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(3);
      }
      int time = Math.floorMod(key[0], 1000);
      int cell = cells.cell(time, key[1], key[2], key[3], key[4], key[5]);
      cells.addCall(cell, i % 3, i % 2 == 0 ? -1 : 5, 0, 7);
      expected.merge(List.of(time, key[1], key[2], key[3], key[4], key[5]), 1L, Long::sum);
      if (i == calls / 2) {
        cells.keepFrom(1);
        expected.keySet().removeIf(old -> old.get(0) < 1);
      }
    }

    assertThat(cells.size()).isEqualTo(expected.size());
    int last = Integer.MIN_VALUE;
    for (int cell : cells.byTime(Integer.MAX_VALUE)) {
      List<Integer> key =
          List.of(
              cells.time(cell),
              cells.customer(cell),
              cells.mapping(cell),
              cells.routing(cell),
              cells.reason(cell),
              cells.endedBy(cell));
      assertThat((long) cells.calls(cell)).isEqualTo(expected.get(key));
      assertThat(cells.feeMicros(cell)).isEqualTo(7L * cells.calls(cell));
      assertThat(cells.time(cell)).isGreaterThanOrEqualTo(last);
      last = cells.time(cell);
    }
  }
}
