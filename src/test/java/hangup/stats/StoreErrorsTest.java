package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class StoreErrorsTest {
  private final StoreErrors errors = new StoreErrors(Path.of("data", "calls.db"));

  @Test
  void namesTheProcessThatHoldsTheFileWithoutItsArguments() {
    long pid = ProcessHandle.current().pid();
    SQLException lock =
        new SQLException(
            "IO Error: Could not set lock on file \"calls.db\": Conflicting lock is held in"
                + " /usr/bin/java (PID "
                + pid
                + ")");

    assertThat(StoreErrors.isLocked(lock)).isTrue();
    assertThat(errors.explain(lock).getMessage())
        .contains("in use by java")
        .contains("(process " + pid + ")")
        .doesNotContain("surefire");
  }

  @Test
  void aHolderThatHasEndedMeanwhileIsNoError() {
    SQLException lock =
        new SQLException("Could not set lock on file: Conflicting lock (PID 999999999)");

    assertThat(errors.explain(lock).getMessage()).contains("process 999999999");
  }

  @Test
  void saysTheSubcommandOfAHangupProcessOnly() {
    assertThat(StoreErrors.subcommand("-Xmx1g", "-jar", "/opt/hangup/target/hangup.jar", "import"))
        .contains("import");
    assertThat(StoreErrors.subcommand("-cp", "x", "hangup.Main", "run", "--token=secret"))
        .contains("run");
    assertThat(StoreErrors.subcommand("-jar", "hangup.jar", "--token=secret")).isEmpty();
    assertThat(StoreErrors.subcommand("-jar", "other.jar", "run")).isEmpty();
    assertThat(StoreErrors.subcommand()).isEmpty();
  }

  @Test
  void explainsWhatCanGoWrong() {
    assertThat(explained("IO Error: Cannot open file \"x\": Permission denied"))
        .contains("permission denied");
    assertThat(explained("IO Error: Could not write: No space left on device"))
        .contains("disk is full");
    assertThat(explained("Trying to read a database file with version number 99, but"))
        .contains("version of DuckDB");
    assertThat(explained("Out of Memory Error: failed")).contains("shorter period");
    assertThat(explained("Something else\nwith a second line"))
        .contains("Something else")
        .doesNotContain("second line");
  }

  private String explained(String message) {
    return String.valueOf(errors.explain(new SQLException(message)).getMessage());
  }
}
