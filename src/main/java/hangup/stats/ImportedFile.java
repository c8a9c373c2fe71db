package hangup.stats;

import java.time.Instant;

/**
 * A file that was added to the store.
 *
 * @param fingerprint identifies the content
 * @param offered CDRs read from it
 * @param added CDRs of it that were new
 * @param duplicates CDRs of it that counted already
 * @param rejected lines of it that could not be read
 */
public record ImportedFile(
    String source,
    String fileName,
    String fingerprint,
    long offered,
    long added,
    long duplicates,
    long rejected,
    Instant at) {}
