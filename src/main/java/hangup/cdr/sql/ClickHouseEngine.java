package hangup.cdr.sql;

import hangup.cdr.SourceException.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ClickHouse: its functions, its driver's properties and its error codes. */
final class ClickHouseEngine implements Engine {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Pattern CODE = Pattern.compile("Code: (\\d{1,5})\\.");
  private static final int READONLY = 164;

  @Override
  public String name() {
    return "ClickHouse";
  }

  @Override
  public String urlPrefix() {
    return "jdbc:clickhouse:";
  }

  @Override
  public String driver() {
    return "com.clickhouse:clickhouse-jdbc:0.9.8, the jar with “all” in its name,";
  }

  @Override
  public String text(String expression) {
    return "toString(" + expression + ")";
  }

  @Override
  public String whole(String expression) {
    return "toInt64(floor(" + expression + "))";
  }

  @Override
  public String times(String expression, long number) {
    return "intDiv(" + expression + ", " + number + ")";
  }

  @Override
  public String lower(String expression) {
    return "lowerUTF8(" + expression + ")";
  }

  @Override
  public String like(String expression) {
    return expression + " LIKE ?";
  }

  @Override
  public String limited(String select, Duration longest) {
    return select
        + "\nSETTINGS max_execution_time = "
        + BigDecimal.valueOf(Math.max(1, longest.toMillis()), 3).toPlainString();
  }

  @Override
  public Map<String, String> properties(ConnectionSettings settings) {
    return Map.of(
        "client_name",
        "hangup",
        // Refuses what is no SELECT, and still lets the time limit of a query be set.
        "clickhouse_setting_readonly",
        "2",
        // Where the connection is cut, nobody waits for the result.
        "clickhouse_setting_cancel_http_readonly_queries_on_client_close",
        "1",
        "connection_timeout",
        String.valueOf(settings.connectTimeout().toMillis()),
        // Later than the query's own limit, for a server that does not answer at all.
        "socket_timeout",
        String.valueOf(settings.queryTimeout().plus(GRACE).toMillis()),
        // Without one, the driver sends the word null.
        "password",
        "",
        // The next question is the next try.
        "retry",
        "0");
  }

  // The numbers: ErrorCodes.cpp of ClickHouse, also in its table system.errors.
  @Override
  public @Nullable Kind kind(SQLException error) {
    return switch (code(error)) {
      case 42, 43, 46, 53, 62 -> Kind.BAD_SELECT;
      case 47, 16 -> Kind.MISSING_COLUMN;
      case 60 -> Kind.MISSING_TABLE;
      case 81 -> Kind.MISSING_DATABASE;
      case 159, 160, 394 -> Kind.TIMEOUT;
      case READONLY, 497 -> Kind.MISSING_RIGHT;
      case 192, 193, 194, 516 -> Kind.WRONG_PASSWORD;
      case 0 -> byCause(error);
      default -> null;
    };
  }

  /** The server's, which the driver often leaves to the cause of what it throws. */
  private static int code(SQLException error) {
    if (error.getErrorCode() != 0) {
      return error.getErrorCode();
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Matcher matcher = CODE.matcher(String.valueOf(cause.getMessage()));
      if (matcher.lookingAt()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return 0;
  }

  private static @Nullable Kind byCause(SQLException error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return Kind.UNREACHABLE;
      }
    }
    return null;
  }

  @Override
  public String grant(SQLException error, String user) {
    return code(error) == READONLY
        ? "ALTER USER " + user + " SETTINGS readonly = 2"
        : "GRANT SELECT ON your_database.your_cdr_table TO " + user;
  }

  @Override
  public String mend(SQLException error) {
    return "";
  }
}
