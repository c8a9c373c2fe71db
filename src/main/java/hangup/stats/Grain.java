package hangup.stats;

/** How finely a rollup table tells times apart. */
enum Grain {
  /** {@code t} is the UTC epoch minute. */
  MINUTE(1),
  /** {@code t} is the UTC epoch quarter of an hour: in every time zone, hours begin with one. */
  QUARTER(15),
  /** {@code t} is the UTC epoch hour. */
  HOUR(60);

  final int minutes;

  Grain(int minutes) {
    this.minutes = minutes;
  }
}
