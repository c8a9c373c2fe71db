package hangup.chat.telegram;

import hangup.chat.SharedUpdates;
import hangup.chat.SharedUpdates.Kept;
import hangup.chat.SharedUpdates.Mark;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of updates that the processes of a bot share. One thread writes, in order and in
 * batches; nobody waits for it for long, so that answers go on while the database does not.
 */
final class SharedJournal implements UpdateJournal {

  private static final Logger log = LoggerFactory.getLogger(SharedJournal.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PATIENCE_TO_TAKE_OVER = Duration.ofSeconds(20);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 500;

  private final SharedUpdates table;
  private final Map<Integer, Open> open = new LinkedHashMap<>();
  private final Set<Integer> known = new LinkedHashSet<>();

  /** Those in {@link #open} that are not surely in the table. */
  private final Set<Integer> unwritten = new HashSet<>();

  private final Deque<Change> changes = new ArrayDeque<>();
  private boolean failing;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "telegram-journal");
            thread.setDaemon(true);
            return thread;
          });

  /** How far an update has come; done if there is no progress. */
  private record Change(int id, Optional<Progress> progress, CompletableFuture<Void> written) {}

  SharedJournal(SharedUpdates table) {
    this.table = table;
  }

  @Override
  public List<RawUpdate> take(List<RawUpdate> updates) {
    List<RawUpdate> fresh = new ArrayList<>();
    synchronized (this) {
      for (RawUpdate update : updates) {
        if (!known.contains(update.id())) {
          fresh.add(update);
        }
      }
    }
    if (fresh.isEmpty()) {
      return fresh;
    }
    List<Kept> rows = fresh.stream().map(update -> kept(new Open(update, Progress.TAKEN))).toList();
    Optional<Set<Integer>> added = written(() -> table.add(rows), PATIENCE);
    synchronized (this) {
      added.ifPresent(ids -> fresh.removeIf(update -> !ids.contains(update.id())));
      updates.forEach(update -> remember(update.id()));
      for (RawUpdate update : fresh) {
        open.put(update.id(), new Open(update, Progress.TAKEN));
        if (added.isEmpty()) {
          unwritten.add(update.id());
        }
      }
    }
    return fresh;
  }

  @Override
  public synchronized void begin(int id) {
    Open one = open.get(id);
    if (one != null) {
      var unused = change(id, one.update(), one.progress().begunNow());
    }
  }

  @Override
  public synchronized CompletableFuture<Void> sending(int id) {
    Open one = open.get(id);
    if (one == null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> written = change(id, one.update(), Progress.SENDING);
    return failing
        ? CompletableFuture.completedFuture(null)
        : written.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Void> change(int id, RawUpdate update, Progress progress) {
    open.put(id, new Open(update, progress));
    return queue(id, Optional.of(progress));
  }

  @Override
  public synchronized void done(int id) {
    if (open.remove(id) != null) {
      // Whether or not it is known to be there: what seemed to fail may have been written.
      unwritten.remove(id);
      var unused = queue(id, Optional.empty());
    }
  }

  private CompletableFuture<Void> queue(int id, Optional<Progress> progress) {
    Change change = new Change(id, progress, new CompletableFuture<>());
    changes.add(change);
    if (changes.size() == 1) {
      soon(Duration.ZERO);
    }
    return change.written();
  }

  private void soon(Duration pause) {
    try {
      var unused = writer.schedule(this::write, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The journal is closed");
    }
  }

  private void write() {
    List<Change> batch = new ArrayList<>();
    List<Kept> rescued = new ArrayList<>();
    synchronized (this) {
      Iterator<Change> next = changes.iterator();
      while (next.hasNext() && batch.size() < MOST_AT_ONCE) {
        batch.add(next.next());
      }
      unwritten.forEach(
          id -> Optional.ofNullable(open.get(id)).map(this::kept).ifPresent(rescued::add));
    }
    Set<Integer> lost;
    try {
      if (!rescued.isEmpty()) {
        Set<Integer> unused = table.add(rescued);
      }
      lost = table.mark(marks(batch));
      List<Integer> done =
          batch.stream().filter(one -> one.progress().isEmpty()).map(Change::id).toList();
      if (!done.isEmpty()) {
        table.done(done);
      }
    } catch (RuntimeException e) {
      failed(e, batch);
      return;
    }
    synchronized (this) {
      rescued.forEach(one -> unwritten.remove(one.id()));
      batch.forEach(one -> changes.remove());
      works();
      if (!changes.isEmpty()) {
        soon(Duration.ZERO);
      }
    }
    for (Change one : batch) {
      if (lost.contains(one.id())) {
        one.written().completeExceptionally(new CancellationException("another has taken it over"));
      } else {
        one.written().complete(null);
      }
    }
  }

  private static List<Mark> marks(List<Change> batch) {
    List<Mark> marks = new ArrayList<>();
    batch.forEach(
        one -> one.progress().ifPresent(progress -> marks.add(new Mark(one.id(), word(progress)))));
    return marks;
  }

  private synchronized void works() {
    if (failing) {
      failing = false;
      log.info("Telegram's updates can be kept again");
    }
  }

  private synchronized void failed(Exception e, List<Change> batch) {
    if (!failing) {
      failing = true;
      log.error(
          "Telegram's updates cannot be kept: {}. Telegram goes on, but what is unanswered when the"
              + " bot stops before that is mended is lost.",
          e.getMessage());
    }
    batch.forEach(one -> one.written().complete(null));
    soon(TRY_AGAIN);
  }

  @Override
  public List<Open> leftOver() {
    record Left(List<Kept> open, List<Integer> known) {}
    Optional<Left> left =
        written(() -> new Left(table.takeOver(), table.known(NUMBERS_KEPT)), PATIENCE_TO_TAKE_OVER);
    List<Open> mine = new ArrayList<>();
    synchronized (this) {
      List<Integer> ids = new ArrayList<>(left.map(Left::known).orElse(List.of()));
      Collections.reverse(ids);
      ids.forEach(this::remember);
      for (Kept one : left.map(Left::open).orElse(List.of())) {
        // What this process works on goes on by itself.
        if (!open.containsKey(one.id())) {
          Open taken = new Open(new RawUpdate(one.id(), one.body()), progress(one.progress()));
          open.put(one.id(), taken);
          mine.add(taken);
        }
      }
    }
    if (!mine.isEmpty()) {
      log.info("{} unanswered updates were taken over", mine.size());
    }
    return mine;
  }

  /** Lets the writer do something and waits for it, but not for long; empty if it failed. */
  private <T> Optional<T> written(Callable<T> work, Duration patience) {
    Future<T> result = writer.submit(work);
    try {
      T value = result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      works();
      return Optional.of(value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      failed(e, List.of());
      return Optional.empty();
    }
  }

  private void remember(int id) {
    if (known.add(id) && known.size() > NUMBERS_KEPT) {
      Iterator<Integer> oldest = known.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private Kept kept(Open one) {
    return new Kept(one.update().id(), word(one.progress()), one.update().json());
  }

  private static String word(Progress progress) {
    return progress.name().toLowerCase(Locale.ROOT);
  }

  private static Progress progress(String word) {
    return Progress.valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Override
  public synchronized int openCount() {
    return open.size();
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      writer.shutdownNow();
    }
  }
}
