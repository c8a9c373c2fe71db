package hangup.stats.direct;

import hangup.cdr.SourceException.Kind;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ClickHouse's engine when it cannot answer. */
@Tag("clickhouse")
final class ClickHouseFaultsTest extends EngineFaults {
  private final ClickHouseServer server = ClickHouseServer.shared();

  @Override
  Engine engine() {
    return Engine.CLICKHOUSE;
  }

  @Override
  ConnectionSettings connection(int port, Duration queryTimeout) {
    return server.connection(port, "default", "secret", queryTimeout);
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  ConnectionSettings toNowhere() {
    return server.connection(port(), "nowhere", "secret", Duration.ofSeconds(20));
  }

  @Override
  String endless(String mark) {
    return "SELECT toInt64(:from) + number % 1000 AS start_ms, 0 AS talk_s, 22 AS reason,"
        + " toString(number) AS mapping_gateway, '"
        + mark
        + "' AS customer FROM numbers(1000000000000000) WHERE :from < :to";
  }

  @Override
  List<String> running(String mark) {
    return server.texts(
        "SELECT query FROM system.processes WHERE NOT is_cancelled AND query LIKE '%''"
            + mark
            + "''%' AND query NOT LIKE '%system.processes%'");
  }

  @Test
  void saysThatThePasswordIsWrong() {
    fails(
        calls(server.connection(port(), "default", "wrong", Duration.ofSeconds(20)), table("cdr")),
        Kind.WRONG_PASSWORD,
        "user hangup",
        "source.user");
  }
}
