package hangup.stats.direct;

import com.sun.net.httpserver.HttpServer;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real Trino when it cannot answer. */
@Tag("trino")
final class TrinoFaultsTest extends EngineFaults {
  private final TrinoTestServer server = TrinoTestServer.shared();

  @Override
  Engine engine() {
    return Engine.TRINO;
  }

  @Override
  ConnectionSettings connection(int port, Duration queryTimeout) {
    return server.connection(port, "memory", "", queryTimeout);
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  ConnectionSettings toNowhere() {
    return server.connection(port(), "nowhere", "", Duration.ofSeconds(20));
  }

  @Override
  String endless(String mark) {
    return "SELECT :from + (a.n + b.n + c.n) % 1000 AS start_ms, 0 AS talk_s, 22 AS reason,"
        + " CAST(a.n + c.n AS varchar) AS mapping_gateway, '"
        + mark
        + "' AS customer FROM UNNEST(sequence(1, 10000)) a (n) CROSS JOIN"
        + " UNNEST(sequence(1, 10000)) b (n) CROSS JOIN UNNEST(sequence(1, 10000)) c (n)"
        + " WHERE :from < :to";
  }

  @Override
  List<String> running(String mark) {
    // A statement with parameters is shown without its text; one test runs at a time.
    return server.texts(
        "SELECT query_id FROM system.runtime.queries WHERE source = 'hangup' AND state NOT IN"
            + " ('FINISHED', 'FAILED')");
  }

  @Test
  void saysThatAPasswordNeedsTls() {
    fails(
        calls(server.connection(port(), "memory", "secret", Duration.ofSeconds(20)), table("cdr")),
        Kind.FAILED,
        "TLS",
        "SSL=true");
  }

  /** A Trino with passwords is one with certificates: here only its refusal. */
  @Test
  void saysThatThePasswordIsWrong() throws IOException {
    HttpServer refusing =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    refusing.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"Trino\"");
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    refusing.start();
    try {
      fails(
          calls(connection(refusing.getAddress().getPort(), Duration.ofSeconds(20)), table("cdr")),
          Kind.WRONG_PASSWORD,
          "user hangup",
          "source.user");
    } finally {
      refusing.stop(0);
    }
  }
}
