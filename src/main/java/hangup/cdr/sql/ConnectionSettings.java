package hangup.cdr.sql;

import java.nio.file.Path;
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

  /** With the driver of a database that Hangup ships none for, from a folder of jars. */
  public ConnectionSettings withDriverOf(Path folder) {
    // Looking for drivers takes time, which a start without need of it does not have.
    boolean shipped = url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:postgresql:");
    Driver found = shipped ? driver : Drivers.find(folder, url).orElse(driver);
    return new ConnectionSettings(url, user, password, found, connectTimeout, queryTimeout);
  }

  /** Whether the driver is known already, and need not be found by the URL. */
  public boolean hasDriver() {
    return driver != null;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ConnectionSettings[url=" + url + ", user=" + user + "]";
  }
}
