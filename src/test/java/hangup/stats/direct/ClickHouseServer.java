package hangup.stats.direct;

import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Drivers;
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
import java.util.Properties;

/** ClickHouse's engine in a process of its own, see src/engines/clickhouse. */
final class ClickHouseServer {
  private static final Path MADE = ServerProcess.MADE.resolve("clickhouse");

  private final ServerProcess process;
  private final Driver driver;

  private static final class Shared {
    static final ClickHouseServer SERVER = start();
  }

  private ClickHouseServer(ServerProcess process) {
    this.process = process;
    this.driver =
        Drivers.find(ServerProcess.MADE.resolve("drivers"), url(port(), "default")).orElseThrow();
  }

  /** Of all tests, as it ends with them. Skips them where it was not installed. */
  static ClickHouseServer shared() {
    requireInstalled();
    return Shared.SERVER;
  }

  private static void requireInstalled() {
    ServerProcess.require(
        Files.exists(MADE.resolve("node_modules").resolve("chdb")),
        "ClickHouse is not there: run these tests by mvn -Pclickhouse test, with node and npm");
  }

  private static ClickHouseServer start() {
    return new ClickHouseServer(
        ServerProcess.start(
            "clickhouse",
            Duration.ofMinutes(2),
            List.of("node", MADE.resolve("server.mjs").toString())));
  }

  int port() {
    return process.port();
  }

  private static String url(int port, String database) {
    return "jdbc:clickhouse://127.0.0.1:" + port + "/" + database + "?compress=0";
  }

  /** As the bot connects. */
  ConnectionSettings connection(Duration queryTimeout) {
    return connection(port(), "default", "secret", queryTimeout);
  }

  ConnectionSettings connection(int port, String database, String password, Duration queryTimeout) {
    return new ConnectionSettings(
        url(port, database), "hangup", password, driver, Duration.ofSeconds(2), queryTimeout);
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
    properties.setProperty("user", "default");
    return Objects.requireNonNull(driver.connect(url(port(), "default"), properties));
  }
}
