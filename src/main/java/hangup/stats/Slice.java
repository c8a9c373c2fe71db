package hangup.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

  /** The smallest slice that has these columns at this grain; there may be none. */
  static Optional<Slice> covering(Set<Column> needed, Grain grain) {
    return Arrays.stream(values())
        .filter(slice -> slice.has(grain) && needed.stream().allMatch(slice::has))
        .findFirst();
  }

  /**
   * Whether there is a table of this grain. By the minute, only calls summed over all gateways and
   * customers make notably fewer rows than {@link #CROSS}.
   */
  boolean has(Grain grain) {
    return switch (grain) {
      case MINUTE -> this == REASON || this == CROSS;
      case QUARTER -> this == REASON || this == ROUTING || this == MAPPING;
      case HOUR -> true;
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
