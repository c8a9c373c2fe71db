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

/** Asked directly: a real Trino, with its own driver and the SELECT that Hangup ships. */
@Tag("trino")
final class TrinoContractTest extends DirectContract {
  private static final int ROWS_OF_INSERT = 500;

  private final TrinoTestServer server = TrinoTestServer.shared();

  @Override
  Engine engine() {
    return Engine.TRINO;
  }

  @Override
  ConnectionSettings connection() {
    return server.connection(server.port(), "memory", "", Duration.ofSeconds(60));
  }

  @Override
  void create(String table, List<Cdr> calls, boolean texts) {
    server.run(
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
      server.run(
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

  @Override
  SelectFile select(String table, boolean texts) {
    String shipped = SelectFile.find(Path.of("config", "sources"), "trino").orElseThrow().sql();
    return new SelectFile(table, shipped.replace("FROM cdr\n", "FROM " + table + "\n"));
  }
}
