package hangup.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hangup.yaml.Problem;
import hangup.yaml.Problems;
import hangup.yaml.Section;
import hangup.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  private final Problems problems = new Problems();
  @TempDir private Path folder;

  private Values values(String yaml, Map<String, String> environment) {
    Optional<Section> file = YamlReader.read("my.yaml", yaml.getBytes(UTF_8), problems);
    return Values.of(file, new Environment(environment), problems);
  }

  private Optional<Secret> token(String yaml, Map<String, String> environment) {
    return values(yaml, environment).section("chat", section -> section.secret("botToken"));
  }

  private List<String> complaints() {
    return problems.list().stream().map(Problem::text).toList();
  }

  @Test
  void aSecretComesFromItsVariable() {
    assertThat(token("", Map.of("HANGUP_CHAT_BOTTOKEN", "s3cret")))
        .map(Secret::reveal)
        .contains("s3cret");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aSecretComesFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
    assertThat(token("", Map.of("HANGUP_CHAT_BOTTOKEN_FILE", file.toString())))
        .map(Secret::reveal)
        .contains("s3cret");
  }

  @Test
  void aSecretInTheFileIsRefusedAndNotShown() {
    assertThat(token("chat:\n  botToken: s3cret\n", Map.of())).isEmpty();
    assertThat(complaints())
        .containsExactly(
            "my.yaml:2:13: chat.botToken: a secret must not stand in this file. Remove it, and set"
                + " HANGUP_CHAT_BOTTOKEN, or HANGUP_CHAT_BOTTOKEN_FILE to the name of a file that"
                + " holds it.");
  }

  @Test
  void aSecretGivenTwiceIsRefused() {
    assertThat(
            token(
                "", Map.of("HANGUP_CHAT_BOTTOKEN", "s3cret", "HANGUP_CHAT_BOTTOKEN_FILE", "token")))
        .isEmpty();
    assertThat(complaints())
        .containsExactly(
            "HANGUP_CHAT_BOTTOKEN: is given twice, here and by HANGUP_CHAT_BOTTOKEN_FILE. Remove"
                + " one.");
  }

  @Test
  void aSecretFileThatHoldsNoneIsReported() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(20_000));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    for (Path file : List.of(empty, large, binary, folder.resolve("none"), folder)) {
      assertThat(token("", Map.of("HANGUP_CHAT_BOTTOKEN_FILE", file.toString()))).isEmpty();
    }
    assertThat(complaints())
        .hasSize(5)
        .allSatisfy(text -> assertThat(text).startsWith("HANGUP_CHAT_BOTTOKEN_FILE: the file "));
  }

  @Test
  void aSecretDoesNotShowItself() {
    Secret secret = new Secret("s3cret");
    assertThat(secret).hasToString("(secret)").isEqualTo(new Secret("s3cret"));
    assertThat(String.valueOf(Optional.of(secret))).doesNotContain("s3cret");
    assertThat(secret).isNotEqualTo(new Secret("other")).hasSameHashCodeAs(new Secret("other"));
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "2 h, PT2H", "7d, PT168H", "0s, PT0S"})
  void durationsHaveAUnit(String text, Duration duration) {
    assertThat(values("pause: " + text, Map.of()).duration("pause", Duration.ofDays(99)))
        .isEqualTo(duration);
    assertThat(complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5 minutes", "-5s", "1.5h", "99999999999s"})
  void otherDurationsAreRefused(String text) {
    assertThat(values("pause: " + text, Map.of()).duration("pause", Duration.ofSeconds(1)))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(complaints())
        .containsExactly(
            "my.yaml:1:8: pause: must be a number and one of ms, s, m, h, d. For example 30s or"
                + " 5m.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "x", "8080.0", "99999999999"})
  void integersHaveARange(String text) {
    assertThat(values("port: " + text, Map.of()).integer("port", 8080, 1, 65535)).isEqualTo(8080);
    assertThat(complaints())
        .containsExactly(
            "my.yaml:1:7: port: must be a whole number from 1 to 65535. For example 8080.");
  }

  @Test
  void valuesComeFromTheFileOrTheEnvironment() {
    Values fromFile = values("port: 1\non: true\nguilds: [a, b]\n", Map.of());
    assertThat(fromFile.integer("port", 8080, 1, 65535)).isEqualTo(1);
    assertThat(fromFile.flag("on", false)).isTrue();
    assertThat(fromFile.texts("guilds")).containsExactly("a", "b");
    Values fromEnvironment =
        values(
            "port: 1\non: true\nguilds: [a, b]\n",
            Map.of("HANGUP_PORT", "2", "HANGUP_ON", "False", "HANGUP_GUILDS", "c, d,,"));
    assertThat(fromEnvironment.integer("port", 8080, 1, 65535)).isEqualTo(2);
    assertThat(fromEnvironment.flag("on", true)).isFalse();
    assertThat(fromEnvironment.texts("guilds")).containsExactly("c", "d");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aPathThatCannotBeIsReported() {
    assertThat(values("", Map.of("HANGUP_DIR", "a\u0000b")).path("dir")).isEmpty();
    assertThat(complaints()).containsExactly("HANGUP_DIR: is not a path of this system");
  }
}
