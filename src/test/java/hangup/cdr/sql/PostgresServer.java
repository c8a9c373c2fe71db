package hangup.cdr.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server, its binary from Maven; one for all tests, it ends with the JVM. */
public final class PostgresServer {
  private static @Nullable PostgresServer shared;

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  public static synchronized PostgresServer shared() {
    assumeTrue(
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the PostgreSQL server from Maven runs on Linux on x86-64 only");
    PostgresServer running = shared;
    if (running == null) {
      try {
        running =
            new PostgresServer(
                EmbeddedPostgres.builder().setServerConfig("logging_collector", "on").start());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      shared = running;
    }
    return running;
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  /** What roles sent since the server started, of those whose statements are logged. */
  public List<String> statementLog() {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SELECT pg_read_file(pg_current_logfile())")) {
      row.next();
      List<String> sent = new ArrayList<>();
      boolean statement = false;
      for (String line : row.getString(1).lines().toList()) {
        if (line.startsWith("\t") && statement) {
          sent.set(sent.size() - 1, sent.get(sent.size() - 1) + " " + line.strip());
        } else {
          String text = line.replaceFirst(".* LOG:  (statement|execute [^:]*): ", "");
          statement = !text.equals(line);
          if (statement) {
            sent.add(text);
          }
        }
      }
      return sent;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a role that needs a password, as on a server that is not a test's. */
  public void roleWithPassword(String name, String password) {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SHOW hba_file")) {
      row.next();
      Path rules = Path.of(row.getString(1));
      String rule = "host all " + name + " 127.0.0.1/32 scram-sha-256\n";
      String before = Files.readString(rules);
      if (!before.startsWith(rule)) {
        Files.writeString(rules, rule + before);
        sql.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
        sql.execute("SELECT pg_reload_conf()");
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements as the administrator. */
  public void run(String... statements) {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
