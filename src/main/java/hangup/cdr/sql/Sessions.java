package hangup.cdr.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import hangup.cdr.SourceException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Read-only connections to one database, and the only place that sends it a statement. */
final class Sessions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  /** One to follow, two to look for single calls. */
  private static final int MOST_CONNECTIONS = 3;

  private final ConnectionSettings settings;
  private final @Nullable Engine engine;
  private final SqlErrors errors;
  private final HikariDataSource pool;
  private final Set<PreparedStatement> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  interface Binder {
    Binder NONE = statement -> {};

    void bind(PreparedStatement statement) throws SQLException;
  }

  /** Reads a whole result. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  Sessions(String source, ConnectionSettings settings) {
    this(source, settings, null, new SqlErrors(source, settings), MOST_CONNECTIONS);
  }

  /**
   * @param engine what is asked; null for a database that is known by its URL
   * @param connections how many there may be at once
   */
  Sessions(
      String source,
      ConnectionSettings settings,
      @Nullable Engine engine,
      SqlErrors errors,
      int connections) {
    this.settings = settings;
    this.engine = engine;
    this.errors = errors;
    HikariConfig config = new HikariConfig();
    config.setPoolName("source-" + source);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setReadOnly(true);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setIdleTimeout(TimeUnit.MINUTES.toMillis(1));
    config.setConnectionTimeout(Math.max(250, settings.connectTimeout().toMillis()));
    config.setValidationTimeout(Math.max(250, settings.connectTimeout().toMillis() / 2));
    // Connecting is tried when something is asked, so that a database that is down stops nothing.
    config.setInitializationFailTimeout(-1);
    addDriverProperties(config);
    if (engine != null) {
      engine.properties(settings).forEach(config::addDataSourceProperty);
    }
    Driver driver = settings.driver();
    if (driver != null) {
      config.setDataSource(new DriverSource(driver, settings, config.getDataSourceProperties()));
    }
    // Made so, the pool starts with the first question.
    this.pool = new HikariDataSource();
    config.copyStateTo(pool);
  }

  private void addDriverProperties(HikariConfig config) {
    long connectMs = settings.connectTimeout().toMillis();
    // Later than the query's own timeout, for a server that does not even answer the cancel.
    long socketMs = settings.queryTimeout().toMillis() + 5_000;
    String url = settings.url().toLowerCase(Locale.ROOT);
    if (url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:")) {
      config.addDataSourceProperty("connectTimeout", String.valueOf(connectMs));
      config.addDataSourceProperty("socketTimeout", String.valueOf(socketMs));
      config.addDataSourceProperty("allowLocalInfile", "false");
      config.addDataSourceProperty("useServerPrepStmts", "true");
    } else if (url.startsWith("jdbc:postgresql:")) {
      config.addDataSourceProperty("connectTimeout", String.valueOf(seconds(connectMs)));
      config.addDataSourceProperty("socketTimeout", String.valueOf(seconds(socketMs)));
      config.addDataSourceProperty("readOnlyMode", "always");
      config.addDataSourceProperty("ApplicationName", "hangup");
    }
  }

  private static long seconds(long ms) {
    return Math.max(1, (ms + 999) / 1000);
  }

  SqlErrors errors() {
    return errors;
  }

  <T> T select(String sql, Binder binder, Reader<T> reader) {
    return select(sql, settings.queryTimeout(), binder, reader);
  }

  /**
   * Sends a SELECT and reads its result.
   *
   * @param timeout after which it is cancelled, in whole seconds, at least one
   */
  <T> T select(String sql, Duration timeout, Binder binder, Reader<T> reader) {
    SelectOnly.require(sql);
    String sent = engine == null ? sql : engine.limited(sql, timeout);
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sent)) {
      statement.setQueryTimeout((int) seconds(timeout.toMillis()));
      binder.bind(statement);
      running.add(statement);
      if (closing) {
        running.remove(statement);
        throw errors.problem(SourceException.Kind.UNREACHABLE, "is not asked any more.");
      }
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      } finally {
        running.remove(statement);
      }
    } catch (SQLException e) {
      throw errors.explain(e);
    } catch (SourceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unexpected(e);
    }
  }

  /** The drivers of engines throw all sorts of things where there is no connection. */
  private RuntimeException unexpected(RuntimeException e) {
    return engine == null ? e : errors.explain(e);
  }

  /** Product and version. */
  String server() {
    try (Connection connection = pool.getConnection()) {
      return connection.getMetaData().getDatabaseProductName()
          + " "
          + connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw errors.explain(e);
    } catch (RuntimeException e) {
      throw unexpected(e);
    }
  }

  void cancel() {
    for (PreparedStatement statement : running) {
      try {
        statement.cancel();
      } catch (SQLException | RuntimeException e) {
        log.debug("A statement could not be cancelled", e);
      }
    }
  }

  boolean isClosed() {
    return pool.isClosed();
  }

  @Override
  public void close() {
    closing = true;
    cancel();
    pool.close();
  }

  /** For a problem that is not the database's. */
  SourceException problem(SourceException.Kind kind, String message) {
    return errors.problem(kind, message);
  }
}
