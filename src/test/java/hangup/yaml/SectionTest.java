package hangup.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SectionTest {
  private final Problems problems = new Problems();

  private Section read(String text) {
    return YamlReader.read("a.yaml", text.getBytes(UTF_8), problems).orElseThrow();
  }

  private List<String> complaints() {
    return problems.list().stream().map(Problem::text).toList();
  }

  @Test
  void gettersGiveWhatStandsThere() {
    Section section =
        read(
            """
            name: " No Route "
            code: -69
            failure: true
            sip: [503, 480]
            aliases: [yes, "22", 1.50]
            below: {key: value}
            steps: [{check: a}, {fix: b}]
            long: >-
              one
              two
            """);
    assertThat(section.text("name")).contains("No Route");
    assertThat(section.integer("code")).contains(-69);
    assertThat(section.flag("failure")).contains(true);
    assertThat(section.integers("sip")).contains(List.of(503, 480));
    assertThat(section.texts("aliases")).contains(List.of("yes", "22", "1.50"));
    assertThat(section.section("below").flatMap(below -> below.text("key"))).contains("value");
    assertThat(section.sections("steps")).hasSize(2);
    assertThat(section.text("long")).contains("one two");
    assertThat(section.text("none")).isEmpty();
    assertThat(section.sections("none")).isEmpty();
    section.reportUnknownKeys();
    assertThat(complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "code: abc, 'code: must be a whole number, not \"abc\". For example 22.'",
    "code: 1.0, 'code: must be a whole number, not \"1.0\". For example 22.'",
    "code: 0x10, 'code: must be a whole number, not \"0x10\". For example 22.'",
    "code: 99999999999, 'code: must be a whole number, not \"99999999999\". For example 22.'",
    "'code: \"22\"', 'code: must be a whole number, not \"22\". Remove the quotes.'",
    "code: [22], 'code: must be a single value, not a list'",
    "code: {a: b}, 'code: must be a single value, not a block of keys'"
  })
  void aWrongNumberIsReportedAtItsPlace(String yaml, String complaint) {
    assertThat(read("x: 1\n" + yaml).integer("code")).isEmpty();
    assertThat(complaints()).containsExactly("a.yaml:2:7: " + complaint);
  }

  @Test
  void aMissingValueIsReportedAtItsKey() {
    Section section = read("name:\ncode: ~\nzone: null\nempty: ''\n");
    assertThat(section.text("name")).isEmpty();
    assertThat(section.integer("code")).isEmpty();
    assertThat(section.text("zone")).isEmpty();
    assertThat(section.text("empty")).isEmpty();
    assertThat(complaints())
        .containsExactly(
            "a.yaml:1:1: name: has no value. Give it one, or remove the line.",
            "a.yaml:2:1: code: has no value. Give it one, or remove the line.",
            "a.yaml:3:1: zone: has no value. Give it one, or remove the line.",
            "a.yaml:4:8: empty: is empty. Give it a value, or remove the line.");
  }

  @Test
  void aWordThatIsNotAllowedGetsTheNearestOne() {
    Section section = read("severity: hihg\nfailure: yes\n");
    assertThat(section.choice("severity", Map.of("low", 1, "high", 2))).isEmpty();
    assertThat(section.flag("failure")).isEmpty();
    assertThat(complaints())
        .containsExactly(
            "a.yaml:1:11: severity: \"hihg\" is not allowed; allowed: high, low. Did you mean"
                + " high?",
            "a.yaml:2:10: failure: \"yes\" is not allowed; allowed: false, true");
  }

  @Test
  void unknownKeysAreReportedWithTheNearestKnownOne() {
    Section section = read("nmae: a\nbelow:\n  xyz: 1\n");
    section.text("name");
    section
        .section("below")
        .ifPresent(
            below -> {
              below.text("check");
              below.reportUnknownKeys();
            });
    section.reportUnknownKeys();
    assertThat(complaints())
        .containsExactly(
            "a.yaml:1:1: nmae: unknown key. Did you mean name?",
            "a.yaml:3:3: below.xyz: unknown key. Known here: check.");
  }

  @Test
  void itemsOfTheWrongKindAreReportedAtTheirOwnPlace() {
    Section section = read("sip: [503, x, [1]]\nsteps:\n  - text\n  - {a: b}\n");
    assertThat(section.integers("sip")).contains(List.of(503));
    assertThat(section.sections("steps")).hasSize(1);
    assertThat(complaints())
        .containsExactly(
            "a.yaml:1:12: sip[1]: must be a whole number, not \"x\". For example 22.",
            "a.yaml:1:15: sip[2]: must be a single value, not a list",
            "a.yaml:3:5: steps[0]: must be a block of keys, not a single value");
  }

  @Test
  void aControlCharacterFromAnEscapeIsReported() {
    assertThat(read("name: \"a\\u001b[31mb\"").text("name")).isEmpty();
    assertThat(complaints())
        .containsExactly("a.yaml:1:7: name: holds a control character. Remove it.");
  }

  @Test
  void hostileKeysAreShownHarmless() {
    Section section = read("\"a\\nb\\u202e\": 1\n\"\": 2\n");
    section.reportUnknownKeys();
    assertThat(complaints())
        .hasSize(2)
        .allSatisfy(text -> assertThat(text).doesNotContain("\n").doesNotContain("\u202e"));
  }
}
