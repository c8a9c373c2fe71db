package hangup.cdr.sql;

import java.util.Locale;

/** Refuses whatever is not one SELECT. */
final class SelectOnly {

  private SelectOnly() {}

  /**
   * @throws IllegalArgumentException if the statement does not begin with SELECT or WITH, or is
   *     more than one statement
   */
  static void require(String sql) {
    String text = SqlText.withoutComments(sql).strip();
    String start = text.substring(0, Math.min(text.length(), 7)).toUpperCase(Locale.ROOT);
    if (!start.matches("(?s)(SELECT|WITH)\\b.*")) {
      throw new IllegalArgumentException("only a SELECT may be sent to a source");
    }
    if (SqlText.outsideQuotes(text).indexOf(';') >= 0) {
      throw new IllegalArgumentException("only one statement may be sent to a source");
    }
  }
}
