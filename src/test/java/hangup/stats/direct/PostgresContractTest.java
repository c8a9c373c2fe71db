package hangup.stats.direct;

import hangup.cdr.Cdr;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.PostgresServer;
import hangup.cdr.sql.SelectFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Asked directly: PostgreSQL, through a SELECT whose times are dates. */
final class PostgresContractTest extends DirectContract {
  private final PostgresServer server = PostgresServer.shared();

  @Override
  Engine engine() {
    return new PostgresEngine();
  }

  @Override
  ConnectionSettings connection() {
    return ConnectionSettings.of(server.url(), "postgres", "postgres");
  }

  @Override
  void create(String table, List<Cdr> calls, boolean texts) {
    server.run(
        "DROP TABLE IF EXISTS direct_" + table,
        "CREATE TABLE direct_"
            + table
            + " (id bigint, started_at timestamptz(3), ended_at timestamptz(3), talk integer,"
            + " pdd integer, reason "
            + (texts ? "text" : "integer")
            + ", ended_by text, caller text, callee text, gw_in text, gw_out text, account text,"
            + " name text)");
    String sql =
        "INSERT INTO direct_"
            + table
            + " VALUES (?, to_timestamp(? / 1000.0), to_timestamp(? / 1000.0), ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?)";
    try (Connection connection = server.connect();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      for (Cdr cdr : calls) {
        Rows.bind(insert, cdr, texts);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  SelectFile select(String table, boolean texts) {
    return new SelectFile(
        table,
        "SELECT id, EXTRACT(EPOCH FROM started_at) * 1000 AS start_ms,"
            + " EXTRACT(EPOCH FROM ended_at) * 1000 AS stop_ms, talk AS talk_s, pdd AS pdd_ms,"
            + " reason, ended_by, caller, callee, gw_in AS mapping_gateway,"
            + " gw_out AS routing_gateway, account AS customer, name AS customer_name"
            + " FROM direct_"
            + table
            + " WHERE started_at >= to_timestamp(:from / 1000.0)"
            + " AND started_at < to_timestamp(:to / 1000.0)");
  }
}
