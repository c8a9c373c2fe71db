package hangup.command;

/**
 * A completion of an option's value.
 *
 * @param value what is filled in
 * @param label what is shown, at most 100 characters
 */
public record Suggestion(String value, String label) {}
