package hangup.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hangup.schedule.ScheduleText;
import hangup.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example file must show what the program reads, and nothing else. */
final class ExampleSettingsTest {
  private static final Path EXAMPLE = Path.of("config", "hangup.example.yaml");

  /** The example with every key taken in: "#zone: x" becomes "zone: x", "# text" stays. */
  private static String takenIn() throws IOException {
    return Files.readString(EXAMPLE, UTF_8).replaceAll("(?m)^( *)#([A-Za-z{-])", "$1$2");
  }

  private static Settings load(Path file, Problems problems) {
    return new SettingsLoader(Path.of(""), Map.of(), ZoneOffset.UTC)
        .read(Optional.of(file), problems);
  }

  @Test
  void asItIsItChangesNothing(@TempDir Path folder) throws IOException {
    Problems problems = new Problems();
    Settings defaults = load(Files.createFile(folder.resolve("empty.yaml")), problems);
    assertThat(load(EXAMPLE, problems)).isEqualTo(defaults);
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void itsKeysAreKnownAndShowTheDefaults(@TempDir Path folder) throws IOException {
    Problems problems = new Problems();
    Settings defaults = load(Files.createFile(folder.resolve("empty.yaml")), problems);
    Settings shown = load(Files.writeString(folder.resolve("all.yaml"), takenIn()), problems);
    assertThat(problems.list()).isEmpty();
    assertThat(shown)
        .isEqualTo(
            new Settings(
                ZoneId.of("Asia/Dhaka"),
                defaults.dataDir(),
                new CatalogSettings(
                    defaults.catalog().table(),
                    Optional.of(Path.of("config/tables")),
                    Optional.of(Path.of("config/overlay.yaml"))),
                defaults.limits(),
                new AdminSettings(
                    defaults.admin().enabled(),
                    defaults.admin().host(),
                    defaults.admin().port(),
                    defaults.admin().page(),
                    List.of("hangup.noc.example.org")),
                new DiscordSettings(
                    Optional.empty(),
                    Optional.of("https://discord-proxy.example.org/api/v10/"),
                    Optional.of("wss://discord-proxy.example.org/"),
                    List.of("1094762115930832936")),
                new TelegramSettings(
                    Optional.empty(),
                    Optional.of("http://127.0.0.1:8081"),
                    defaults.telegram().staleAfter(),
                    new TelegramSettings.Webhook(
                        Optional.of("https://bot.example.org/telegram"),
                        defaults.telegram().webhook().host(),
                        defaults.telegram().webhook().port(),
                        Optional.empty())),
                shown.access(),
                defaults.log(),
                List.of(),
                defaults.stats(),
                tell(defaults.tell())));
    assertThat(shown.access()).hasSize(3);
  }

  private static TellSettings tell(TellSettings defaults) {
    return new TellSettings(
        new StateSettings(
            Optional.of("jdbc:postgresql://db.example.org/hangup"),
            Optional.of("hangup"),
            Optional.empty()),
        defaults.digest(),
        List.of(
            new ConfiguredDigest(
                "noc-morning",
                "discord/1234567890",
                ScheduleText.read("mon-fri 09:00"),
                Optional.of(ZoneId.of("Asia/Dhaka")),
                "yesterday",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false,
                false)),
        new NoticeSettings(Optional.of("discord/1234567890")),
        AuditSettings.DEFAULT);
  }

  @Test
  void noKeyIsLeftOut() throws IOException {
    Problems problems = new Problems();
    Environment asked = new Environment(Map.of());
    Settings.read(Values.of(Optional.empty(), asked, problems), ZoneOffset.UTC);
    String text = takenIn();
    assertThat(asked.known())
        .isNotEmpty()
        // Secrets have no place in the file; the text says where they come from.
        .filteredOn(v -> !v.endsWith("_FILE") && !asked.known().contains(v + "_FILE"))
        .allSatisfy(
            variable -> {
              String key = variable.substring(variable.lastIndexOf('_') + 1);
              assertThat(text).containsPattern("(?mi)^ *" + key + ": ");
            });
  }
}
