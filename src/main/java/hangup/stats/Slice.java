package hangup.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A projection of all calls onto some of their dimensions, kept as rollup tables of its own, so
 * that a question reads no more rows than the dimensions it needs make necessary. Ordered from
 * small to large; every slice has source and reason.
 */
enum Slice {
  REASON,
  ROUTING,
  MAPPING,
  /** Without the end direction, which would double its rows and is seldom asked by customer. */
  CUSTOMER,
  CROSS;

  /** The smallest slice that has these columns. */
  static Slice covering(Set<Column> needed) {
    return smallest(slice -> needed.stream().allMatch(slice::has));
  }

  /** The smallest slice that has these columns by the minute. */
  static Slice coveringMinutes(Set<Column> needed) {
    return smallest(slice -> slice.has(Grain.MINUTE) && needed.stream().allMatch(slice::has));
  }

  private static Slice smallest(Predicate<Slice> fits) {
    return Arrays.stream(values()).filter(fits).findFirst().orElse(CROSS);
  }

  /**
   * Whether there is a table of this grain. By the minute, only calls summed over all gateways and
   * customers make notably fewer rows than {@link #CROSS}. Customers are the most numerous of all
   * names, so that they have a coarser grain than the others.
   */
  boolean has(Grain grain) {
    return switch (grain) {
      case MINUTE -> this == REASON || this == CROSS;
      case QUARTER -> this == REASON || this == ROUTING || this == MAPPING;
      case HOUR -> true;
      case DAYPART -> this == CUSTOMER;
    };
  }

  boolean has(Column column) {
    return switch (column) {
      case SOURCE, REASON -> true;
      case ENDED_BY -> this != CUSTOMER;
      case ROUTING -> this == ROUTING || this == CROSS;
      case MAPPING -> this == MAPPING || this == CROSS;
      case CUSTOMER -> this == CUSTOMER || this == CROSS;
    };
  }

  /** The columns that this slice has, in table order. */
  List<Column> columns() {
    return Arrays.stream(Column.values()).filter(this::has).toList();
  }

  String table(Grain grain) {
    return (name() + "_" + grain.name()).toLowerCase(Locale.ROOT);
  }
}
