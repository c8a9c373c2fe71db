package hangup.cdr.sql;

import hangup.cdr.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Trino: its functions, its driver's properties and its error codes. */
final class TrinoEngine implements Engine {
  // Not any 401: a port may have it too.
  private static final Pattern REFUSED =
      Pattern.compile("Authentication failed|Invalid authentication|Unauthorized|statusCode=401");

  @Override
  public String name() {
    return "Trino";
  }

  @Override
  public String urlPrefix() {
    return "jdbc:trino:";
  }

  @Override
  public String driver() {
    return "io.trino:trino-jdbc:483";
  }

  @Override
  public String text(String expression) {
    return "CAST(" + expression + " AS varchar)";
  }

  @Override
  public String whole(String expression) {
    // A cast alone would round.
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
    return expression + " LIKE ? ESCAPE '\\'";
  }

  /** Its driver sends the time limit of a statement along. */
  @Override
  public String limited(String select, Duration longest) {
    return select;
  }

  @Override
  public Map<String, String> properties(ConnectionSettings settings) {
    return Map.of(
        "source",
        "hangup",
        "clientTags",
        "hangup",
        // Of one request: while a query runs, each is answered within a second.
        "timeout",
        settings.connectTimeout().toMillis() + "ms");
  }

  // The numbers: StandardErrorCode in Trino's SPI. Those of resources begin at 0x2_0000.
  @Override
  public @Nullable Kind kind(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1, 25, 27, 58, 59, 63 -> Kind.BAD_SELECT;
      case 3, 0x2_0000 + 1, 0x2_0000 + 3 -> Kind.TIMEOUT;
      case 4 -> Kind.MISSING_RIGHT;
      case 44, 45 -> Kind.MISSING_DATABASE;
      case 46 -> Kind.MISSING_TABLE;
      case 47 -> Kind.MISSING_COLUMN;
      case 0 -> byCause(error);
      default -> null;
    };
  }

  private static @Nullable Kind byCause(SQLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (REFUSED.matcher(String.valueOf(cause.getMessage())).find()) {
        return Kind.WRONG_PASSWORD;
      }
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        return Kind.UNREACHABLE;
      }
    }
    return null;
  }

  @Override
  public String grant(SQLException error, String user) {
    return "GRANT SELECT ON your_cdr_table TO USER " + user;
  }

  @Override
  public String mend(SQLException error) {
    return String.valueOf(error.getMessage()).contains("TLS/SSL")
        ? "Trino takes a password over TLS only: source.url needs SSL=true, for example"
            + " jdbc:trino://trino.example.org:443/iceberg/voip?SSL=true."
        : "";
  }
}
