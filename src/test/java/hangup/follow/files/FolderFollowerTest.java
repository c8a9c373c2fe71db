package hangup.follow.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import hangup.cdr.Cdr;
import hangup.cdr.csv.ReadOptions;
import hangup.follow.FollowState;
import hangup.follow.SettableClock;
import hangup.follow.Truth;
import hangup.stats.CallStore;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows a real folder into a real store, step by step, at a time of the test's choosing. */
class FolderFollowerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final long NOON = NOW.toEpochMilli();
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofSeconds(2);

  @TempDir Path directory;
  private final SettableClock clock = new SettableClock(NOW);
  private final Exports exports = new Exports(7);
  private final List<Cdr> truth = new ArrayList<>();
  private Path folder = Path.of("unused");
  private String pattern = "*";
  private RollupStore store = store();
  private FolderFollower follower = follower(store);

  private RollupStore store() {
    return new RollupStore(StoreSettings.of(directory().resolve("calls.db")), clock);
  }

  private Path directory() {
    return directory == null ? Path.of("unused") : directory;
  }

  private FolderFollower follower(CallStore to) {
    return new FolderFollower(settings(), to, text -> OptionalInt.empty(), clock);
  }

  private FolderSettings settings() {
    return new FolderSettings(
        "exports",
        folder,
        pattern,
        SETTLE,
        POLL,
        ReadOptions.in(ZoneOffset.UTC).withoutNumbers(),
        directory().resolve("rejects"));
  }

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(directory.resolve("in"));
    restart();
  }

  @AfterEach
  void close() {
    follower.close();
    store.close();
  }

  /** As a bot does that was ended and started. */
  private void restart() {
    close();
    store = store();
    follower = follower(store);
  }

  private List<Cdr> calls(int count) {
    List<Cdr> calls = exports.calls(NOON - 3_600_000 + truth.size() * 1000L, count);
    truth.addAll(calls);
    return calls;
  }

  private Path write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return changed(file);
  }

  private Path append(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.APPEND);
    return changed(file);
  }

  /** Files are changed at the time of the test's clock. */
  private Path changed(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  /** Until there is nothing more to read now. */
  private void look() {
    for (int steps = 0; follower.step().isZero(); steps++) {
      assertThat(steps).isLessThan(1000);
    }
    assertThat(follower.state().problem()).isEmpty();
  }

  /** Until everything that is there counts. */
  private void catchUp() {
    clock.advance(POLL);
    look();
    clock.advance(SETTLE);
    look();
  }

  private long counted() {
    return Truth.counted(store);
  }

  private List<String> troubles() {
    return follower.state().folder().orElseThrow().troubles();
  }

  @Test
  void eachFileCountsOnceAlsoAfterARestart() throws IOException {
    write("a.csv", Exports.csv(calls(300)));
    write("b.csv.gz", Exports.gzip(Exports.csv(calls(200))));
    catchUp();
    Truth.assertCounted(store, truth);
    restart();
    catchUp();
    write("c.csv", Exports.csv(calls(50)));
    catchUp();
    restart();
    catchUp();
    Truth.assertCounted(store, truth);
    FollowState state = follower.state();
    assertThat(state.added()).isZero();
    assertThat(state.folder().orElseThrow().files()).isEqualTo(3);
    assertThat(state.asOf()).hasValue(clock.instant());
    assertThat(state.isBackfilled()).isTrue();
    assertThat(store.files("exports")).hasSize(3);
  }

  @Test
  void whatIsNotSettledIsNotReadAsAWhole() throws IOException {
    write("a.csv.gz", Exports.gzip(Exports.csv(calls(10))));
    look();
    clock.advance(SETTLE.minusMillis(1));
    look();
    assertThat(counted()).isZero();
    assertThat(follower.state().asOf()).hasValue(NOW);
    assertThat(follower.state().folder().orElseThrow().open()).isEqualTo(1);
    clock.advance(Duration.ofMillis(1));
    look();
    assertThat(counted()).isEqualTo(10);
  }

  @Test
  void completeLinesOfAFileThatIsBeingWrittenCountEarly() throws IOException {
    byte[] all = Exports.csv(calls(400));
    Path file = write("live.csv", Arrays.copyOf(all, 100));
    look();
    long before = 0;
    for (int end = 1000; end < all.length; end += 3001) {
      write("live.csv", Arrays.copyOf(all, end));
      clock.advance(Duration.ofSeconds(4));
      look();
      // Never settled, and yet the number grows; a line that is cut off is no line.
      long now = counted();
      assertThat(now).isGreaterThanOrEqualTo(before).isLessThan(400);
      before = now;
    }
    assertThat(before).isGreaterThan(200);
    assertThat(store.files("exports")).isEmpty();
    Files.write(file, all);
    changed(file);
    catchUp();
    Truth.assertCounted(store, truth);
    assertThat(troubles()).isEmpty();
    assertThat(follower.state().folder().orElseThrow().rejected()).isZero();
  }

  @Test
  void equalCallsWithoutIdsInAGrowingFileCountEach() throws IOException {
    Cdr call = exports.calls(NOON, 1).get(0);
    byte[] line = Exports.pipe(List.of(call));
    Path file = write("2026112012.txt", new byte[0]);
    look();
    for (int i = 0; i < 30; i++) {
      append(file, line);
      clock.advance(Duration.ofSeconds(3));
      look();
    }
    assertThat(counted()).isBetween(20L, 30L);
    restart();
    catchUp();
    assertThat(counted()).isEqualTo(30);
  }

  @Test
  void anotherNameOfTheSameContentCountsNoMore() throws IOException {
    Path file = write("2026112011.txt", Exports.pipe(calls(40)));
    catchUp();
    assertThat(counted()).isEqualTo(40);
    Files.move(file, folder.resolve("2026112011.txt.done"));
    catchUp();
    Files.copy(folder.resolve("2026112011.txt.done"), folder.resolve("copy.txt"));
    restart();
    catchUp();
    changed(folder.resolve("copy.txt"));
    clock.advance(Duration.ofDays(3));
    catchUp();
    assertThat(counted()).isEqualTo(40);
    assertThat(follower.state().added()).isZero();
    assertThat(follower.state().folder().orElseThrow().files()).isEqualTo(1);
  }

  @Test
  void aFileThatIsRenamedWhileItIsWrittenCountsOnce() throws IOException {
    byte[] all = Exports.csv(calls(100));
    Path file = write("upload.csv", Arrays.copyOf(all, all.length / 2));
    look();
    clock.advance(SETTLE);
    look();
    clock.advance(Duration.ofSeconds(1));
    Files.write(file, all);
    changed(Files.move(file, folder.resolve("2026-11-20.csv")));
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aReplacedFileCountsTooAndWhatItHadStays() throws IOException {
    Path file = write("latest.csv", Exports.csv(calls(60)));
    catchUp();
    clock.advance(Duration.ofHours(1));
    // In place, and then as programs do that write a new file and rename it.
    Files.write(file, Exports.csv(calls(45)));
    changed(file);
    catchUp();
    Path other = Files.write(folder.resolve("latest.csv.tmp"), Exports.csv(calls(45)));
    changed(other);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aTruncatedFileTakesNothingAway() throws IOException {
    byte[] all = Exports.csv(calls(60));
    Path file = write("a.csv", all);
    catchUp();
    clock.advance(Duration.ofMinutes(1));
    Files.write(file, Arrays.copyOf(all, all.length / 3));
    changed(file);
    catchUp();
    Files.write(file, new byte[0]);
    changed(file);
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aFileThatIsDeletedWhileItIsReadCountsIfItsBytesWereThere() throws IOException {
    Path file = write("a.csv", Exports.csv(calls(5000)));
    HookedStore hooked = new HookedStore(store, 1000, () -> delete(file));
    follower = follower(hooked);
    catchUp();
    assertThat(hooked.wasReached()).isTrue();
    Truth.assertCounted(store, truth);
    assertThat(troubles()).isEmpty();
    restart();
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aFileThatIsReplacedWhileItIsReadLeavesNothingOfAMixture() throws IOException {
    List<Cdr> never = exports.calls(NOON - 7_000_000, 20_000);
    Path file = write("a.csv", Exports.csv(never));
    byte[] other = Exports.csv(calls(30_000));
    HookedStore hooked =
        new HookedStore(
            store,
            1000,
            () -> {
              clock.advance(Duration.ofSeconds(1));
              overwrite(file, other);
            });
    follower = follower(hooked);
    look();
    clock.advance(SETTLE);
    look();
    assertThat(hooked.wasReached()).isTrue();
    assertThat(counted()).isZero();
    clock.advance(Duration.ofMinutes(1));
    catchUp();
    Truth.assertCounted(store, truth);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void overwrite(Path file, byte[] content) {
    try {
      Files.write(file, content);
      changed(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void halfAPackedFileIsToldAndCountsWhenItIsWhole() throws IOException {
    byte[] packed = Exports.gzip(Exports.csv(calls(3000)));
    Path file = write("a.csv.gz", Arrays.copyOf(packed, packed.length / 2));
    write("b.csv", Exports.csv(calls(10)));
    catchUp();
    assertThat(counted()).isEqualTo(10);
    assertThat(troubles()).singleElement().asString().contains("a.csv.gz is cut off or damaged");
    assertThat(follower.state().problem()).isEmpty();
    restart();
    catchUp();
    assertThat(troubles()).hasSize(1);
    clock.advance(Duration.ofHours(1));
    overwrite(file, packed);
    catchUp();
    assertThat(troubles()).isEmpty();
    Truth.assertCounted(store, truth);
  }

  @Test
  void whatIsNoExportIsToldOnceAndLeftOut() throws IOException {
    write("notes.txt", "nothing to see here\nand here\n".getBytes(UTF_8));
    write("book.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
    write("empty.csv", new byte[0]);
    write("a.csv", Exports.csv(calls(10)));
    catchUp();
    assertThat(counted()).isEqualTo(10);
    assertThat(troubles()).hasSize(2).anyMatch(why -> why.startsWith("book.xlsx is a .zip"));
    assertThat(follower.state().isBackfilled()).isTrue();
  }

  @Test
  void aFileThatMayNotBeReadIsToldAndReadWhenItMay() throws IOException {
    Path file = write("a.csv", Exports.csv(calls(10)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("the tests do not run as root").isFalse();
    catchUp();
    assertThat(troubles()).singleElement().asString().contains("a.csv cannot be read");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    clock.advance(Duration.ofMinutes(1));
    catchUp();
    assertThat(troubles()).isEmpty();
    Truth.assertCounted(store, truth);
  }

  @Test
  void linesThatAreNoCallsAreCountedToldAndKept() throws IOException {
    String text = new String(Exports.csv(calls(20)), UTF_8);
    String[] lines = text.split("\n");
    lines[5] += ",one,too,many";
    truth.remove(4);
    lines[9] = lines[9].replaceFirst(",[0-9]+,", ",yesterday,");
    truth.remove(7);
    write("a.csv", (String.join("\n", lines) + "\n").getBytes(UTF_8));
    catchUp();
    Truth.assertCounted(store, truth);
    assertThat(follower.state().folder().orElseThrow().rejected()).isEqualTo(2);
    Path kept = directory.resolve("rejects").resolve("a.csv.rejected");
    assertThat(Files.readString(kept)).contains("yesterday").contains("one,too,many");
    restart();
    catchUp();
    assertThat(follower.state().folder().orElseThrow().rejected()).isEqualTo(2);
    // Corrected there and put into the folder, they count, and nothing else again.
    String corrected =
        Files.readString(kept)
            .replace(",one,too,many", "")
            .replace(",yesterday,", "," + (NOON - 3_700_000) + ",");
    write("corrected.csv", corrected.getBytes(UTF_8));
    catchUp();
    assertThat(counted()).isEqualTo(20);
  }

  @Test
  void filesChangedLastAreReadFirst() throws IOException {
    for (int i = 0; i < 20; i++) {
      clock.set(NOW.minus(Duration.ofHours(20 - i)));
      write("f" + i + ".csv", Exports.csv(calls(10)));
    }
    clock.set(NOW);
    look();
    clock.advance(SETTLE);
    assertThat(follower.step()).isZero();
    assertThat(store.files("exports")).singleElement().extracting("name").isEqualTo("f19.csv");
    assertThat(follower.state().daysRead()).isEqualTo(1);
    assertThat(follower.state().daysWanted()).isEqualTo(20);
    look();
    Truth.assertCounted(store, truth);
    assertThat(follower.state().daysRead()).isEqualTo(20);
  }

  @Test
  void onlyFilesThatFitAndAreFinishedAreRead() throws IOException {
    pattern = "**/*.csv*";
    restart();
    write("a.csv", Exports.csv(calls(1)));
    write("2026/11/b.csv.gz", Exports.gzip(Exports.csv(calls(2))));
    byte[] none = Exports.csv(exports.calls(NOON, 5));
    write(".hidden.csv", none);
    write("c.csv.part", none);
    write("d.csv~", none);
    write(".git/e.csv", none);
    write("f.txt", none);
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void withoutTheFolderItSaysSoAndGoesOnWhenItIsThere() throws IOException {
    write("a.csv", Exports.csv(calls(10)));
    catchUp();
    Path away = Files.move(folder, directory.resolve("away"));
    clock.advance(Duration.ofMinutes(1));
    follower.step();
    assertThat(follower.state().problem().orElseThrow())
        .contains("there is no folder")
        .contains("name another one as folder");
    assertThat(follower.state().unreachable()).isTrue();
    assertThat(counted()).isEqualTo(10);
    Files.move(away, folder);
    write("b.csv", Exports.csv(calls(10)));
    catchUp();
    Truth.assertCounted(store, truth);
  }

  @Test
  void aCrashBetweenAnyTwoStepsLosesNothingAndCountsNothingTwice() throws IOException {
    int crashes = 0;
    for (int at = 0; ; at++) {
      // Without ids, so that only the memory of files keeps them from counting twice.
      write("f" + at + ".txt", Exports.pipe(calls(3)));
      write("g" + at + ".csv", Exports.csv(calls(3)));
      HookedStore hooked =
          new HookedStore(
              store,
              at,
              () -> {
                throw new AssertionError("crash");
              });
      follower = follower(hooked);
      boolean crashed = look(follower);
      if (!crashed) {
        clock.advance(SETTLE);
        crashed = look(follower);
      }
      restart();
      catchUp();
      assertThat(counted()).as("after a crash at step %s", at).isEqualTo(truth.size());
      if (!crashed) {
        break;
      }
      crashes++;
    }
    // Two files: the list of what is known; for each the beginning, three calls, the file's name,
    // before the commit and after it.
    assertThat(crashes).isGreaterThanOrEqualTo(15);
    assertThat(follower.state().added()).isZero();
  }

  /** Whether it crashed. */
  private static boolean look(FolderFollower one) {
    try {
      while (one.step().isZero()) {
        assertThat(one.state().problem()).isEmpty();
      }
      return false;
    } catch (AssertionError e) {
      assertThat(e).hasMessage("crash");
      return true;
    }
  }

  @Test
  void aPatternOrFormThatIsNoneIsRefusedAtOnce() {
    pattern = "[";
    assertThatThrownBy(() -> settings().check())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no pattern");
    pattern = "*";
    FolderSettings good = settings();
    FolderSettings bad =
        new FolderSettings(
            "x",
            folder,
            "*",
            SETTLE,
            SETTLE,
            ReadOptions.in(ZoneOffset.UTC).withFormat("csw"),
            folder);
    good.check();
    assertThatThrownBy(bad::check).hasMessageContaining("csw");
  }

  @Test
  void saysWhatTheFolderLooksLikeWithMaskedNumbers() throws IOException {
    FolderSettings numbers = settings().withNumbers();
    assertThat(FolderProbe.report(numbers).warnings()).containsExactly("No file in it fits * yet.");
    write("a.csv", Exports.csv(calls(30)));
    write("b.csv", Arrays.copyOf(Exports.gzip(Exports.csv(calls(30))), 200));
    var report = FolderProbe.report(numbers);
    assertThat(report.facts())
        .anyMatch(fact -> fact.startsWith("2 files fit *"))
        .anyMatch(fact -> fact.startsWith("a.csv is read as hangup"));
    assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("b.csv is cut off"));
    assertThat(report.sample())
        .hasSize(5)
        .allMatch(cdr -> cdr.callee().endsWith("****") && cdr.caller().endsWith("****"));
  }
}
