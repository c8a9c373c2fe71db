package hangup.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hangup.config.ConfigException;
import hangup.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveCatalogTest {
  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final Heard heard = new Heard();

  /** A clock that stands still until it is moved. */
  private static final class SettableClock extends Clock {
    private long millis = 1_700_000_000_000L;

    void advance(long by) {
      millis += by;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(instant(), zone);
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  private static final class Heard implements LiveCatalog.Listener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void reloaded(Catalog catalog) {
      events.add("reloaded");
    }

    @Override
    public void refused(List<Problem> problems) {
      events.add("refused " + problems.size());
    }
  }

  private Path overlay(String contact) throws IOException {
    return Files.writeString(
        folder.resolve("own.yaml"),
        "table: vos3000-25\nreasons:\n  - {code: 22, contact: " + contact + "}\n");
  }

  private LiveCatalog live(Path overlay) {
    return new LiveCatalog(Catalogs.overlaid(overlay), clock, heard);
  }

  private static Optional<String> contact(LiveCatalog live) {
    return live.get().byCode(22).flatMap(EndReason::contact);
  }

  @Test
  void aChangeIsReadWithinASecond() throws IOException {
    LiveCatalog live = live(overlay("one"));
    overlay("second");
    clock.advance(999);
    assertThat(contact(live)).contains("one");
    clock.advance(1);
    assertThat(contact(live)).contains("second");
    assertThat(heard.events).containsExactly("reloaded");
  }

  @Test
  void whatDidNotChangeIsNotReadAgain() throws IOException {
    LiveCatalog live = live(overlay("one"));
    Catalog first = live.get();
    clock.advance(5_000);
    assertThat(live.get()).isSameAs(first);
    assertThat(heard.events).isEmpty();
  }

  @Test
  void aFaultyVersionLeavesTheLastGoodOneAndIsToldOnce() throws IOException {
    LiveCatalog live = live(overlay("one"));
    overlay("[");
    clock.advance(1_000);
    assertThat(contact(live)).contains("one");
    assertThat(live.problems()).isNotEmpty();
    clock.advance(1_000);
    assertThat(contact(live)).contains("one");
    assertThat(heard.events).containsExactly("refused 1");

    overlay("mended");
    clock.advance(1_000);
    assertThat(contact(live)).contains("mended");
    assertThat(live.problems()).isEmpty();
    assertThat(heard.events).containsExactly("refused 1", "reloaded");
  }

  @Test
  void aFileThatVanishesLeavesTheLastGoodOne() throws IOException {
    Path overlay = overlay("one");
    LiveCatalog live = live(overlay);
    Files.delete(overlay);
    clock.advance(1_000);
    assertThat(contact(live)).contains("one");
    assertThat(live.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("there is no such file"));
  }

  @Test
  void aClockSetBackDoesNotStopTheChecks() throws IOException {
    LiveCatalog live = live(overlay("one"));
    overlay("second");
    clock.advance(-3_600_000);
    assertThat(contact(live)).contains("second");
  }

  @Test
  void aReloadCanBeAskedFor() throws IOException {
    LiveCatalog live = live(overlay("one"));
    overlay("second");
    assertThat(live.reload()).isTrue();
    assertThat(contact(live)).contains("second");
    overlay("[");
    assertThat(live.reload()).isFalse();
    assertThat(contact(live)).contains("second");
  }

  @Test
  void aTableOfTheOperatorIsWatchedToo() throws IOException {
    String table =
        """
        table: mine
        title: T
        source: S
        reasons:
          - {code: 1, name: NAME, ner: true, failure: false}
        """;
    Path file = Files.writeString(folder.resolve("mine.yaml"), table.replace("NAME", "Before"));
    LiveCatalog live =
        new LiveCatalog(
            new CatalogLoader("mine", Optional.of(folder), Optional.empty()), clock, heard);
    Files.writeString(file, table.replace("NAME", "Afterwards"));
    clock.advance(1_000);
    assertThat(live.get().byCode(1)).map(EndReason::name).contains("Afterwards");
  }

  @Test
  void aFaultyFileAtTheStartIsAnError() throws IOException {
    Path overlay = overlay("[");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> live(overlay))
        .withMessageStartingWith(overlay + ":3:26: not YAML: ");
  }

  @Test
  void manyAskersSeeWholeCatalogues() throws Exception {
    LiveCatalog live = new LiveCatalog(Catalogs.overlaid(overlay("v0")), Clock.systemUTC(), heard);
    ExecutorService askers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(
            askers.submit(
                () -> {
                  boolean whole = true;
                  for (int j = 0; j < 20_000; j++) {
                    whole &= contact(live).filter(text -> text.startsWith("v")).isPresent();
                  }
                  return whole;
                }));
      }
      for (int i = 1; i <= 20; i++) {
        overlay("v" + i);
        live.reload();
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
      assertThat(contact(live)).contains("v20");
    } finally {
      askers.shutdownNow();
    }
  }
}
