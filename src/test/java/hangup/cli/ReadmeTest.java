package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.command.CommandSpec;
import hangup.command.Usage;
import hangup.command.Watch;
import hangup.config.AccessSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what the declarations say. */
class ReadmeTest {

  private static final String BEGIN = "<!-- commands:begin -->";
  private static final String END = "<!-- commands:end -->";

  @TempDir Path folder;

  @Test
  void theTableOfCommandsIsTheOneOfTheDeclarations() throws IOException {
    String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);

    try (Wiring wiring = Wiring.of(new Shell(folder).io(), new GlobalOptions());
        Telling telling = Telling.open(wiring, name -> Optional.empty())) {
      String table =
          Usage.markdownTable(FrontDesk.of(wiring, telling, Optional::empty, Watch.NONE).specs());

      assertThat(readme.substring(readme.indexOf(BEGIN), readme.indexOf(END)))
          .isEqualTo(BEGIN + "\n" + table);
    }
  }

  @Test
  void rulesOfAccessKnowEveryCommand() {
    try (Wiring wiring = Wiring.of(new Shell(folder).io(), new GlobalOptions());
        Telling telling = Telling.open(wiring, name -> Optional.empty())) {
      assertThat(AccessSettings.COMMANDS)
          .containsExactlyElementsOf(
              FrontDesk.of(wiring, telling, Optional::empty, Watch.NONE).specs().stream()
                  .map(CommandSpec::name)
                  .sorted()
                  .toList());
    }
  }
}
