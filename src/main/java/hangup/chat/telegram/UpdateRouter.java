package hangup.chat.telegram;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Takes updates over, however they arrive, and has each handled once, in the order of its chat.
 * Thread-safe.
 */
final class UpdateRouter {

  private static final Logger log = LoggerFactory.getLogger(UpdateRouter.class);

  private final IncomingReader reader;
  private final UpdateJournal journal;
  private final ChatLanes lanes;
  private final ChatLanes quick;
  private final Conversation conversation;
  private final Presses presses;
  private final InlineAnswers inline;
  private final Moves moves;
  private final Counters counters;

  /** What follows from a chat's being moved, left or joined. */
  interface Moves {
    void moved(long from, long to);

    void membership(Place place, boolean member);
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  /**
   * @param lanes for commands
   * @param quick for what must not wait behind them
   */
  UpdateRouter(
      IncomingReader reader,
      UpdateJournal journal,
      ChatLanes lanes,
      ChatLanes quick,
      Conversation conversation,
      Presses presses,
      InlineAnswers inline,
      Moves moves,
      Counters counters) {
    this.reader = reader;
    this.journal = journal;
    this.lanes = lanes;
    this.quick = quick;
    this.conversation = conversation;
    this.presses = presses;
    this.inline = inline;
    this.moves = moves;
    this.counters = counters;
  }

  /** Takes over what is new; when this returns, it is safe to confirm them all. */
  void take(List<RawUpdate> updates) {
    List<RawUpdate> fresh = journal.take(updates);
    counters.duplicates.add(updates.size() - fresh.size());
    fresh.forEach(update -> route(update, UpdateJournal.Progress.TAKEN));
  }

  /** Goes on with what was left over when the bot stopped. */
  void resume() {
    for (UpdateJournal.Open left : journal.leftOver()) {
      if (left.progress() == UpdateJournal.Progress.BEGUN_AGAIN) {
        log.error("Update {} was begun twice and never finished; left out", left.update().id());
      }
      route(left.update(), left.progress());
    }
  }

  private void route(RawUpdate raw, UpdateJournal.Progress progress) {
    int id = raw.id();
    try {
      Optional<Update> update = raw.read();
      if (update.isEmpty()) {
        counters.unreadable.increment();
        log.warn("Update {} cannot be read; left out", id);
        journal.done(id);
        return;
      }
      Optional<Incoming> incoming = reader.read(update.get());
      if (incoming.isEmpty()) {
        journal.done(id);
        return;
      }
      dispatch(incoming.get(), id, progress);
    } catch (RuntimeException e) {
      log.error("Update {} cannot be handled; left out", id, e);
      journal.done(id);
    }
  }

  private void dispatch(Incoming incoming, int id, UpdateJournal.Progress progress) {
    if (incoming instanceof Incoming.Asked asked) {
      boolean queued =
          lanes.submit(
              asked.lane(),
              guarded(
                  id,
                  () -> {
                    switch (progress) {
                      case TAKEN, BEGUN -> conversation.answer(asked, id);
                      case BEGUN_AGAIN -> conversation.sayUnfinished(asked, id);
                      case SENDING -> conversation.sayUncertain(asked, id);
                    }
                  }));
      if (!queued) {
        conversation.turnAway(asked, id);
      }
    } else if (progress == UpdateJournal.Progress.BEGUN_AGAIN) {
      // It may be what stops the bot, and whoever pressed waits no longer.
      journal.done(id);
    } else if (incoming instanceof Incoming.Pressed pressed) {
      // Each press in a lane of its own: they are answered at once, whatever else goes on.
      inQuick(pressed.query().hashCode(), id, () -> presses.press(pressed, id));
    } else if (incoming instanceof Incoming.InlineAsked asked) {
      inQuick(
          asked.lane(),
          id,
          () -> {
            inline.answer(asked);
            journal.done(id);
          });
    } else if (incoming instanceof Incoming.Migrated migrated) {
      moves.moved(migrated.from(), migrated.to());
      journal.done(id);
    } else if (incoming instanceof Incoming.Membership membership) {
      moves.membership(membership.place(), membership.member());
      journal.done(id);
    }
  }

  private void inQuick(long lane, int id, Task task) {
    if (!quick.submit(lane, guarded(id, task))) {
      journal.done(id);
    }
  }

  private Runnable guarded(int id, Task task) {
    return () -> {
      journal.begin(id);
      try {
        task.run();
      } catch (InterruptedException e) {
        // The bot stops; what was begun is taken up at the next start.
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        log.error("Update {} failed", id, e);
        journal.done(id);
      }
    };
  }
}
