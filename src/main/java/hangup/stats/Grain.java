package hangup.stats;

/** How finely a rollup table tells times apart. */
enum Grain {
  /** {@code t} is the UTC epoch minute. */
  MINUTE(1),
  /** {@code t} is the UTC epoch quarter of an hour: in every time zone, hours begin with one. */
  QUARTER(15),
  /** {@code t} is the UTC epoch hour. */
  HOUR(60),
  /** {@code t} is the UTC epoch quarter of a day, from 0, 6, 12 or 18 h. */
  DAYPART(360);

  final int minutes;

  Grain(int minutes) {
    this.minutes = minutes;
  }
}
