package hangup.report;

/**
 * From where on figures mean something. Ratios of few calls jump by chance: with 50 calls the
 * standard error of a share of one half is still 7 points, with 200 it is 3.5.
 */
final class Thresholds {

  // What is shown

  /** Below so many calls a change is shown as a difference, not in percent. */
  static final long MIN_FOR_CHANGE = 20;

  /** Below so many calls no ratio such as the ASR is shown. */
  static final long MIN_FOR_RATIO = 20;

  // Reasons

  /** Failures of a reason before it can dominate or rise. */
  static final long REASON_CALLS = 50;

  /** Share of all failures from which on a reason dominates. */
  static final double DOMINATES = 0.4;

  /** Share of all failures a rising reason must have to be worth a word. */
  static final double RISING_SHARE = 0.05;

  /** A reason has risen when it has so many times the calls of the period before. */
  static final double RISEN = 2;

  /** Within this factor of the period before, a reason is as it was. */
  static final double STEADY = 1.3;

  /** Share of a reason's calls from which on a gateway or customer is named as its main one. */
  static final double MAIN = 0.4;

  // Gateways

  /** Calls of a gateway before its ASR is judged, also those it is compared with. */
  static final long GATEWAY_CALLS = 100;

  /** A gateway has collapsed when its ASR is at most this part of what it is compared with. */
  static final double COLLAPSED = 0.5;

  /** And at least so much below it, as a ratio. */
  static final double COLLAPSED_POINTS = 0.15;

  /** Calls of a gateway in one time bucket before the bucket is judged alone. */
  static final long GATEWAY_BUCKET_CALLS = 30;

  /** A gateway has collapsed for a while when its ASR there is at most this part of its usual. */
  static final double COLLAPSED_BUCKET = 0.3;

  // All calls

  /** Calls in both periods before their ASRs are compared. */
  static final long TOTAL_CALLS = 200;

  /** The ASR has dropped when it lost so many points, as a ratio. */
  static final double DROP_POINTS = 0.05;

  /** And this part of what it was. */
  static final double DROP_PART = 0.15;

  /** Calls from which on it is odd that not one is unanswered, or not one answered. */
  static final long ALL_ALIKE_CALLS = 50;

  // By kind of reason

  /** Refused calls of a customer whose account is the matter. */
  static final long ACCOUNT_CALLS = 20;

  /** And their share of the customer's calls. */
  static final double ACCOUNT_SHARE = 0.3;

  /** Calls without a rate or a route. */
  static final long GAP_CALLS = 20;

  /** And their share of all failures. */
  static final double GAP_SHARE = 0.01;

  /** Calls refused for security. */
  static final long SECURITY_CALLS = 10;

  /** Calls refused for want of capacity. */
  static final long CAPACITY_CALLS = 30;

  /** And their share of all failures. */
  static final double CAPACITY_SHARE = 0.03;

  // Onsets

  /** Calls an incident must have to be given a time. */
  static final long ONSET_CALLS = 20;

  /** Share of the reason's calls that must lie in it. */
  static final double ONSET_SHARE = 0.4;

  // How much is said

  static final int FINDINGS = 6;

  private Thresholds() {}
}
