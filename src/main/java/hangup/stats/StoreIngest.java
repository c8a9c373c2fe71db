package hangup.stats;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ingest into the rollup store. The caller's thread turns CDRs into batches of numbers; a thread
 * of its own, to which the connection belongs, finds duplicates, folds and appends.
 */
final class StoreIngest implements Ingest {
  private static final Logger log = LoggerFactory.getLogger(StoreIngest.class);
  private static final int BATCHES = 3;
  private static final double LARGEST_FEE = 1e6;

  /** What the storing thread is told. */
  private sealed interface Message {
    record Rows(CdrBatch batch) implements Message {}

    record Commit() implements Message {}

    record Abort() implements Message {}
  }

  private record File(String name, String fingerprint, long rejected) {}

  private final Database.Lease lease;
  private final StoreErrors errors;
  private final Clock clock;
  private final Runnable committed;
  private final IngestNames names;
  private final int source;
  private final int maxCells;
  private final Path keyFile;

  private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(BATCHES + 1);
  private final BlockingQueue<CdrBatch> spare = new ArrayBlockingQueue<>(BATCHES);
  private final CompletableFuture<@Nullable IngestResult> done = new CompletableFuture<>();
  private volatile @Nullable StatsUnavailableException failure;

  // Of the caller's thread until the commit is handed over.
  private CdrBatch current = new CdrBatch();
  private int batches = 1;
  private boolean ended;
  private long offered;
  private long unanswered;
  private long firstMs = Long.MAX_VALUE;
  private long lastMs = Long.MIN_VALUE;
  private @Nullable String position;
  private @Nullable File file;
  private final List<SourceFile> read = new ArrayList<>();
  private @Nullable NumberKey key;
  private @Nullable PartialNumber numbers;
  private boolean keyTried;
  private boolean unindexed;
  private @Nullable Range reachedBefore;
  private @Nullable Range reachedAfter;

  // Of the storing thread.
  private long duplicates;
  private boolean lastMessage;

  StoreIngest(
      Database.Lease lease,
      StoreErrors errors,
      Dictionaries dictionaries,
      String source,
      Function<String, OptionalInt> codes,
      Clock clock,
      int maxCells,
      Path keyFile,
      Runnable committed) {
    this.lease = lease;
    this.errors = errors;
    this.clock = clock;
    this.committed = committed;
    this.maxCells = maxCells;
    this.keyFile = keyFile;
    this.names = new IngestNames(dictionaries, codes);
    this.source = names.source(source);
    Thread thread = new Thread(this::store, "hangup-store");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void add(Cdr cdr) {
    add(cdr, false, 0);
  }

  @Override
  public void add(Cdr cdr, long placeMs) {
    add(cdr, true, placeMs);
  }

  private void add(Cdr cdr, boolean followed, long placeMs) {
    requireOpen();
    long start = cdr.startMs();
    if (start < MIN_START_MS || start >= MAX_START_MS) {
      throw new IllegalArgumentException("a start outside of 1970 to 2099: " + start + " ms");
    }
    CdrBatch batch = current;
    int row = batch.size;
    batch.hasId[row] = cdr.hasId();
    if (cdr.hasId()) {
      batch.id[row] = cdr.id();
    } else {
      batch.id[row] = Mix.contents(cdr);
      batch.withoutId++;
    }
    batch.minute[row] = (int) (start / 60_000);
    names.put(cdr, batch, row);
    batch.endedBy[row] = (byte) cdr.endedBy().code();
    batch.talkSeconds[row] = cdr.talkSeconds();
    batch.pddMillis[row] = cdr.pddMillis();
    batch.billedSeconds[row] = cdr.billedSeconds();
    batch.feeMicros[row] = micros(cdr.fee());
    batch.size = row + 1;
    offered++;
    if (!cdr.answered()) {
      unanswered++;
      if (followed) {
        index(cdr, placeMs, batch, row);
      }
    }
    firstMs = Math.min(firstMs, start);
    lastMs = Math.max(lastMs, start);
    if (batch.isFull()) {
      tell(new Message.Rows(batch));
      current = nextBatch();
    }
  }

  private void index(Cdr cdr, long placeMs, CdrBatch batch, int row) {
    PartialNumber partial = numbers();
    if (partial == null || !cdr.hasId()) {
      unindexed = true;
    } else {
      batch.failed.add(cdr, placeMs, row, partial);
    }
  }

  private @Nullable PartialNumber numbers() {
    if (!keyTried) {
      keyTried = true;
      key = NumberKey.readOrMake(keyFile).orElse(null);
      numbers = key == null ? null : new PartialNumber(key);
    }
    return numbers;
  }

  @Override
  public void reached(Range before, Range after) {
    if (numbers() != null) {
      reachedBefore = before;
      reachedAfter = after;
    }
  }

  /** Bounded, so that no sum overflows; 0 if it is not a number. */
  private static long micros(double fee) {
    return Math.round(Math.max(-LARGEST_FEE, Math.min(LARGEST_FEE, fee)) * 1e6);
  }

  @Override
  public long offered() {
    return offered;
  }

  @Override
  public void from(String fileName, String fingerprint, long rejected) {
    file = new File(fileName, fingerprint, rejected);
  }

  @Override
  public void read(SourceFile value) {
    read.add(value);
  }

  @Override
  public void position(String value) {
    position = value;
  }

  @Override
  public IngestResult commit() {
    requireOpen();
    if (current.size > 0) {
      tell(new Message.Rows(current));
    }
    tell(new Message.Commit());
    ended = true;
    try {
      IngestResult result = done.join();
      if (result == null) {
        throw new IllegalStateException("the ingest has ended");
      }
      return result;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatsUnavailableException unavailable) {
        throw unavailable;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    boolean interrupted = false;
    while (!ended) {
      try {
        messages.put(new Message.Abort());
        ended = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    // Only after that is the file free for others.
    done.handle((result, error) -> result).join();
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the ingest has ended");
    }
    StatsUnavailableException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  private void tell(Message message) {
    try {
      messages.put(message);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private CdrBatch nextBatch() {
    CdrBatch batch = spare.poll();
    if (batch == null && batches < BATCHES) {
      batches++;
      return new CdrBatch();
    }
    try {
      return batch != null ? batch : spare.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private StatsUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    StatsUnavailableException interrupted =
        new StatsUnavailableException("The import was interrupted; nothing of it counts.", e);
    failure = interrupted;
    return interrupted;
  }

  /** The storing thread. */
  private void store() {
    IngestResult result = null;
    try (lease) {
      result = storeAll();
    } catch (SQLException e) {
      failure = errors.explain(e);
    } catch (RuntimeException | Error e) {
      failure =
          e instanceof StatsUnavailableException unavailable
              ? unavailable
              : errors.because("could not be written: " + e, e);
    }
    StatsUnavailableException failed = failure;
    if (failed == null) {
      done.complete(result);
    } else {
      if (!lastMessage) {
        drain();
      }
      done.completeExceptionally(failed);
    }
  }

  private @Nullable IngestResult storeAll() throws SQLException {
    DuckDBConnection connection = lease.connection();
    connection.setAutoCommit(false);
    // Without a commit, closing the connection rolls back.
    try (Statement sql = connection.createStatement()) {
      SeenCalls seen = new SeenCalls(sql, lease.feed(), source);
      FailedWriter failed = new FailedWriter(sql, lease.feed(), source, seen);
      RollupWriter rollups = new RollupWriter(sql, lease.feed(), source, maxCells);
      while (true) {
        Message message = messages.take();
        if (message instanceof Message.Rows rows) {
          CdrBatch batch = rows.batch();
          duplicates += seen.mark(batch);
          NumberKey with = key;
          if (batch.failed.size > 0 && with != null) {
            failed.add(batch, with);
          }
          rollups.add(batch);
          batch.clear();
          spare.add(batch);
          continue;
        }
        lastMessage = true;
        if (message instanceof Message.Abort) {
          connection.rollback();
          return null;
        }
        rollups.flush();
        IngestResult result = result(seen.tooOld());
        names.store(connection);
        seen.store(clock.millis());
        book(failed);
        book(connection, result);
        Compaction compaction = new Compaction(connection);
        compaction.book(rollups.parts());
        connection.commit();
        committed.run();
        connection.setAutoCommit(true);
        compact(compaction);
        return result;
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void book(FailedWriter failed) throws SQLException {
    NumberKey with = key;
    Range before = reachedBefore;
    Range after = reachedAfter;
    if (with != null && before != null && after != null) {
      failed.store(new FailedWriter.Reached(before, after, !unindexed), with);
    }
  }

  private void compact(Compaction compaction) {
    try {
      compaction.run();
    } catch (SQLException e) {
      // The calls count already; merging is tried again after the next ingest.
      log.warn("Rollups were not merged: {}", errors.explain(e).getMessage());
    }
  }

  private IngestResult result(long tooOld) {
    return new IngestResult(
        offered,
        offered - duplicates,
        duplicates - tooOld,
        unanswered,
        names.codeCounts(),
        names.textCounts(),
        names.unnamed(),
        tooOld,
        offered == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(firstMs)),
        offered == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastMs)));
  }

  private void book(DuckDBConnection connection, IngestResult result) throws SQLException {
    long now = clock.millis();
    if (offered > 0) {
      execute(
          connection,
          "UPDATE state SET revision = revision + 1, calls = calls + ?,"
              + " first_ms = least(coalesce(first_ms, ?), ?),"
              + " last_ms = greatest(coalesce(last_ms, ?), ?), updated_ms = ?",
          result.added(),
          firstMs,
          firstMs,
          lastMs,
          lastMs,
          now);
    }
    if (position != null) {
      execute(connection, "DELETE FROM positions WHERE source = ?", source);
      execute(connection, "INSERT INTO positions VALUES (?, ?, ?)", source, position, now);
    }
    for (SourceFile one : read) {
      execute(connection, "DELETE FROM files WHERE source = ? AND file = ?", source, one.name());
      execute(
          connection,
          "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          source,
          one.name(),
          one.size(),
          one.modifiedNanos(),
          one.fingerprint(),
          one.offered(),
          one.rejected(),
          now);
    }
    if (file != null) {
      execute(
          connection,
          "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          source,
          file.name(),
          file.fingerprint(),
          result.offered(),
          result.added(),
          result.duplicates(),
          file.rejected(),
          now);
    }
  }

  private static void execute(DuckDBConnection connection, String text, Object... values)
      throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(text)) {
      for (int i = 0; i < values.length; i++) {
        sql.setObject(i + 1, values[i]);
      }
      sql.execute();
    }
  }

  /** After a failure the caller must not wait for room in the queues. */
  private void drain() {
    boolean open = true;
    while (open) {
      try {
        Message message = messages.take();
        if (message instanceof Message.Rows rows) {
          rows.batch().clear();
          spare.add(rows.batch());
        } else {
          open = false;
        }
      } catch (InterruptedException e) {
        open = false;
        Thread.currentThread().interrupt();
      }
    }
  }
}
