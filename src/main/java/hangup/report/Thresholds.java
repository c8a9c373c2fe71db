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

  /** Calls of a gateway in the time in which it collapsed. */
  static final long GATEWAY_OUTAGE_CALLS = 50;

  /** Answers that it lost there, as a part of all calls. */
  static final double GATEWAY_LOST_PART = 0.0005;

  /** Traffic that a time bucket must have to be judged, as a part of the gateway's mean one. */
  static final double GATEWAY_BUCKET_PART = 0.25;

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
  static final double ACCOUNT_SHARE = 0.5;

  /** Calls without a rate or a route. */
  static final long GAP_CALLS = 20;

  /** And their share of all failures. */
  static final double GAP_SHARE = 0.02;

  /** Share of such calls from which on a customer is named. */
  static final double NAMED_SHARE = 0.2;

  /** Calls refused for security. */
  static final long SECURITY_CALLS = 10;

  /** Part of all calls from which on they are alarming. */
  static final double SECURITY_SHARE = 0.02;

  /** Calls refused for want of capacity. */
  static final long CAPACITY_CALLS = 30;

  /** And their share of all failures. */
  static final double CAPACITY_SHARE = 0.03;

  // Incidents

  /** Calls above the usual that make an incident. */
  static final long INCIDENT_CALLS = 40;

  /** And their part of all failures of the period. */
  static final double INCIDENT_PART = 0.003;

  /** And their part of all failures at that time. */
  static final double INCIDENT_SHARE = 0.15;

  /** Share of a reason's calls that lie in an incident which explains the reason. */
  static final double EXPLAINS = 0.4;

  // What can be compared

  /** Part of the period before that may lie before the first call in the data. */
  static final double UNCOVERED = 0.1;

  // How much is said

  /** Findings in all. */
  static final int FINDINGS = 5;

  /** Of which little ones. */
  static final int LITTLE_FINDINGS = 2;

  private Thresholds() {}
}
