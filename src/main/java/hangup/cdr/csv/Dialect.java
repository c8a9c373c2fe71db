package hangup.cdr.csv;

/**
 * How the fields of a line are written.
 *
 * @param delimiter what parts them
 * @param quotes whether a field that starts with a double quote is quoted (RFC 4180)
 * @param backslash whether a backslash escapes the next character, as MySQL writes it
 * @param nulls whether {@code NULL} and {@code \N} stand for nothing
 */
record Dialect(char delimiter, boolean quotes, boolean backslash, boolean nulls) {

  static Dialect rfc4180(char delimiter) {
    return new Dialect(delimiter, true, false, false);
  }

  /** In words, for messages. */
  static String nameOf(char delimiter) {
    return switch (delimiter) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "|";
    };
  }
}
