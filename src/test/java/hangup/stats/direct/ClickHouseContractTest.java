package hangup.stats.direct;

import hangup.cdr.Cdr;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import hangup.cdr.sql.SelectFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Asked directly: ClickHouse's engine, with its own driver and the SELECT that Hangup ships. */
@Tag("clickhouse")
final class ClickHouseContractTest extends DirectContract {
  private static final int ROWS_OF_INSERT = 2_000;

  private final ClickHouseServer server = ClickHouseServer.shared();

  @Override
  Engine engine() {
    return Engine.CLICKHOUSE;
  }

  @Override
  ConnectionSettings connection() {
    return server.connection(Duration.ofSeconds(60));
  }

  @Override
  void create(String table, List<Cdr> calls, boolean texts) {
    server.run(
        "CREATE TABLE "
            + table
            + " (id UInt64, started_at DateTime64(3, 'UTC'), ended_at Nullable(DateTime64(3,"
            + " 'UTC')), talk_seconds UInt32, billed_seconds UInt32, pdd_ms Nullable(Int32),"
            + " end_reason "
            + (texts ? "String" : "Int32")
            + ", ended_by LowCardinality(String), caller String, callee String,"
            + " in_gateway LowCardinality(String), out_gateway LowCardinality(String),"
            + " customer LowCardinality(String), customer_name LowCardinality(String),"
            + " fee Decimal(18, 6)) ENGINE = MergeTree ORDER BY started_at");
    for (int from = 0; from < calls.size(); from += ROWS_OF_INSERT) {
      List<Cdr> some = calls.subList(from, Math.min(calls.size(), from + ROWS_OF_INSERT));
      server.run(
          some.stream()
              .map(cdr -> row(cdr, texts))
              .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES ", "")));
    }
  }

  private static String row(Cdr cdr, boolean texts) {
    return Stream.of(
            Long.toString(cdr.id()),
            time(cdr.startMs()),
            cdr.stopMs() == 0 ? "NULL" : time(cdr.stopMs()),
            Integer.toString(cdr.talkSeconds()),
            Integer.toString(cdr.talkSeconds()),
            cdr.pddMillis() < 0 ? "NULL" : Integer.toString(cdr.pddMillis()),
            texts ? quoted(Rows.reason(cdr)) : Integer.toString(cdr.reason()),
            quoted(Rows.endedBy(cdr)),
            quoted(cdr.caller()),
            quoted(cdr.callee()),
            quoted(cdr.mappingGateway()),
            quoted(cdr.routingGateway()),
            quoted(cdr.customerAccount()),
            quoted(cdr.customerName()),
            "0.25")
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String time(long ms) {
    return "fromUnixTimestamp64Milli(toInt64(" + ms + "))";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Override
  SelectFile select(String table, boolean texts) {
    String shipped =
        SelectFile.find(Path.of("config", "sources"), "clickhouse").orElseThrow().sql();
    return new SelectFile(table, shipped.replace("FROM cdr\n", "FROM " + table + "\n"));
  }
}
