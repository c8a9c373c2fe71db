package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.config.SettingsLoader;
import hangup.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckTest {
  @TempDir private Path folder;

  private List<String> check(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), settings);
    return new Check(new SettingsLoader(folder, Map.of(), ZoneOffset.UTC))
        .run(Optional.of(file)).stream()
            .map(Problem::text)
            .map(text -> text.replace(folder + "/", ""))
            .toList();
  }

  @Test
  void nothingIsWrongWithTheDefaults() throws IOException {
    assertThat(check("dataDir: " + folder.resolve("made/on/first/use"))).isEmpty();
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void settingsAndCatalogueAreToldTogether() throws IOException {
    Path overlay =
        Files.writeString(
            folder.resolve("own.yaml"), "table: vos3000-25\nreasons:\n  - {code: 22, nmae: X}\n");
    Path noFolder = Files.writeString(folder.resolve("data"), "");
    assertThat(
            check(
                "zone: Mars/Olympus\ndataDir: "
                    + noFolder
                    + "\ncatalog:\n  dir: "
                    + folder.resolve("none")
                    + "\n  overlay: "
                    + overlay))
        .containsExactly(
            "my.yaml:1:7: zone: \"Mars/Olympus\" is not a time zone. Write an IANA name such as"
                + " Asia/Dhaka, or an offset such as +06:00.",
            "own.yaml:3:16: code 22.nmae: unknown key. Did you mean name?",
            "catalog.dir none: there is no such folder",
            "dataDir data: is a file, not a folder. Name another folder as dataDir.");
  }

  @Test
  void aDataFolderBelowAFileIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(check("dataDir: " + file.resolve("data")))
        .containsExactly(
            "dataDir file/data: cannot be made. Name a folder that this user may write into.");
  }

  @Test
  void anUnknownTableIsReported() throws IOException {
    assertThat(check("dataDir: " + folder + "\ncatalog: {table: spi}"))
        .containsExactly(
            "my.yaml:2:18: catalog.table: \"spi\" is not known here. Did you mean sip?");
    assertThat(check("dataDir: " + folder + "\ncatalog: {table: spi, dir: " + folder + "}"))
        .containsExactly("catalog.table: there is no code table \"spi\". Did you mean sip?");
  }
}
