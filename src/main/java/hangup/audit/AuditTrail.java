package hangup.audit;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Watch;
import hangup.state.AuditLog;
import hangup.state.AuditLog.Entry;
import hangup.state.AuditLog.Kind;
import hangup.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was answered into the audit log, in batches, in a thread of its own: an answer never
 * waits for the database. While that is away, answers are kept in a queue; when the queue is full,
 * they are counted in place of kept, and the count is written when the database is back. Entries
 * older than {@code keep} are forgotten, some at a time. Thread-safe.
 */
public final class AuditTrail implements Watch, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  /** How many answers wait for the database at most. */
  static final int QUEUE = 10_000;

  private static final int BATCH = 500;
  private static final int FORGET_AT_ONCE = 1_000;
  private static final Duration TIDY_EVERY = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** So many times a batch is tried as a whole. */
  private static final int PATIENCE = 5;

  private static final Duration END_WITHIN = Duration.ofSeconds(3);
  private static final Asker ITSELF = new Asker("hangup", "Hangup", Set.of(), false);

  private final AuditLog audit;
  private final Supplier<Duration> keep;
  private final Clock clock;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer = new Thread(this::write, "hangup-audit");

  /** What the writer is about to write; only its thread touches it. */
  private final List<Entry> batch = new ArrayList<>();

  /** For how many answers the last entry of the batch stands. */
  private int repeats;

  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long endBy;
  private Instant tidyAt;

  private record Waiting(Answered answered, Instant at) {}

  /**
   * Begins to write what is answered.
   *
   * @param keep how long entries are kept; asked each time
   */
  public static AuditTrail start(AuditLog audit, Supplier<Duration> keep, Clock clock) {
    AuditTrail trail = new AuditTrail(audit, keep, clock);
    trail.writer.setDaemon(true);
    trail.writer.start();
    return trail;
  }

  private AuditTrail(AuditLog audit, Supplier<Duration> keep, Clock clock) {
    this.audit = audit;
    this.keep = keep;
    this.clock = clock;
    this.tidyAt = clock.instant();
  }

  @Override
  public void answered(Answered answered) {
    if (!queue.offer(new Waiting(answered, clock.instant()))) {
      lost.incrementAndGet();
      dropped.incrementAndGet();
    }
  }

  /** How many answers wait to be written. */
  public long waiting() {
    return queue.size();
  }

  /** How many answers could not be kept since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** How many answers could not be kept and are not yet told of in the log. */
  public long lost() {
    return lost.get();
  }

  /** How long entries are kept. */
  public Duration keeps() {
    return keep.get();
  }

  private void write() {
    int failures = 0;
    try {
      while (!isDone()) {
        fill();
        try {
          if (!batch.isEmpty() || lost.get() > 0) {
            flush(failures > PATIENCE);
          }
          tidy();
          failures = 0;
        } catch (StateException e) {
          failures++;
          if (failures == 1) {
            log.warn("Answers cannot be written into the audit log now: {}", e.getMessage());
          }
          // Never interrupted: an interrupt while H2 writes would close its file for everybody.
          boolean unused = end.await(pause(failures).toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long left = queue.size() + batch.size() + lost.get();
    if (left > 0) {
      log.error("{} answers are not in the audit log", left);
    }
  }

  private boolean isDone() {
    return end.getCount() == 0
        && ((queue.isEmpty() && batch.isEmpty() && lost.get() == 0)
            || System.nanoTime() - endBy > 0);
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Takes what waits, up to a batch; waits a moment if nothing does. */
  private void fill() throws InterruptedException {
    if (batch.isEmpty()) {
      Waiting first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        add(first);
      }
    }
    List<Waiting> more = new ArrayList<>();
    queue.drainTo(more, Math.max(0, BATCH - batch.size()));
    more.forEach(this::add);
  }

  /** Who is turned away again and again gets one entry, lest a flood fill the database. */
  private void add(Waiting waiting) {
    Entry entry = AuditLine.of(waiting.answered(), waiting.at());
    int last = batch.size() - 1;
    if (last >= 0 && AuditLine.isRepeated(batch.get(last), entry)) {
      repeats++;
      batch.set(last, AuditLine.repeated(entry, repeats));
    } else {
      repeats = 1;
      batch.add(entry);
    }
  }

  /**
   * Writes the batch.
   *
   * @param apart each by itself, after the batch was refused again and again: one that the database
   *     does not take must not keep the others from it
   */
  private void flush(boolean apart) {
    long gap = lost.getAndSet(0);
    try {
      if (gap > 0) {
        audit.keep(List.of(gap(gap)));
        gap = 0;
      }
      if (!apart) {
        audit.keep(batch);
        batch.clear();
      }
    } finally {
      lost.addAndGet(gap);
    }
    while (!batch.isEmpty()) {
      try {
        audit.keep(List.of(batch.get(0)));
      } catch (StateException e) {
        if (e.kind() != StateException.Kind.OTHER) {
          throw e;
        }
        // Fails too if it is not the entry that the database does not take.
        audit.keep(List.of(gap(1)));
        dropped.incrementAndGet();
      }
      batch.remove(0);
    }
  }

  private Entry gap(long count) {
    return new Entry(
        clock.instant(),
        Kind.GAP,
        new ChannelRef("hangup", Optional.empty(), "", Optional.empty()),
        ITSELF.id(),
        ITSELF.name(),
        "",
        count + " answers could not be kept here",
        "lost",
        Optional.empty());
  }

  /** One step at a time: what is answered meanwhile comes first. */
  private void tidy() {
    Instant now = clock.instant();
    if (end.getCount() == 0 || now.isBefore(tidyAt)) {
      return;
    }
    int gone = audit.forget(now.minus(keep.get()), FORGET_AT_ONCE);
    if (gone < FORGET_AT_ONCE) {
      tidyAt = now.plus(TIDY_EVERY);
    }
  }

  /** Writes what waits, for some seconds at most. */
  @Override
  public void close() {
    endBy = System.nanoTime() + END_WITHIN.toNanos();
    end.countDown();
    try {
      writer.join(END_WITHIN.multipliedBy(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
