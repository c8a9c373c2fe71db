package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.cdr.sql.PostgresServer;
import hangup.command.Context;
import hangup.command.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of CONTRIBUTING.md for a source: a table that nobody foresaw, through one SELECT. */
class OwnTableTest {

  private static final String SELECT =
      """
      -- Invented: one row a call, times as text in UTC, the reason in words of its own.
      SELECT
        CAST(EXTRACT(EPOCH FROM written) * 1000 AS BIGINT) AS place_ms,
        CAST(EXTRACT(EPOCH FROM (began || 'Z')::timestamptz) * 1000 AS BIGINT) AS start_ms,
        talked AS talk_s,
        CASE why WHEN 'no route' THEN 22 ELSE 0 END AS reason,
        nr AS id,
        who AS caller,
        trunk AS routing_gateway
      FROM phone_calls
      WHERE written >= to_timestamp(:position / 1000.0) AND written < to_timestamp(:to / 1000.0)
      ORDER BY written
      LIMIT :limit
      """;

  @TempDir Path folder;

  @Test
  void isCheckedFollowedAndAsked() throws IOException {
    PostgresServer server = PostgresServer.shared();
    server.run(
        "DROP TABLE IF EXISTS phone_calls",
        "CREATE TABLE phone_calls (nr bigint, written timestamptz, began text, talked int,"
            + " why text, who text, trunk text)",
        "CREATE INDEX ON phone_calls (written)",
        "INSERT INTO phone_calls SELECT i, t, to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"
            + " HH24:MI:SS'), i % 2 * 60, CASE i % 2 WHEN 0 THEN 'no route' ELSE 'bye' END,"
            + " '8801712345678', 'TRUNK-' || i % 3 FROM (SELECT i, now() - i * interval '1 second'"
            + " AS t FROM generate_series(60, 359) i) x",
        "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'only reads'; EXCEPTION WHEN"
            + " duplicate_object THEN NULL; END $$",
        "GRANT SELECT ON phone_calls TO reader");
    Files.writeString(folder.resolve("phones.sql"), SELECT);
    Path file = folder.resolve("hangup.yaml");
    Files.writeString(
        file,
        """
        zone: UTC
        dataDir: %s
        source: {kind: sql, url: '%s', user: reader, select: phones, selects: %s, poll: 200ms}
        """
            .formatted(folder.resolve("data"), server.url(), folder));
    Shell shell =
        new Shell(folder.resolve("data"))
            .with("HANGUP_ZONE", "UTC")
            .with("HANGUP_SOURCE_PASSWORD", "only reads");

    Shell.Outcome checked = shell.run("check", "--config", file.toString());
    assertThat(checked.out()).contains("PostgreSQL", "TRUNK-", "880171234****");
    assertThat(checked.exit()).isEqualTo(ExitCode.OK);

    try (Wiring wiring = Wiring.of(shell.io(), GlobalOptions.of(file))) {
      wiring.follow();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          wiring
                              .dispatcher()
                              .answer(
                                  new Request.Line("/reason 22", Context.console(ZoneOffset.UTC)))
                              .toString())
                      .contains("150"));
    }
  }
}
