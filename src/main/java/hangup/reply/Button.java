package hangup.reply;

/**
 * Something to press under a reply. Pressing it asks {@code command}, a full command line such as
 * {@code /summary yesterday by:gateway}, and shows its reply in place of this one.
 */
public record Button(String label, String command) {}
