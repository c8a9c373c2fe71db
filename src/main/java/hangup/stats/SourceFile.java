package hangup.stats;

/**
 * A file of a folder that is followed, as it was when all of it counted.
 *
 * @param name its path in the folder
 * @param size in bytes, as it is stored
 * @param modifiedNanos when it was last changed, UTC epoch ns
 * @param fingerprint identifies the content
 * @param offered CDRs read from it
 * @param rejected lines of it that could not be read
 */
public record SourceFile(
    String name, long size, long modifiedNanos, String fingerprint, long offered, long rejected) {}
