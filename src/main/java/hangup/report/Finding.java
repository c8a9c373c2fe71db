package hangup.report;

import hangup.reply.RichText;
import hangup.reply.Severity;

/**
 * Something that stands out.
 *
 * @param rule the rule that found it, for scripts
 * @param weight calls concerned; among equals the heavier comes first
 * @param command the question to go on with
 */
record Finding(String rule, Severity severity, long weight, RichText text, String command) {}
