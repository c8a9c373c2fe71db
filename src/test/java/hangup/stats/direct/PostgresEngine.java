package hangup.stats.direct;

import hangup.cdr.SourceException;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's dialect, so that every build asks a real database directly. */
final class PostgresEngine implements Engine {

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public String urlPrefix() {
    return "jdbc:postgresql:";
  }

  @Override
  public String driver() {
    return "org.postgresql:postgresql";
  }

  @Override
  public String text(String expression) {
    return "CAST(" + expression + " AS varchar)";
  }

  @Override
  public String whole(String expression) {
    return "CAST(floor(" + expression + ") AS bigint)";
  }

  @Override
  public String times(String expression, long number) {
    return "((" + expression + ") / " + number + ")";
  }

  @Override
  public String lower(String expression) {
    return "lower(" + expression + ")";
  }

  @Override
  public String like(String expression) {
    return expression + " LIKE ?";
  }

  @Override
  public String limited(String select, Duration longest) {
    return select;
  }

  @Override
  public Map<String, String> properties(ConnectionSettings settings) {
    return Map.of();
  }

  @Override
  public SourceException.@Nullable Kind kind(SQLException error) {
    return null;
  }

  @Override
  public String grant(SQLException error, String user) {
    return "GRANT SELECT ON TABLE your_cdr_table TO " + user;
  }

  @Override
  public String mend(SQLException error) {
    return "";
  }
}
