package hangup.chat.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hangup.chat.SharedUpdates;
import hangup.chat.telegram.UpdateJournal.Open;
import hangup.chat.telegram.UpdateJournal.Progress;
import hangup.config.StateSettings;
import hangup.state.Leases;
import hangup.state.StateDatabase;
import hangup.state.UpdateTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal that two processes share, in a real database. */
class SharedJournalTest {

  @TempDir Path dir;
  private StateDatabase database;
  private final AtomicBoolean away = new AtomicBoolean();

  @BeforeEach
  void open() {
    database = StateDatabase.open(StateSettings.FILE, dir);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** That of a process of its own. */
  private UpdateJournal process() {
    Leases leases = new Leases(database, Leases.Pace.NORMAL);
    return UpdateJournal.shared(
        new Breaking(new UpdateTable(database, leases, Clock.systemUTC()), away));
  }

  private static RawUpdate update(int id) {
    return new RawUpdate(id, "{\"update_id\":" + id + "}");
  }

  @Test
  void anotherGoesOnWhereOneDied() throws Exception {
    UpdateJournal one = process();
    assertThat(one.leftOver()).isEmpty();
    assertThat(one.take(List.of(update(1), update(2), update(3), update(4)))).hasSize(4);
    one.begin(2);
    one.begin(3);
    one.sending(3).get(5, TimeUnit.SECONDS);
    one.begin(4);
    one.done(4);
    await().until(() -> unanswered() == 3);
    UpdateJournal other = process();
    assertThat(other.leftOver())
        .containsExactly(
            new Open(update(1), Progress.TAKEN),
            new Open(update(2), Progress.BEGUN),
            new Open(update(3), Progress.SENDING));
    // Telegram hands out again what was not confirmed.
    assertThat(other.take(List.of(update(3), update(4), update(5)))).containsExactly(update(5));
  }

  @Test
  void whatAnotherHasTakenOverIsNotSent() throws Exception {
    UpdateJournal slept = process();
    slept.take(List.of(update(1), update(2)));
    UpdateJournal other = process();
    assertThat(other.leftOver()).hasSize(2);
    assertThatThrownBy(() -> slept.sending(1).get(5, TimeUnit.SECONDS))
        .hasMessageContaining("another has taken it over");
    slept.done(1);
    other.sending(1).get(5, TimeUnit.SECONDS);
    other.sending(2).get(5, TimeUnit.SECONDS);
    assertThat(slept.take(List.of(update(2)))).isEmpty();
    // It hears again: what the other has goes on there.
    assertThat(other.leftOver()).isEmpty();
    assertThat(other.openCount()).isEqualTo(2);
  }

  @Test
  void oneUpdateTakenByTwoAtATimeIsAnsweredByOne() {
    UpdateJournal one = process();
    UpdateJournal other = process();
    assertThat(one.take(List.of(update(1)))).hasSize(1);
    assertThat(other.take(List.of(update(1), update(2)))).containsExactly(update(2));
  }

  @Test
  void answersGoOnWhileTheDatabaseIsAwayAndAreKeptAfterwards() throws Exception {
    UpdateJournal one = process();
    one.take(List.of(update(1)));
    away.set(true);
    assertThat(one.take(List.of(update(2), update(3)))).hasSize(2);
    one.begin(2);
    one.sending(2).get(5, TimeUnit.SECONDS);
    one.done(2);
    one.sending(1).get(5, TimeUnit.SECONDS);
    one.done(1);
    assertThat(one.openCount()).isEqualTo(1);
    away.set(false);
    await().until(() -> kept().equals(List.of(3)));
    assertThat(process().leftOver()).containsExactly(new Open(update(3), Progress.TAKEN));
  }

  private int unanswered() {
    return kept().size();
  }

  private List<Integer> kept() {
    return database.read(
        handle ->
            handle
                .createQuery("select id from telegram_update where progress <> 'done'")
                .mapTo(Integer.class)
                .list());
  }

  /** Fails while the database is away. */
  private record Breaking(SharedUpdates table, AtomicBoolean away) implements SharedUpdates {
    private void check() {
      if (away.get()) {
        throw new IllegalStateException("the database is away");
      }
    }

    @Override
    public Set<Integer> add(List<Kept> updates) {
      check();
      return table.add(updates);
    }

    @Override
    public Set<Integer> mark(List<Mark> marks) {
      check();
      return table.mark(marks);
    }

    @Override
    public void done(Collection<Integer> ids) {
      check();
      table.done(ids);
    }

    @Override
    public List<Kept> takeOver() {
      check();
      return table.takeOver();
    }

    @Override
    public List<Integer> known(int most) {
      check();
      return table.known(most);
    }
  }
}
