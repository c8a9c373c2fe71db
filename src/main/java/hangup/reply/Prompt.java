package hangup.reply;

/**
 * Says that the reply asks for the missing part of a command: what the asker answers next is put
 * behind {@code command} (for example {@code /reason}).
 */
public record Prompt(String command, String placeholder) {}
