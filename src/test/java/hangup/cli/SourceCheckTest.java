package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.csv.CdrCsvWriter;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.PostgresServer;
import hangup.cdr.sql.VosTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hangup check} against a real database. */
class SourceCheckTest {
  @TempDir Path folder;

  private Shell shell(int port, String password) {
    return new Shell(folder)
        .with("HANGUP_SOURCE_KIND", "vos3000")
        .with("HANGUP_SOURCE_PORT", String.valueOf(port))
        .with("HANGUP_SOURCE_DATABASE", "checked")
        .with("HANGUP_SOURCE_USER", "reader")
        .with("HANGUP_SOURCE_PASSWORD", password);
  }

  @Test
  void showsHowCallsAreUnderstoodWithMaskedNumbers() {
    MariaDbServer server = MariaDbServer.shared();
    server.database("checked");
    VosTables tables = new VosTables(server, "checked", 5);
    long at = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
    List<Cdr> calls = tables.calls(at, at + 60_000, 30);
    tables.insert(calls);
    Shell.Outcome outcome = shell(server.port(), "only reads").run("check");
    assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
    assertThat(outcome.out())
        .contains("Source vos3000: MariaDB", "1 CDR tables", "****", "numbers masked", "ended by");
    assertThat(outcome.out().lines().filter(line -> line.contains(" to 88017"))).hasSize(5);
    calls.forEach(call -> assertThat(outcome.out()).doesNotContain(call.caller(), call.callee()));
  }

  @Test
  void saysWhyASourceCannotBeRead() {
    MariaDbServer server = MariaDbServer.shared();
    server.database("checked");
    Shell.Outcome outcome = shell(server.port(), "wrong").run("check");
    assertThat(outcome.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(outcome.out()).contains("error: Source vos3000: the database refuses user reader");
  }

  @Test
  void explainsTheMappingOfASelectAndShowsFiveRows() {
    PostgresServer server = PostgresServer.shared();
    server.run(
        "DROP TABLE IF EXISTS v_xml_cdr",
        "CREATE TABLE v_xml_cdr (xml_cdr_uuid uuid PRIMARY KEY, domain_name text, accountcode text,"
            + " caller_id_number text, destination_number text, start_stamp timestamptz, end_stamp"
            + " timestamptz, billsec numeric, pdd_ms numeric, network_addr text, hangup_cause_q850"
            + " numeric, sip_hangup_disposition text)",
        "CREATE INDEX ON v_xml_cdr (end_stamp)",
        "INSERT INTO v_xml_cdr SELECT gen_random_uuid(), 'pbx.example.com', 'acme', '4930123' || i,"
            + " '88017' || 1000000 + i, now(), now(), 0, 0, '192.0.2.1', 63, 'send_refuse' FROM"
            + " generate_series(1000, 1019) i");
    Shell shell =
        new Shell(folder)
            .with("HANGUP_SOURCE_KIND", "sql")
            .with("HANGUP_SOURCE_NAME", "pbx")
            .with("HANGUP_SOURCE_URL", server.url())
            .with("HANGUP_SOURCE_USER", "postgres")
            .with("HANGUP_SOURCE_SELECT", "fusionpbx");
    Shell.Outcome outcome = shell.with("HANGUP_CATALOG_TABLE", "q850").run("check");
    assertThat(outcome.out())
        .contains("Source pbx: PostgreSQL")
        .contains("Mapped by fusionpbx.sql: place_ms, start_ms, talk_s, reason, id, stop_ms")
        .contains("The end reason is a number.")
        .contains("Not mapped: routing_gateway, fee.")
        .contains("warning: User postgres may write (")
        .contains("reason 63 ")
        .doesNotContain("that the table q850 does not know");
    assertThat(outcome.out().lines().filter(line -> line.contains(" to 88017"))).hasSize(5);
    assertThat(outcome.out()).doesNotContainPattern("49301231\\d{3}\\b|880171\\d{6}\\b");
    assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
    assertThat(shell.with("HANGUP_CATALOG_TABLE", "vos3000-25").run("check").out())
        .contains("warning: 5 calls have codes that the table vos3000-25 does not know: 63 (5)");
  }

  @Test
  void saysThatASelectIsMissing() {
    Shell.Outcome outcome =
        new Shell(folder)
            .with("HANGUP_SOURCE_KIND", "sql")
            .with("HANGUP_SOURCE_URL", "jdbc:postgresql://127.0.0.1:1/x")
            .with("HANGUP_SOURCE_SELECT", "nothing")
            .run("check");
    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out() + outcome.err()).contains("there is no nothing.sql in");
  }

  @Test
  void looksIntoAFolderOfExports() throws IOException {
    Path exports = Files.createDirectory(folder.resolve("exports"));
    try (CdrCsvWriter writer = new CdrCsvWriter(Files.newOutputStream(exports.resolve("a.csv")))) {
      for (Cdr call :
          new VosTables(MariaDbServer.shared(), "unused", 5)
              .calls(1_790_000_000_000L, 1_790_000_001_000L, 8)) {
        writer.write(call);
      }
    }
    Shell shell =
        new Shell(folder)
            .with("HANGUP_SOURCE_KIND", "files")
            .with("HANGUP_SOURCE_FOLDER", exports.toString());
    Shell.Outcome outcome = shell.run("check");
    assertThat(outcome.out())
        .contains("Source files: the folder", "1 file fits *", "a.csv is read");
    assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
    assertThat(shell.with("HANGUP_SOURCE_FORMAT", "csw").run("check").exit())
        .isEqualTo(ExitCode.USAGE);
    Shell gone =
        new Shell(folder)
            .with("HANGUP_SOURCE_KIND", "files")
            .with("HANGUP_SOURCE_FOLDER", folder.resolve("gone").toString());
    assertThat(gone.run("check").out()).contains("error: Source files: there is no folder");
  }
}
