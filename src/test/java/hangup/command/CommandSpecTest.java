package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandSpecTest {

  private static CommandSpec spec(String name, Option... options) {
    return new CommandSpec(
        name, "Does it", List.of(), List.of(options), Permission.PUBLIC, List.of("/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Reason", "re-ason", "1st", "/reason", "reason ", "größe"})
  void refusesNamesThatAPlatformWouldRefuse(String name) {
    assertThatThrownBy(() -> spec(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("command name not allowed: " + name);
  }

  @Test
  void refusesOptionNamesThatAPlatformWouldRefuse() {
    assertThatThrownBy(() -> Option.required("By", Option.Kind.TEXT, "Some text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option name not allowed: By");
  }

  @Test
  void refusesOptionsThatContradict() {
    Option one = Option.optional("one", Option.Kind.TEXT, "The first");
    Option two = Option.required("two", Option.Kind.TEXT, "The second");

    assertThatThrownBy(() -> spec("x", one, one)).hasMessage("/x has two options one");
    assertThatThrownBy(() -> spec("x", one, two)).hasMessage("/x: required options come first");
    assertThatThrownBy(() -> Option.choice("one", "A choice of none"))
        .hasMessage("option one needs 1 to 25 choices if CHOICE");
    assertThatThrownBy(
            () ->
                Option.choice(
                    "one", "Too many", Collections.nCopies(26, "a").toArray(new String[0])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTextsThatAPlatformWouldRefuse() {
    assertThatThrownBy(
            () ->
                new CommandSpec(
                    "x", "s".repeat(101), List.of(), List.of(), Permission.PUBLIC, List.of()))
        .hasMessage("the summary of /x must have 1 to 100 characters");
    assertThatThrownBy(() -> Option.named("one", Option.Kind.TEXT, " "))
        .hasMessage("the description of option one must have 1 to 100 characters");
    assertThatThrownBy(() -> spec("x").withWords("Why")).hasMessage("/x: not in lower case: 'Why'");
  }

  @Test
  void standsUnderTheTopicOfItsPermissionUnlessItSaysSo() {
    assertThat(Commands.REASON.topic()).isEqualTo(Topic.CODES);
    assertThat(Commands.SUMMARY.topic()).isEqualTo(Topic.TRAFFIC);
    assertThat(Commands.REASON.withTopic(Topic.BOT).withWords("why").topic()).isEqualTo(Topic.BOT);
  }

  @Test
  void flagsAreSetByAnyWordButNo() {
    Arguments arguments = new Arguments(Map.of("quiet", "true", "loud", "FALSE"));

    assertThat(arguments.flag("quiet")).isTrue();
    assertThat(arguments.flag("loud")).isFalse();
    assertThat(arguments.flag("absent")).isFalse();
  }
}
