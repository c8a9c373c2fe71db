package hangup.state;

import hangup.state.StateException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;

/**
 * Says what a failure of the database means. H2's codes: org.h2.api.ErrorCode; PostgreSQL's: its
 * manual, appendix A.
 */
final class StateErrors {

  private static final int H2_IN_USE = 90020;
  private static final int H2_LOCK_TIMEOUT = 50200;
  private static final int H2_DEADLOCK = 40001;
  private static final int H2_CONCURRENT_UPDATE = 90131;
  private static final int H2_WRONG_PASSWORD = 28000;
  private static final int H2_READ_ONLY = 90097;
  private static final int H2_CLOSED = 90098;
  private static final int H2_GENERAL = 50000;

  private final String where;

  /**
   * @param where the file, or the server without user and password
   */
  StateErrors(String where) {
    this.where = where;
  }

  StateException explain(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof StateException known) {
        return known;
      }
      if (isFull(e)) {
        return full(thrown);
      }
      if (e instanceof SQLException sql) {
        Kind kind = kind(sql);
        if (kind != Kind.OTHER) {
          return new StateException(kind, message(kind), thrown);
        }
      }
      if (e instanceof ConnectException
          || e instanceof UnknownHostException
          || e instanceof SocketTimeoutException) {
        return new StateException(Kind.UNREACHABLE, message(Kind.UNREACHABLE), thrown);
      }
      if (e instanceof FlywayException && !hasSql(e)) {
        return new StateException(Kind.FOREIGN, message(Kind.FOREIGN), thrown);
      }
    }
    return new StateException(Kind.OTHER, message(Kind.OTHER), thrown);
  }

  StateException full(Throwable thrown) {
    return new StateException(
        Kind.FULL,
        "The disk with the bot's own database ("
            + where
            + ") is full: nothing can be changed until there is space again. Nothing that was"
            + " kept before is lost.",
        thrown);
  }

  /** Whether the database has ended under its connections. */
  static boolean isClosed(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql
          && (sql.getErrorCode() == H2_CLOSED || sql.getErrorCode() == H2_GENERAL)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSql(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SQLException || e instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFull(Throwable e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return (e instanceof SQLException sql && "53100".equals(sql.getSQLState()))
        || message.contains("no space left")
        || message.contains("disk quota exceeded")
        || message.contains("file too large")
        || message.contains("not enough space");
  }

  private static Kind kind(SQLException e) {
    switch (e.getErrorCode()) {
      case H2_IN_USE -> {
        return Kind.LOCKED;
      }
      case H2_LOCK_TIMEOUT, H2_DEADLOCK, H2_CONCURRENT_UPDATE -> {
        return Kind.BUSY;
      }
      case H2_WRONG_PASSWORD -> {
        return Kind.REFUSED;
      }
      case H2_READ_ONLY -> {
        return Kind.OTHER;
      }
      default -> {}
    }
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("28")) {
      return Kind.REFUSED;
    }
    if (state.equals("55P03") || state.equals("40001") || state.equals("40P01")) {
      return Kind.BUSY;
    }
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300")
        ? Kind.UNREACHABLE
        : Kind.OTHER;
  }

  private String message(Kind kind) {
    return switch (kind) {
      case LOCKED ->
          "The bot's own database ("
              + where
              + ") is in use by another process. Stop the other Hangup, or give this one another"
              + " dataDir; where two are to run, set state.jdbcUrl to a PostgreSQL database.";
      case BUSY ->
          "The bot's own database ("
              + where
              + ") is busy with another change. Nothing was changed; ask again in a minute.";
      case REFUSED ->
          "The bot's own database ("
              + where
              + ") does not accept the user or password. Check state.user, and"
              + " HANGUP_STATE_PASSWORD or the file that HANGUP_STATE_PASSWORD_FILE names.";
      case UNREACHABLE ->
          "The bot's own database (" + where + ") cannot be reached now. Check state.jdbcUrl.";
      case FOREIGN ->
          "The bot's own database ("
              + where
              + ") was made by a newer version of Hangup, or changed by hand. Start the newer"
              + " version, or restore a backup.";
      case FULL, OTHER ->
          "The bot's own database (" + where + ") cannot be used now; the log says why.";
    };
  }
}
