package hangup.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Things of which some are picked more often than others. */
final class Weighted<T> {
  private final List<T> items;
  private final double[] upTo;

  private Weighted(List<T> items, double[] upTo) {
    this.items = List.copyOf(items);
    this.upTo = upTo;
  }

  T pick(RandomGenerator random) {
    double point = random.nextDouble() * upTo[upTo.length - 1];
    int index = Arrays.binarySearch(upTo, point);
    return items.get(Math.min(index >= 0 ? index + 1 : -index - 1, items.size() - 1));
  }

  List<T> items() {
    return items;
  }

  static <T> Builder<T> of(T item, double weight) {
    return new Builder<T>().and(item, weight);
  }

  /** The share of the n-th falls as 1/n. */
  static <T> Weighted<T> zipf(List<T> items) {
    Builder<T> builder = new Builder<>();
    for (int i = 0; i < items.size(); i++) {
      builder.and(items.get(i), 1.0 / (i + 1));
    }
    return builder.build();
  }

  static final class Builder<T> {
    private final List<T> items = new ArrayList<>();
    private final List<Double> upTo = new ArrayList<>();
    private double total;

    Builder<T> and(T item, double weight) {
      total += weight;
      items.add(item);
      upTo.add(total);
      return this;
    }

    Weighted<T> build() {
      return new Weighted<>(items, upTo.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
