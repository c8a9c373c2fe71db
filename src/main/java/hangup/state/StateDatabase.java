package hangup.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.state.StateException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot's own database: an H2 file by default, or PostgreSQL. What {@link #write} returned from
 * is on the disk. Thread-safe.
 */
public final class StateDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StateDatabase.class);
  private static final int CONNECTIONS = 12;
  private static final String FILE = "state";

  /** A full disk closes H2, which for a while shows only as that. */
  private static final Duration FULL_FOR = Duration.ofMinutes(1);

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final StateErrors errors;
  private final boolean shared;
  private volatile OptionalLong fullAt = OptionalLong.empty();

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
    config.setExceptionOverride(new LeaveClosed());
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

  /** A full disk closes H2 under its connections; new ones open it again. */
  private static final class LeaveClosed implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException e) {
      return StateErrors.isClosed(e)
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
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
    StateException known = errors.explain(thrown);
    if (known.kind() == Kind.FULL) {
      fullAt = OptionalLong.of(System.nanoTime());
    } else if (known.kind() == Kind.OTHER) {
      OptionalLong full = fullAt;
      if (StateErrors.isClosed(thrown)
          && full.isPresent()
          && System.nanoTime() - full.getAsLong() < FULL_FOR.toNanos()) {
        return errors.full(thrown);
      }
      log.error("The bot's own database cannot be used now", thrown);
    }
    return known;
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
