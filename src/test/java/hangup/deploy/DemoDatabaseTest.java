package hangup.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The script of the demo database, in a real server. */
class DemoDatabaseTest {

  private static final String DATABASE = "demo_script";

  private static List<String> statements() throws IOException {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    String end = ";";
    for (String line : Files.readAllLines(Path.of("config/demo-db/vos3000.sql"))) {
      if (line.startsWith("DELIMITER ")) {
        end = line.substring("DELIMITER ".length());
      } else if (!line.startsWith("--") && !line.isBlank()) {
        statement.append(line).append('\n');
        if (line.endsWith(end)) {
          statement.setLength(statement.length() - end.length() - 1);
          statements.add(statement.toString());
          statement.setLength(0);
        }
      }
    }
    assertThat(statement.toString()).isBlank();
    return statements;
  }

  @Test
  void isReadAsAVos3000() throws IOException, SQLException {
    MariaDbServer server = MariaDbServer.shared();
    ConnectionSettings connection = server.database(DATABASE);
    // Twice: a script that is run again must do no harm.
    for (int i = 0; i < 2; i++) {
      try (Connection admin = server.connect(DATABASE);
          Statement statement = admin.createStatement()) {
        for (String sql : statements()) {
          statement.execute(sql);
        }
      }
    }
    Instant now = Clock.systemUTC().instant();
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
    List<Cdr> read = new ArrayList<>();
    try (CdrSource source =
        new Vos3000Source(
            new Vos3000Settings("demo", connection, Optional.empty(), ZoneOffset.UTC))) {
      source.read(
          new CdrSource.Range(
              midnight.minus(1, ChronoUnit.DAYS).toEpochMilli(), midnight.toEpochMilli()),
          100_000,
          new CdrSource.RowSink() {
            @Override
            public void cdr(long placeMs, Cdr cdr) {
              read.add(cdr);
            }

            @Override
            public void noCdr(long placeMs) {
              throw new AssertionError("a row that is no call at " + placeMs);
            }
          });
    }
    assertThat(read).hasSizeBetween(19_000, 20_000);
    assertThat(read).extracting(Cdr::reason).contains(0, 22, 5).doesNotContain(99);
    assertThat(read.stream().filter(cdr -> cdr.talkSeconds() > 0).count()).isEqualTo(9_000);
    assertThat(read).extracting(Cdr::routingGateway).contains("GW-1", "GW-7");
  }
}
