package hangup.cdr.sql;

import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what an error of a database means for the admin, and how to mend it. */
final class SqlErrors {
  private final String source;
  private final ConnectionSettings settings;
  private final @Nullable Engine engine;
  private final String file;

  SqlErrors(String source, ConnectionSettings settings) {
    this(source, settings, null, "the file");
  }

  /**
   * @param engine what is asked; null for a database that is known by its URL
   * @param file where the SELECT of the source stands
   */
  SqlErrors(String source, ConnectionSettings settings, @Nullable Engine engine, String file) {
    this.source = source;
    this.settings = settings;
    this.engine = engine;
    this.file = file;
  }

  SourceException problem(Kind kind, String message) {
    return new SourceException(kind, "Source " + source + ": " + message);
  }

  SourceException explain(SQLException thrown) {
    SQLException e = root(thrown);
    Kind kind = kind(e);
    return new SourceException(kind, "Source " + source + ": " + words(kind, e), thrown);
  }

  /** A driver of others may throw what it should not. */
  SourceException explain(RuntimeException thrown) {
    return explain(new SQLException(thrown.getMessage(), thrown));
  }

  private String words(Kind kind, SQLException e) {
    String user = settings.user().isEmpty() ? "the user" : "user " + settings.user();
    return switch (kind) {
      case UNREACHABLE ->
          "no connection to "
              + place()
              + " ("
              + said(e)
              + "). Check that the server runs and that its port is open for this machine.";
      case WRONG_PASSWORD ->
          "the database refuses "
              + user
              + " (wrong user or password, or this machine may not connect). Check source.user and"
              + " the password"
              + (engine == null
                  ? "; a MySQL user is made for a host: CREATE USER 'hangup'@'THIS MACHINE'"
                      + " IDENTIFIED BY '...';"
                  : ".");
      case MISSING_RIGHT ->
          user
              + " has no right to read ("
              + said(e)
              + "). As the database's administrator: "
              + grant(e)
              + ";";
      case MISSING_DATABASE ->
          "there is no such database at "
              + place()
              + " ("
              + said(e)
              + "). "
              + (engine == null
                  ? "Check source.database; VOS3000 calls it vos3000db or vos3000."
                  : "Check source.url and the names in " + file + ".");
      case MISSING_TABLE ->
          "a table is missing ("
              + said(e)
              + ")."
              + (engine == null
                  ? ""
                  : " Check its name in " + file + ", and where source.url points.");
      case MISSING_COLUMN ->
          "a column is missing ("
              + said(e)
              + "). Change the SELECT in "
              + file
              + " to the columns that the table has.";
      case TIMEOUT ->
          "a query took longer than "
              + settings.queryTimeout().toSeconds()
              + " s or was cancelled. If it happens often: "
              + (engine == null
                  ? "lower source.batch or raise source.queryTimeout; check that the time column"
                      + " has an index."
                  : "raise source.queryTimeout; check that the SELECT compares :from and :to with"
                      + " the column that the table is partitioned or ordered by.");
      case BAD_SELECT ->
          "the database does not understand the SELECT (" + said(e) + "). Mend " + file + ".";
      case TABLE_GONE -> "a table went away while it was read (" + said(e) + ").";
      case TABLE_BROKEN ->
          "a table is damaged ("
              + said(e)
              + "), so that nobody can read or write it, nor can the softswitch. As the database's"
              + " administrator: REPAIR TABLE with its name. Reading goes on by itself then.";
      case UNKNOWN_TIME_UNIT, FAILED -> "the database failed (" + said(e) + ")." + mend(e);
    };
  }

  /** Host, port and database of the URL, without its properties, which may hold secrets. */
  private String place() {
    String url = settings.url();
    int end = url.indexOf('?');
    String bare = end < 0 ? url : url.substring(0, end);
    int slashes = bare.indexOf("//");
    return slashes < 0 ? bare : bare.substring(slashes + 2).replaceAll(".*@", "");
  }

  private String grant(SQLException e) {
    String grantee = settings.user().isEmpty() ? "hangup" : settings.user();
    return engine == null
        ? "GRANT SELECT ON " + grantTarget() + " TO " + grantee
        : engine.grant(e, grantee);
  }

  private String mend(SQLException e) {
    String mend = engine == null ? "" : engine.mend(e);
    return mend.isEmpty() ? "" : " " + mend;
  }

  private String grantTarget() {
    String place = place();
    int slash = place.indexOf('/');
    String database = slash < 0 ? "" : place.substring(slash + 1);
    boolean mysql =
        settings.url().startsWith("jdbc:mariadb:") || settings.url().startsWith("jdbc:mysql:");
    return mysql ? database + ".*" : "TABLE your_cdr_table";
  }

  /** What the server says, on one line and without what was quoted from a row. */
  private String said(SQLException e) {
    Throwable told = engine == null ? e : innermost(e);
    String message =
        told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    // The day in the name of a table is no phone number.
    String line =
        message
            .replaceAll("\\s+", " ")
            .replaceAll(" \\((version|queryId=)[^)]*\\)", "")
            .replaceAll("(?<![_\\d])\\d{7,}", "…")
            .strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** Drivers say what they were doing, and only its cause says what went wrong. */
  private static Throwable innermost(Throwable e) {
    Throwable found = e;
    Throwable cause = e.getCause();
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause.getMessage() != null) {
        found = cause;
      }
      cause = cause.getCause();
    }
    return found;
  }

  /** A pool wraps what it was told by the server. */
  private static SQLException root(SQLException thrown) {
    SQLException found = thrown;
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof SQLException sql
          && (thrown instanceof SQLTransientConnectionException || sql.getErrorCode() != 0)) {
        found = sql;
      }
      cause = cause.getCause();
    }
    return found;
  }

  private Kind kind(SQLException e) {
    Kind byEngine = engine == null ? null : engine.kind(e);
    if (byEngine != null) {
      return byEngine;
    }
    Kind byCode = settings.url().startsWith("jdbc:m") ? byMySqlCode(e.getErrorCode()) : null;
    if (byCode != null) {
      return byCode;
    }
    if (e instanceof SQLTimeoutException) {
      return Kind.TIMEOUT;
    }
    String state = e.getSQLState() == null ? "" : e.getSQLState().toUpperCase(Locale.ROOT);
    return switch (state) {
      case "28P01", "28000" -> Kind.WRONG_PASSWORD;
      case "42501" -> Kind.MISSING_RIGHT;
      case "3D000" -> Kind.MISSING_DATABASE;
      case "42P01", "42S02" -> Kind.MISSING_TABLE;
      case "42703", "42S22" -> Kind.MISSING_COLUMN;
      case "57014", "70100" -> Kind.TIMEOUT;
      case "42601", "42000", "42883", "42804" -> Kind.BAD_SELECT;
      default ->
          state.startsWith("08")
                  || state.startsWith("57P")
                  || state.startsWith("53")
                  || e instanceof SQLTransientConnectionException
              ? Kind.UNREACHABLE
              : Kind.FAILED;
    };
  }

  // The numbers: "Server Error Codes" of the MariaDB and MySQL manuals.
  private static @Nullable Kind byMySqlCode(int code) {
    return switch (code) {
      case 1045, 1130, 1698, 1862, 1820 -> Kind.WRONG_PASSWORD;
      case 1044, 1142, 1143, 1227 -> Kind.MISSING_RIGHT;
      case 1049 -> Kind.MISSING_DATABASE;
      case 1146 -> Kind.MISSING_TABLE;
      case 1054 -> Kind.MISSING_COLUMN;
      case 1317, 1969, 3024, 1205 -> Kind.TIMEOUT;
      case 1064 -> Kind.BAD_SELECT;
      // Dropped, re-made or moved between two statements.
      case 1017, 1176, 1412, 1615, 1932 -> Kind.TABLE_GONE;
      // Some come from the storage engine, by numbers of its own.
      case 126, 127, 144, 145, 1034, 1035, 1194, 1195 -> Kind.TABLE_BROKEN;
      case 1040, 1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927 ->
          Kind.UNREACHABLE;
      default -> null;
    };
  }
}
