package hangup.state;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.access.LinkBook;
import hangup.chat.ButtonCodec;
import hangup.chat.SharedTexts;
import hangup.config.StateSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two processes of one bot know of each other. */
class SharedTextTableTest {

  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path dir;
  private StateDatabase database;
  private SharedTexts texts;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(dir.resolve("a"));
    Files.createDirectories(dir.resolve("b"));
    database = StateDatabase.open(StateSettings.FILE, dir);
    texts = new SharedTextTable(database, CLOCK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aButtonOfOneIsKnownToTheOther() {
    String early = ButtonCodec.open(dir.resolve("a")).encode("/fix 22");
    ButtonCodec one = ButtonCodec.shared(texts, dir.resolve("a"));
    ButtonCodec other = ButtonCodec.shared(texts, dir.resolve("b"));
    String longLine = "/summary yesterday customer:" + "x".repeat(300);
    assertThat(other.decode(one.encode("/fix 22"))).contains("/fix 22");
    assertThat(other.decode(one.encode(longLine))).contains(longLine);
    assertThat(one.decode(other.encode("/fix 15"))).contains("/fix 15");
    // And one that was shown before the two shared anything.
    assertThat(other.decode(early)).contains("/fix 22");
  }

  @Test
  void aButtonThatCannotBeKeptWorksUntilTheEndOfTheProcess() {
    ButtonCodec one = ButtonCodec.shared(texts, dir.resolve("a"));
    String longLine = "/summary yesterday customer:" + "x".repeat(300);
    database.close();
    assertThat(one.decode(one.encode(longLine))).contains(longLine);
  }

  @Test
  void whoIsLinkedAtOneIsLinkedAtTheOther() {
    LinkBook alone = LinkBook.open(dir.resolve("a"), CLOCK);
    assertThat(alone.redeem("telegram", "1", "Ada", alone.newCode())).isTrue();
    LinkBook one = LinkBook.shared(texts, dir.resolve("a"), CLOCK);
    LinkBook other =
        LinkBook.shared(texts, dir.resolve("b"), Clock.offset(CLOCK, java.time.Duration.ZERO));
    assertThat(other.linked("telegram", "1")).isTrue();
    String code = one.newCode();
    assertThat(other.redeem("telegram", "2", "Bob", code)).isTrue();
    assertThat(one.redeem("telegram", "3", "Eve", code)).isFalse();
    LinkBook later =
        LinkBook.shared(texts, dir.resolve("a"), Clock.fixed(NOW.plusSeconds(9), ZoneOffset.UTC));
    assertThat(later.users()).extracting(LinkBook.User::id).containsExactly("1", "2");
    assertThat(later.unlink("telegram", "1")).isTrue();
    assertThat(other.users()).extracting(LinkBook.User::id).containsExactly("2");
  }

  @Test
  void whatIsThereWhenTheDatabaseGoesAwayHolds() {
    LinkBook one = LinkBook.shared(texts, dir.resolve("a"), Clock.systemUTC());
    assertThat(one.redeem("telegram", "1", "Ada", one.newCode())).isTrue();
    database.close();
    assertThat(one.linked("telegram", "1")).isTrue();
    assertThat(one.users()).hasSize(1);
  }
}
