package hangup.cdr.sql;

import hangup.cdr.SourceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an engine that questions are pushed down to differs from the others. */
public interface Engine {

  /** Trino, and what descends from it. */
  Engine TRINO = new TrinoEngine();

  Engine CLICKHOUSE = new ClickHouseEngine();

  /** As its makers write it. */
  String name();

  /** How a URL of its driver begins. */
  String urlPrefix();

  /** Its driver on Maven Central, as it is tested with. */
  String driver();

  /** An expression as a text; null stays null. */
  String text(String expression);

  /** An expression that is a number as a whole one of 64 bits, cut off; it must not be null. */
  String whole(String expression);

  /** How often a positive number fits into an expression that is whole and not negative. */
  String times(String expression, long number);

  /** A text in lower case, not of ASCII only. */
  String lower(String expression);

  /** Whether a text is like the pattern of a parameter, where a backslash escapes. */
  String like(String expression);

  /**
   * A SELECT that the engine itself ends after a time, where its driver does not tell it.
   *
   * @param longest how long it may take
   */
  String limited(String select, Duration longest);

  /** Properties for its driver. */
  Map<String, String> properties(ConnectionSettings settings);

  /** What an error means; null if that is for the SQL state to say. */
  SourceException.@Nullable Kind kind(SQLException error);

  /**
   * The statement by which an administrator gives a user the right that an error says is missing.
   */
  String grant(SQLException error, String user);

  /** What an admin can do about an error that is of no kind; empty if that is not known. */
  String mend(SQLException error);
}
