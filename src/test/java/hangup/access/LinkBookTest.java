package hangup.access;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.command.Arguments;
import hangup.command.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkBookTest {

  private static final Instant NOON = Instant.parse("2026-03-29T00:30:00Z");

  @TempDir Path dir;

  private LinkBook at(Duration later) {
    return LinkBook.open(dir, Clock.fixed(NOON.plus(later), ZoneOffset.UTC));
  }

  @Test
  void aCodeWorksOnceInAnySpellingAndSurvivesARestart() {
    String code = at(Duration.ZERO).newCode();
    assertThat(code).matches("[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}");
    LinkBook book = at(Duration.ofHours(23));
    assertThat(
            book.redeem(
                "telegram", "7", "Ada\nuser x 1", code.toLowerCase(Locale.ROOT).replace("-", "")))
        .isTrue();
    assertThat(book.redeem("telegram", "8", "Eve", code)).isFalse();
    LinkBook again = at(Duration.ofDays(400));
    assertThat(again.linked("telegram", "7")).isTrue();
    assertThat(again.linked("telegram", "8")).isFalse();
    assertThat(again.linked("discord", "7")).isFalse();
    assertThat(again.users()).containsExactly(new LinkBook.User("telegram", "7", "Ada user x 1"));
    assertThat(again.unlink("telegram", "7")).isTrue();
    assertThat(at(Duration.ZERO).linked("telegram", "7")).isFalse();
  }

  @Test
  void aCodeRunsOut() {
    String code = at(Duration.ZERO).newCode();
    assertThat(at(Duration.ofHours(24)).redeem("telegram", "7", "Ada", code)).isFalse();
  }

  @Test
  void theFileHoldsNoCodeAndIsForItsOwnerOnly() throws Exception {
    String code = at(Duration.ZERO).newCode();
    Path file = dir.resolve("linked-users.txt");
    assertThat(file).content().doesNotContain(code).doesNotContain(code.replace("-", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void theCommandMakesListsAndRemoves() {
    LinkBook book = at(Duration.ZERO);
    LinkCommand command = new LinkCommand(book, () -> Optional.of("SomeBot"));
    Context context = Context.console(ZoneOffset.UTC);
    Object code = command.run(Arguments.NONE, context).data().get("code");
    assertThat(book.redeem("telegram", "7", "Ada", String.valueOf(code))).isTrue();
    assertThat(command.run(new Arguments(Map.of("action", "list")), context).data())
        .containsEntry("users", List.of("7"));
    assertThat(command.run(new Arguments(Map.of("action", "remove", "user", "7")), context).title())
        .isEqualTo("No longer linked");
    assertThat(book.users()).isEmpty();
  }
}
