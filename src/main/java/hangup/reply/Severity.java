package hangup.reply;

/** How bad the thing is that a reply tells of; each platform gives it a colour or a sign. */
public enum Severity {
  /** Neither good nor bad: help, lists. */
  INFO,
  /** Nothing to do. */
  OK,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
