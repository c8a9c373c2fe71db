package hangup.chat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateJournalTest {

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("updates.txt");
  }

  private static RawUpdate update(int id) {
    return new RawUpdate(id, "{\"update_id\":" + id + ",\"x\":\"" + "y".repeat(200) + "\"}");
  }

  @Test
  void progressSurvivesARestart() {
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      journal.take(List.of(update(1), update(2), update(3), update(4), update(5)));
      journal.begin(2);
      journal.begin(3);
      var unused = journal.sending(3);
      journal.begin(4);
      journal.done(4);
    }
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      assertThat(journal.leftOver())
          .containsExactly(
              new UpdateJournal.Open(update(1), UpdateJournal.Progress.TAKEN),
              new UpdateJournal.Open(update(2), UpdateJournal.Progress.BEGUN),
              new UpdateJournal.Open(update(3), UpdateJournal.Progress.SENDING),
              new UpdateJournal.Open(update(5), UpdateJournal.Progress.TAKEN));
      assertThat(journal.take(List.of(update(4), update(6)))).containsExactly(update(6));
      journal.begin(2);
    }
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      assertThat(journal.leftOver().get(1).progress())
          .isEqualTo(UpdateJournal.Progress.BEGUN_AGAIN);
    }
  }

  @Test
  void aFileCutAnywhereLosesNoMoreThanItsEnd() throws Exception {
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      journal.take(List.of(update(1), update(2)));
      journal.done(1);
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (UpdateJournal journal = UpdateJournal.open(file())) {
        assertThat(journal.leftOver()).hasSizeLessThanOrEqualTo(2);
        assertThat(journal.take(List.of(update(99)))).containsExactly(update(99));
      }
      try (UpdateJournal journal = UpdateJournal.open(file())) {
        assertThat(journal.leftOver()).extracting(o -> o.update().id()).contains(99);
      }
    }
  }

  @Test
  void theFileStaysSmallAndNumbersAreRemembered() throws Exception {
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      for (int from = 0; from < 20_000; from += 100) {
        List<RawUpdate> batch = new ArrayList<>();
        IntStream.range(from, from + 100).forEach(id -> batch.add(update(id)));
        assertThat(journal.take(batch)).hasSize(100);
        batch.forEach(one -> journal.done(one.id()));
      }
      assertThat(journal.openCount()).isZero();
      assertThat(Files.size(file())).isLessThan(1_200_000);
    }
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      assertThat(journal.take(List.of(update(19_999), update(17_000)))).isEmpty();
      assertThat(Files.size(file())).isLessThan(100_000);
    }
  }

  @Test
  void anInterruptedWriterDoesNotCloseTheJournal() throws Exception {
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      journal.take(List.of(update(1)));
      Thread writer =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                journal.done(1);
              });
      writer.start();
      writer.join();
      journal.take(List.of(update(2)));
    }
    try (UpdateJournal journal = UpdateJournal.open(file())) {
      assertThat(journal.leftOver()).extracting(o -> o.update().id()).containsExactly(2);
    }
  }

  @Test
  void whatWasInMemoryIsWrittenWhenTheDiskIsBack() throws IOException {
    Path folder = dir.resolve("later");
    Path file = folder.resolve("updates.txt");
    try (UpdateJournal journal = UpdateJournal.open(file)) {
      journal.take(List.of(update(1), update(2), update(3), update(4)));
      journal.begin(2);
      var unused = journal.sending(3);
      journal.done(4);
      Files.createDirectories(folder);
      journal.take(List.of(update(5)));
    }
    try (UpdateJournal journal = UpdateJournal.open(file)) {
      assertThat(journal.leftOver())
          .extracting(o -> o.update().id() + " " + o.progress())
          .containsExactly("1 TAKEN", "2 BEGUN", "3 SENDING", "5 TAKEN");
      assertThat(journal.take(List.of(update(4)))).isEmpty();
    }
  }

  @Test
  void withoutADiskItGoesOnInMemory() {
    try (UpdateJournal journal = UpdateJournal.open(dir.resolve("no-such-folder/updates.txt"))) {
      assertThat(journal.take(List.of(update(1)))).hasSize(1);
      assertThat(journal.take(List.of(update(1)))).isEmpty();
      journal.done(1);
      assertThat(journal.openCount()).isZero();
    }
  }
}
