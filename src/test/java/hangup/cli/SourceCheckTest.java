package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.csv.CdrCsvWriter;
import hangup.cdr.sql.MariaDbServer;
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
