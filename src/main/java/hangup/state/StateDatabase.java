package hangup.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import hangup.config.Secret;
import hangup.config.StateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The bot's own database: an H2 file by default, or PostgreSQL. What {@link #write} returned from
 * is on the disk. Thread-safe.
 */
public final class StateDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 12;
  private static final String FILE = "state";

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final StateErrors errors;
  private final boolean shared;

  private StateDatabase(HikariDataSource pool, StateErrors errors, boolean shared) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.errors = errors;
    this.shared = shared;
  }

  /**
   * Opens the database and brings its schema up to date.
   *
   * @throws StateException if it is locked, full, unreachable or refuses the password
   */
  public static StateDatabase open(StateSettings settings, Path dataDir) {
    boolean shared = settings.jdbcUrl().isPresent();
    String url = settings.jdbcUrl().orElseGet(() -> fileUrl(dataDir.resolve(FILE)));
    StateErrors errors = new StateErrors(shared ? withoutSecrets(url) : dataDir + "/" + FILE);
    try {
      if (!shared) {
        Files.createDirectories(dataDir);
      }
      return open(url, settings, errors, shared);
    } catch (IOException | RuntimeException e) {
      throw errors.explain(e);
    }
  }

  /** Whether there may be a database already: a file, or a server that is named. */
  public static boolean exists(StateSettings settings, Path dataDir) {
    return settings.jdbcUrl().isPresent() || Files.exists(dataDir.resolve(FILE + ".mv.db"));
  }

  /** Of a commit nothing may be lost: without the setting, H2 keeps it in memory for a while. */
  private static String fileUrl(Path file) {
    return "jdbc:h2:file:"
        + file.toAbsolutePath()
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
  }

  static StateDatabase open(
      String url, StateSettings settings, StateErrors errors, boolean shared) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("hangup-state");
    config.setJdbcUrl(url);
    config.setUsername(settings.user().orElse(shared ? null : "sa"));
    config.setPassword(settings.password().map(Secret::reveal).orElse(shared ? null : ""));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
    config.setInitializationFailTimeout(1);
    Properties driver = new Properties();
    if (url.startsWith("jdbc:postgresql:")) {
      driver.setProperty("ApplicationName", "hangup");
      driver.setProperty("connectTimeout", "10");
      driver.setProperty("socketTimeout", "60");
    }
    config.setDataSourceProperties(driver);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:hangup/state/migrations")
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          // By default a schema of a newer version would be used as if it were ours.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return new StateDatabase(pool, errors, shared);
  }

  private static String withoutSecrets(String url) {
    return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
  }

  /** Whether other processes use it too. */
  public boolean isShared() {
    return shared;
  }

  /**
   * Reads.
   *
   * @throws StateException if that is impossible now
   */
  public <T> T read(Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (JdbiException e) {
      throw explain(e);
    }
  }

  /**
   * Reads and changes in one transaction, all or nothing.
   *
   * @throws StateException if that is impossible now; nothing is changed then
   */
  public <T> T write(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw explain(e);
    }
  }

  StateException explain(RuntimeException thrown) {
    if (StateErrors.isClosed(thrown)) {
      // A full disk closes H2; with new connections it opens again by itself.
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return errors.explain(thrown);
  }

  DataSource dataSource() {
    return pool;
  }

  /**
   * The connections of this process.
   *
   * @param waiting how many threads wait for one
   */
  public record Connections(int active, int idle, int waiting) {}

  /** The connections as they are now. */
  public Connections connections() {
    HikariPoolMXBean now = pool.getHikariPoolMXBean();
    return new Connections(
        now.getActiveConnections(), now.getIdleConnections(), now.getThreadsAwaitingConnection());
  }

  @Override
  public void close() {
    pool.close();
  }
}
