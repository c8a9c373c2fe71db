package hangup.cdr.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections of a driver that is on no class path. */
final class DriverSource implements DataSource {
  private final Driver driver;
  private final ConnectionSettings settings;
  private final Properties properties;

  DriverSource(Driver driver, ConnectionSettings settings, Properties properties) {
    this.driver = driver;
    this.settings = settings;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(settings.user(), settings.password());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    if (!user.isEmpty()) {
      all.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      all.setProperty("password", password);
    }
    Connection connection = driver.connect(settings.url(), all);
    if (connection == null) {
      throw new SQLTransientConnectionException("the driver does not know this kind of URL");
    }
    return connection;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  /** In seconds; so long the pool waits for a connection in the making when it closes. */
  @Override
  public int getLoginTimeout() {
    return (int) Math.max(1, settings.connectTimeout().toSeconds());
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("wraps no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
