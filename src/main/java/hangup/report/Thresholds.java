package hangup.report;

/**
 * From where on figures mean something. Ratios of few calls jump by chance: with 50 calls the
 * standard error of a share of one half is still 7 points.
 */
final class Thresholds {

  /** Below so many calls a change is shown as a difference, not in percent. */
  static final long MIN_FOR_CHANGE = 20;

  /** Below so many calls no percentage is shown. */
  static final long MIN_FOR_PERCENT = 20;

  private Thresholds() {}
}
