package hangup.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlReaderTest {

  private static List<String> complaints(byte[] bytes) {
    Problems problems = new Problems();
    YamlReader.read("a.yaml", bytes, problems);
    return problems.list().stream().map(Problem::text).toList();
  }

  private static List<String> complaints(String text) {
    return complaints(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "~", "\ufeff", "\ufeff# nothing"})
  void anEmptyFileHasNoKeys(String text) {
    Problems problems = new Problems();
    Optional<Section> section = YamlReader.read("a.yaml", text.getBytes(UTF_8), problems);
    assertThat(problems.list()).isEmpty();
    assertThat(section).hasValueSatisfying(read -> assertThat(read.keys()).isEmpty());
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() {
    Problems problems = new Problems();
    Section section =
        YamlReader.read("a.yaml", "\ufeffzone: UTC".getBytes(UTF_8), problems).orElseThrow();
    assertThat(section.text("zone")).contains("UTC");
  }

  @Test
  void anAnchorAndAnAliasAreRefusedWithTheirLines() {
    assertThat(complaints("a: &x 1\nb: *x\n"))
        .containsExactly(
            "a.yaml:1:4: the anchor &x is not supported. Write the value where it is needed; text"
                + " that begins with & needs quotes.",
            "a.yaml:2:4: the alias *x is not supported. Write the value out; text that begins with"
                + " * needs quotes.");
  }

  @Test
  void anAliasBombIsOnlyRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      String last = "*a" + (i - 1);
      text.append("a" + i + ": &a" + i + " [" + last + ", " + last + "]\n");
    }
    assertThat(complaints(text.toString())).hasSize(30 + 58);
  }

  @Test
  void aKeyThatStandsTwiceIsReportedWithBothLines() {
    assertThat(complaints("zone: UTC\n\nzone: Asia/Dhaka\n"))
        .containsExactly(
            "a.yaml:3:1: the key \"zone\" stands here again, first in line 1. Keep one of the"
                + " two.");
  }

  @Test
  void aTabIsNamed() {
    assertThat(complaints("catalog:\n\ttable: sip\n"))
        .containsExactly(
            "a.yaml:2:1: indented with a tab; YAML allows spaces only. Replace the tab by spaces.");
  }

  @Test
  void brokenYamlIsReportedWithItsLine() {
    assertThat(complaints("zone: UTC\ncatalog: [a, b\ndataDir: x\n"))
        .singleElement()
        .asString()
        .startsWith("a.yaml:3:")
        .contains("not YAML: while parsing a flow sequence");
  }

  @Test
  void anotherEncodingIsNamed() {
    assertThat(complaints("zone: UTC\nname: Zürich\n".getBytes(ISO_8859_1)))
        .containsExactly("a.yaml:2:8: holds a byte that is not UTF-8. Save the file as UTF-8.");
    assertThat(complaints("zone: UTC\n".getBytes(UTF_16)))
        .containsExactly("a.yaml: is in UTF-16; only UTF-8 is read. Save it as UTF-8.");
  }

  @Test
  void aTruncatedCharacterAtTheEndIsReported() {
    assertThat(complaints(new byte[] {'a', ':', ' ', (byte) 0xc3}))
        .containsExactly("a.yaml:1:4: holds a byte that is not UTF-8. Save the file as UTF-8.");
  }

  @Test
  void aControlCharacterIsReportedWithItsLine() {
    assertThat(complaints("zone: UTC\n\ud83d\ude00: 1\nname: a\u0007b\n"))
        .containsExactly("a.yaml:3:8: holds the control character U+0007. Remove it.");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(complaints("zone: UTC\n---\nzone: UTC\n"))
        .containsExactly(
            "a.yaml:2:1: a second document begins here; a file holds one. Remove the line ---.");
  }

  @Test
  void aTagIsRefused() {
    assertThat(complaints("zone: !!java.net.URL [x]\n"))
        .singleElement()
        .asString()
        .startsWith("a.yaml:1:7: the tag ");
  }

  @Test
  void theTopLevelMustBeKeys() {
    assertThat(complaints("- a\n- b\n"))
        .containsExactly(
            "a.yaml:1:1: the file is a list; it must be a block of keys. Write lines such as key:"
                + " value.");
    assertThat(complaints("zone")).hasSize(1);
  }

  @Test
  void deepNestingIsRefusedWithoutExhaustingTheStack() {
    assertThat(complaints("a: " + "[".repeat(50_000) + "]".repeat(50_000)))
        .singleElement()
        .asString()
        .contains("nested deeper than 20 levels");
  }

  @Test
  void aHugeFileIsRefused() {
    assertThat(complaints(new byte[YamlReader.MAX_BYTES + 1]))
        .containsExactly("a.yaml: is larger than 4 MiB");
  }

  @Test
  void whatIsNoFileIsNamed(@TempDir Path folder) throws IOException {
    Problems problems = new Problems();
    assertThat(YamlReader.read(folder.resolve("none.yaml"), problems)).isEmpty();
    assertThat(YamlReader.read(folder, problems)).isEmpty();
    Files.writeString(folder.resolve("a.yaml"), "zone: UTC");
    assertThat(YamlReader.read(folder.resolve("a.yaml"), problems)).isPresent();
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly("there is no such file", "is a folder, not a file");
  }

  @Property
  void anyBytesGiveKeysOrAComplaint(@ForAll @Size(max = 60) byte[] bytes) {
    Problems problems = new Problems();
    Optional<Section> section = YamlReader.read("a.yaml", bytes, problems);
    assertThat(section.isPresent() || problems.hasErrors()).isTrue();
  }

  @Property
  void anyTextGivesKeysOrAComplaint(@ForAll String text) {
    Problems problems = new Problems();
    Optional<Section> section = YamlReader.read("a.yaml", ("a: " + text).getBytes(UTF_8), problems);
    assertThat(section.isPresent() || problems.hasErrors()).isTrue();
    assertThat(problems.list()).allSatisfy(p -> assertThat(p.text()).startsWith("a.yaml"));
  }
}
