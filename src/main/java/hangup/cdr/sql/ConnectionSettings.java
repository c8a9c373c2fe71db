package hangup.cdr.sql;

import java.sql.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a database is reached.
 *
 * @param url JDBC URL without user and password
 * @param driver of the database; null for one that Hangup ships, found by the URL
 * @param connectTimeout how long connecting may take
 * @param queryTimeout how long one SELECT may take before it is cancelled
 */
public record ConnectionSettings(
    String url,
    String user,
    String password,
    @Nullable Driver driver,
    Duration connectTimeout,
    Duration queryTimeout) {

  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration QUERY_TIMEOUT = Duration.ofSeconds(15);

  public static ConnectionSettings of(String url, String user, String password) {
    return new ConnectionSettings(url, user, password, null, CONNECT_TIMEOUT, QUERY_TIMEOUT);
  }

  public ConnectionSettings withQueryTimeout(Duration value) {
    return new ConnectionSettings(url, user, password, driver, connectTimeout, value);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ConnectionSettings[url=" + url + ", user=" + user + "]";
  }
}
