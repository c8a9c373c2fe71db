package hangup.config;

import java.time.Duration;

/**
 * The record of who asked and changed what.
 *
 * @param keep for how long
 */
public record AuditSettings(Duration keep) {

  public static final AuditSettings DEFAULT = new AuditSettings(Duration.ofDays(90));

  static AuditSettings read(Values values) {
    return new AuditSettings(
        values.duration("keep", DEFAULT.keep(), Duration.ofDays(1), Duration.ofDays(3_650)));
  }
}
