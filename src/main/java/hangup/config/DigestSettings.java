package hangup.config;

import java.time.Duration;

/**
 * How digests are posted.
 *
 * @param catchUp what was due longer ago while the bot was down is left out
 * @param lateAfter what is posted later than this says so
 */
public record DigestSettings(Duration catchUp, Duration lateAfter) {

  public static final DigestSettings DEFAULT =
      new DigestSettings(Duration.ofHours(12), Duration.ofMinutes(10));

  static DigestSettings read(Values values) {
    return new DigestSettings(
        values.duration("catchUp", DEFAULT.catchUp()),
        values.duration("lateAfter", DEFAULT.lateAfter()));
  }
}
