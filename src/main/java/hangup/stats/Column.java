package hangup.stats;

import java.util.Optional;

/** A dimension as the rollup tables store it: a small number in a column of that name. */
enum Column {
  SOURCE("source"),
  CUSTOMER("customer"),
  MAPPING("mapping"),
  ROUTING("routing"),
  REASON("reason"),
  ENDED_BY("ended_by");

  final String sql;

  Column(String sql) {
    this.sql = sql;
  }

  /** The column of a dimension; empty for time, which every table has as {@code t}. */
  static Optional<Column> of(Dimension dimension) {
    return switch (dimension) {
      case REASON -> Optional.of(REASON);
      case ROUTING_GATEWAY -> Optional.of(ROUTING);
      case MAPPING_GATEWAY -> Optional.of(MAPPING);
      case CUSTOMER -> Optional.of(CUSTOMER);
      case ENDED_BY -> Optional.of(ENDED_BY);
      case TIME -> Optional.empty();
    };
  }
}
