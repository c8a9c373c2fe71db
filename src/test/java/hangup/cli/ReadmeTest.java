package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.command.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what the declarations say. */
class ReadmeTest {

  @TempDir Path folder;

  @Test
  void theTableOfCommandsIsTheOneOfTheDeclarations() throws IOException {
    String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);

    try (Wiring wiring = Wiring.of(new Shell(folder).io(), new GlobalOptions())) {
      assertThat(readme)
          .contains(
              "<!-- commands:begin -->\n"
                  + Usage.markdownTable(wiring.dispatcher().specs())
                  + "<!-- commands:end -->");
    }
  }
}
