package hangup.chat.telegram;

import hangup.chat.SharedUpdates;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What was taken over from Telegram and is not yet answered: an update is confirmed only after it
 * is here, so that a crash loses none; and the numbers of the latest updates, so that one delivered
 * twice is answered once. Where it cannot be written, it goes on in memory, and writes all of it as
 * soon as that is possible again. Thread-safe.
 */
interface UpdateJournal extends AutoCloseable {

  /** Telegram hands out at most 100 unconfirmed updates again. */
  int NUMBERS_KEPT = 4_096;

  /** How far an update had come when the bot stopped. */
  enum Progress {
    TAKEN,
    /** Its handling had begun but nothing was sent. */
    BEGUN,
    /** It had been begun more than once: it may be what stops the bot. */
    BEGUN_AGAIN,
    /** Its answer was being sent; perhaps it arrived. */
    SENDING;

    Progress begunNow() {
      return this == TAKEN ? BEGUN : BEGUN_AGAIN;
    }
  }

  /** An update that was left over. */
  record Open(RawUpdate update, Progress progress) {}

  /** Opens a journal in a file; one that cannot be read is begun anew. */
  static UpdateJournal open(Path file) {
    return FileJournal.open(file);
  }

  /** Opens a journal that the processes of a bot share. */
  static UpdateJournal shared(SharedUpdates updates) {
    return new SharedJournal(updates);
  }

  /**
   * Takes updates over.
   *
   * @return those that are new
   */
  List<RawUpdate> take(List<RawUpdate> updates);

  /** The handling of an update begins. */
  void begin(int id);

  /**
   * The answer to an update is about to be sent.
   *
   * @return completes when that may begin; fails if another process has taken the update over
   */
  CompletableFuture<Void> sending(int id);

  /** Nothing is left to do for an update. */
  void done(int id);

  /**
   * What was left over when the bot stopped, or another process did, oldest first; to be asked
   * before the first update, each time that this process begins to hear.
   */
  List<Open> leftOver();

  /** How many updates are not done. */
  int openCount();

  @Override
  void close();
}
