package hangup.stats.direct;

import hangup.cdr.Cdr;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Drivers;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.SelectFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Asked directly: a real Trino, with its own driver and the SELECT that Hangup ships. */
@Tag("trino")
final class TrinoContractTest extends DirectContract {
  private static final int ROWS_OF_INSERT = 500;

  private final ServerProcess server = start();
  private final String url = "jdbc:trino://127.0.0.1:" + server.port() + "/memory/default";
  private final Driver driver = driver(url);

  static ServerProcess start() {
    Path classPath = ServerProcess.MADE.resolve("trino.classpath");
    ServerProcess.require(
        Files.exists(classPath), "Trino is not there: run these tests by mvn -Ptrino test");
    Optional<Path> java = newerJava();
    ServerProcess.require(
        java.isPresent(),
        "Trino needs a JDK 25: set TRINO_JAVA_HOME, or install one below /usr/lib/jvm");
    try {
      return ServerProcess.start(
          "trino",
          Duration.ofMinutes(3),
          List.of(
              java.orElseThrow().toString(),
              "--add-modules=jdk.incubator.vector",
              "--sun-misc-unsafe-memory-access=allow",
              "-Xmx3g",
              "-XX:TieredStopAtLevel=" + System.getProperty("trino.tier", "1"),
              "-cp",
              Files.readString(classPath).strip(),
              ServerProcess.SOURCES.resolve("TrinoServer.java").toString()));
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

  static Driver driver(String url) {
    return Drivers.find(ServerProcess.MADE.resolve("drivers"), url).orElseThrow();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  Engine engine() {
    return Engine.TRINO;
  }

  @Override
  ConnectionSettings connection() {
    return new ConnectionSettings(
        url, "hangup", "", driver, Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  @Override
  void create(String table, List<Cdr> calls, boolean texts) {
    run(
        "CREATE TABLE "
            + table
            + " (id bigint, started_at timestamp(3) with time zone,"
            + " ended_at timestamp(3) with time zone, talk_seconds integer, billed_seconds integer,"
            + " pdd_ms integer, end_reason "
            + (texts ? "varchar" : "integer")
            + ", ended_by varchar, caller varchar, callee varchar, in_gateway varchar,"
            + " out_gateway varchar, customer varchar, customer_name varchar,"
            + " fee decimal(18, 6))");
    for (int from = 0; from < calls.size(); from += ROWS_OF_INSERT) {
      List<Cdr> some = calls.subList(from, Math.min(calls.size(), from + ROWS_OF_INSERT));
      run(
          some.stream()
              .map(cdr -> row(cdr, texts))
              .collect(
                  Collectors.joining(
                      ", ",
                      "INSERT INTO "
                          + table
                          + " SELECT id, from_unixtime(s / 1e3), from_unixtime(e / 1e3), talk,"
                          + " talk, pdd, reason, ended, caller, callee, gw_in, gw_out, account,"
                          + " name, 0.25 FROM (VALUES ",
                      ") v (id, s, e, talk, pdd, reason, ended, caller, callee, gw_in, gw_out,"
                          + " account, name)")));
    }
  }

  private static String row(Cdr cdr, boolean texts) {
    return Stream.of(
            Long.toString(cdr.id()),
            Long.toString(cdr.startMs()),
            cdr.stopMs() == 0 ? "NULL" : Long.toString(cdr.stopMs()),
            Integer.toString(cdr.talkSeconds()),
            cdr.pddMillis() < 0 ? "NULL" : Integer.toString(cdr.pddMillis()),
            texts ? quoted(Rows.reason(cdr)) : Integer.toString(cdr.reason()),
            quoted(Rows.endedBy(cdr)),
            quoted(cdr.caller()),
            quoted(cdr.callee()),
            quoted(cdr.mappingGateway()),
            quoted(cdr.routingGateway()),
            quoted(cdr.customerAccount()),
            quoted(cdr.customerName()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "NULL" : "'" + text.replace("'", "''") + "'";
  }

  void run(String sql) {
    Properties properties = new Properties();
    properties.setProperty("user", "loader");
    try (Connection connection = Objects.requireNonNull(driver.connect(url, properties));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  SelectFile select(String table, boolean texts) {
    String shipped = SelectFile.find(Path.of("config", "sources"), "trino").orElseThrow().sql();
    return new SelectFile(table, shipped.replace("FROM cdr\n", "FROM " + table + "\n"));
  }
}
