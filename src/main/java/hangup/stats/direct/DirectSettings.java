package hangup.stats.direct;

import java.time.Duration;

/**
 * How an engine is asked.
 *
 * @param lookback how far back is looked for what data and what names there are
 * @param fresh how long what is known of the data is good
 */
public record DirectSettings(Duration lookback, Duration fresh) {}
