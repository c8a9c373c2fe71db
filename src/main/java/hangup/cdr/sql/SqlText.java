package hangup.cdr.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with named parameters such as {@code :from}, taken apart.
 *
 * @param sql with {@code ?} for each parameter
 * @param parameters their names in order of occurrence
 */
record SqlText(String sql, List<String> parameters) {

  private static final String QUOTED =
      "'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\\$(?<tag>\\w*)\\$.*?\\$\\k<tag>\\$";
  private static final Pattern COMMENT_OR_QUOTED =
      Pattern.compile("(--[^\n]*|/\\*.*?\\*/)|(?:" + QUOTED + ")", Pattern.DOTALL);
  private static final Pattern QUOTED_TEXT = Pattern.compile(QUOTED, Pattern.DOTALL);

  // A cast such as x::bigint is no parameter, nor is a time such as 10:30 outside of quotes.
  private static final Pattern PARAMETER_OR_QUOTED =
      Pattern.compile(
          "(?<![:\\w]):(?<name>[a-zA-Z][a-zA-Z0-9_]*)|(?:" + QUOTED + ")", Pattern.DOTALL);

  SqlText {
    parameters = List.copyOf(parameters);
  }

  static SqlText parse(String sql) {
    List<String> names = new ArrayList<>();
    StringBuilder out = new StringBuilder();
    Matcher matcher = PARAMETER_OR_QUOTED.matcher(withoutComments(sql).strip());
    while (matcher.find()) {
      String name = matcher.group("name");
      if (name != null) {
        names.add(name);
      }
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(name == null ? matcher.group() : "?"));
    }
    matcher.appendTail(out);
    return new SqlText(out.toString(), names);
  }

  /**
   * The SQL with numbers in place of its parameters, and without comments.
   *
   * @throws IllegalArgumentException if there is a parameter that has no value
   */
  static String filled(String sql, Map<String, Long> values) {
    return PARAMETER_OR_QUOTED
        .matcher(withoutComments(sql).strip())
        .replaceAll(
            found -> {
              String name = found.group(1);
              return Matcher.quoteReplacement(
                  name == null ? found.group() : value(values, name).toString());
            });
  }

  private static Long value(Map<String, Long> values, String name) {
    Long value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no value for :" + name);
    }
    return value;
  }

  static String withoutComments(String sql) {
    return COMMENT_OR_QUOTED
        .matcher(sql)
        .replaceAll(
            found -> found.group(1) == null ? Matcher.quoteReplacement(found.group()) : " ");
  }

  /** The statement with nothing in its quotes. */
  static String outsideQuotes(String sql) {
    return QUOTED_TEXT.matcher(sql).replaceAll("''");
  }
}
