package hangup.report;

import hangup.reply.RichText;
import hangup.reply.Severity;

/**
 * Something that stands out.
 *
 * @param rule the rule that found it, for scripts
 * @param rank what comes first, whatever the severity
 * @param weight calls concerned; of one rank the heavier comes first
 * @param command the question to go on with
 */
record Finding(
    String rule, Rank rank, Severity severity, long weight, RichText text, String command) {

  /** In the order in which somebody on call must hear of it. */
  enum Rank {
    /** The figures themselves cannot be trusted, or nothing works. */
    WHOLE,
    /** Something broke. */
    BROKEN,
    /** Somebody is locked out, or knocks who should not. */
    REFUSED,
    /** Something is worse than it was. */
    WORSE,
    /** As it often is; worth a look by day. */
    LITTLE
  }
}
