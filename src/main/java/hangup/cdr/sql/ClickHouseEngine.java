package hangup.cdr.sql;

import hangup.cdr.SourceException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ClickHouse: its functions, its driver's properties and its error codes. */
final class ClickHouseEngine implements Engine {

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
  public Map<String, String> properties(ConnectionSettings settings) {
    return Map.of(
        "client_name", "hangup",
        // Refuses what is no SELECT, and still lets the time limit of a query be set.
        "clickhouse_setting_readonly", "2");
  }

  // The numbers: ErrorCodes.cpp of ClickHouse, also in its table system.errors.
  @Override
  public @Nullable Kind kind(SQLException error) {
    return switch (error.getErrorCode()) {
      case 42, 43, 46, 53, 62 -> Kind.BAD_SELECT;
      case 47, 16 -> Kind.MISSING_COLUMN;
      case 60 -> Kind.MISSING_TABLE;
      case 81 -> Kind.MISSING_DATABASE;
      case 159, 160, 394 -> Kind.TIMEOUT;
      case 164, 497 -> Kind.MISSING_RIGHT;
      case 192, 193, 194, 516 -> Kind.WRONG_PASSWORD;
      case 0 -> byCause(error);
      default -> null;
    };
  }

  private static @Nullable Kind byCause(SQLException error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return Kind.UNREACHABLE;
      }
    }
    return null;
  }
}
