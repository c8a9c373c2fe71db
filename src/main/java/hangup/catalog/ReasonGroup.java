package hangup.catalog;

import hangup.reply.Severity;

/**
 * A functional group of end reasons, with the impact level and the action that the table's source
 * gives for it.
 *
 * @param impact the source's own words, for example {@code Medium-High}
 * @param severity our reading of the impact
 */
public record ReasonGroup(String name, String impact, String action, Severity severity) {}
