package hangup.cdr.csv;

/**
 * A line that is not a CDR.
 *
 * @param line its number in the file, from 1
 * @param cause why, in words for the user; holds no value of the line, only its shape
 */
public record RejectedLine(long line, String cause) {}
