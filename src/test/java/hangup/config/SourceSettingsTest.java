package hangup.config;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.yaml.Problem;
import hangup.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSettingsTest {
  @TempDir Path folder;
  private final Problems problems = new Problems();

  private List<SourceSettings> load(String yaml, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), yaml);
    return new SettingsLoader(folder, environment, ZoneOffset.UTC)
        .read(Optional.of(file), problems)
        .sources();
  }

  @Test
  void thereIsNoneUnlessItsKindIsGiven() throws IOException {
    assertThat(load("zone: UTC\n", Map.of())).isEmpty();
    assertThat(load("source: {host: 192.0.2.1}\n", Map.of())).isEmpty();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void oneComesFromTheEnvironmentAlone() throws IOException {
    List<SourceSettings> sources =
        load(
            "zone: Asia/Dhaka\n",
            Map.of(
                "HANGUP_SOURCE_KIND", "vos3000",
                "HANGUP_SOURCE_HOST", "192.0.2.1",
                "HANGUP_SOURCE_PASSWORD", "xyzzy"));
    assertThat(problems.list()).isEmpty();
    assertThat(sources).hasSize(1);
    SourceSettings source = sources.get(0);
    assertThat(source.name()).isEqualTo("vos3000");
    assertThat(source.kind()).isEqualTo(SourceSettings.Kind.VOS3000);
    assertThat(source.host()).isEqualTo("192.0.2.1");
    assertThat(source.password()).hasValue(new Secret("xyzzy"));
    assertThat(source.zone()).isEqualTo(ZoneId.of("Asia/Dhaka"));
    assertThat(source.toString()).doesNotContain("xyzzy");
  }

  @Test
  void severalHaveTheirNamesAndSecrets() throws IOException {
    List<SourceSettings> sources =
        load(
            """
            sources:
              dhaka: {kind: vos3000, backfill: 7d}
              london: {kind: sql, url: "jdbc:postgresql://192.0.2.2/cdr", select: fusionpbx}
            """,
            Map.of("HANGUP_SOURCES_LONDON_PASSWORD", "one"));
    assertThat(problems.list()).isEmpty();
    assertThat(sources).extracting(SourceSettings::name).containsExactly("dhaka", "london");
    assertThat(sources.get(0).backfill()).isEqualTo(Duration.ofDays(7));
    assertThat(sources.get(0).password()).isEmpty();
    assertThat(sources.get(1).password()).hasValue(new Secret("one"));
  }

  @Test
  void aFolderOfExportsNeedsAFolder() throws IOException {
    List<SourceSettings> sources =
        load(
            """
            sources:
              a: {kind: files, folder: /var/spool/cdr, files: "*.gz", format: hangup, settle: 30s}
              b: {kind: files}
            """,
            Map.of());
    assertThat(sources.get(0).folder()).isEqualTo(Path.of("/var/spool/cdr"));
    assertThat(sources.get(0).files()).isEqualTo("*.gz");
    assertThat(sources.get(0).format()).hasValue("hangup");
    assertThat(sources.get(0).settle()).isEqualTo(Duration.ofSeconds(30));
    assertThat(sources.get(1).files()).isEqualTo("*");
    assertThat(problems.list())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .contains("sources.b.folder")
        .contains("is missing");
  }

  @Test
  void eachMistakeIsTold() throws IOException {
    load(
        """
        sources:
          London: {kind: vos3000}
          a: {kind: sql}
          b: {kind: vos3000, window: 1s, password: x, hots: y}
        """,
        Map.of());
    assertThat(problems.list())
        .extracting(Problem::text)
        .anyMatch(text -> text.contains("a name has lower-case letters and digits only"))
        .anyMatch(text -> text.contains("sources.a.url") && text.contains("is missing"))
        .anyMatch(text -> text.contains("Allowed: 10s to 1d"))
        .anyMatch(text -> text.contains("a secret must not stand in this file"))
        .anyMatch(text -> text.contains("hots"));
  }
}
