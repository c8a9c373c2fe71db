package hangup.stats.direct;

import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Drivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A real Trino in a process of its own, see src/engines. */
final class TrinoTestServer {
  private static final Path CLASS_PATH = ServerProcess.MADE.resolve("trino.classpath");

  private final ServerProcess process;
  private final Driver driver;

  private static final class Shared {
    static final TrinoTestServer SERVER = start();
  }

  private TrinoTestServer(ServerProcess process) {
    this.process = process;
    this.driver =
        Drivers.find(ServerProcess.MADE.resolve("drivers"), url(port(), "memory")).orElseThrow();
  }

  /** Of all tests, as it ends with them. Skips them where it was not made, or has no JDK. */
  static TrinoTestServer shared() {
    ServerProcess.require(
        Files.exists(CLASS_PATH), "Trino is not there: run these tests by mvn -Ptrino test");
    ServerProcess.require(
        newerJava().isPresent(),
        "Trino needs a JDK 25: set TRINO_JAVA_HOME, or install one below /usr/lib/jvm");
    return Shared.SERVER;
  }

  private static TrinoTestServer start() {
    try {
      return new TrinoTestServer(
          ServerProcess.start(
              "trino",
              Duration.ofMinutes(3),
              List.of(
                  newerJava().orElseThrow().toString(),
                  "--add-modules=jdk.incubator.vector",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Xmx3g",
                  "-XX:TieredStopAtLevel=" + System.getProperty("trino.tier", "1"),
                  "-cp",
                  Files.readString(CLASS_PATH).strip(),
                  ServerProcess.SOURCES.resolve("TrinoServer.java").toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> newerJava() {
    String set = System.getenv("TRINO_JAVA_HOME");
    if (set != null) {
      return Optional.of(Path.of(set, "bin", "java"));
    }
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(all)) {
      return homes
          .filter(home -> home.getFileName().toString().matches(".*\\b25\\b.*"))
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return process.port();
  }

  private static String url(int port, String catalog) {
    return "jdbc:trino://127.0.0.1:" + port + "/" + catalog + "/default";
  }

  /** As the bot connects. */
  ConnectionSettings connection(int port, String catalog, String password, Duration queryTimeout) {
    return new ConnectionSettings(
        url(port, catalog), "hangup", password, driver, Duration.ofSeconds(5), queryTimeout);
  }

  void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of a result. */
  List<String> texts(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "loader");
    return Objects.requireNonNull(driver.connect(url(port(), "memory"), properties));
  }
}
