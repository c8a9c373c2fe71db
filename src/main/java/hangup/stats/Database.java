package hangup.stats;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database file, opened on demand and closed soon, because DuckDB lets either one process write
 * a file or several read it. Hands out connections: any number to read, one at a time to write.
 * While one writes, those that read share its opening of the file and see what was committed.
 */
final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** However busy the readers are, other processes get a chance to write every few seconds. */
  private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long CHANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  private final StoreSettings settings;
  private final StoreErrors errors;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService timer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable DuckDBConnection root;
  private boolean writable;
  private volatile boolean writing;
  private volatile boolean hasTables;
  private volatile @Nullable RowFeed feed;
  private int users;
  private int writersWaiting;

  /** Someone is opening or closing the file, outside of the lock. */
  private boolean busy;

  private boolean closed;
  private long openedAt;
  private long idleSince;
  private long notBefore;

  Database(StoreSettings settings, LongSupplier nanoTime, ScheduledExecutorService timer) {
    this.settings = settings;
    this.errors = new StoreErrors(settings.file());
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.notBefore = nanoTime.getAsLong();
  }

  StoreErrors errors() {
    return errors;
  }

  /** Whether this process writes the file now, so that no other can change it. */
  boolean isWriting() {
    return writing;
  }

  /** Whether there is a file; an empty one is as good as none. */
  boolean exists() {
    try {
      return Files.size(settings.file()) > 0;
    } catch (IOException e) {
      return Files.exists(settings.file());
    }
  }

  /**
   * A connection to read with; empty if there is nothing to read.
   *
   * @throws StatsUnavailableException if the file cannot be read, or another process writes it
   */
  Optional<Lease> read() {
    long deadline = nanoTime.getAsLong() + settings.readWait().toNanos();
    long pause = FIRST_PAUSE_NANOS;
    while (exists()) {
      lock.lock();
      try {
        requireOpen();
        awaitWhile(this::readersMustWait, deadline);
        if (root != null) {
          users++;
          return withTables(new Lease(root, false));
        }
        busy = true;
      } finally {
        lock.unlock();
      }
      Optional<Lease> opened = tryOpen(false, deadline);
      if (opened.isPresent()) {
        return withTables(opened.get());
      }
      sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
    }
    return Optional.empty();
  }

  /** A file whose first writer was stopped before it could make the tables is as good as none. */
  private Optional<Lease> withTables(Lease lease) {
    if (hasTables) {
      return Optional.of(lease);
    }
    lease.close();
    return Optional.empty();
  }

  /**
   * The one connection to write with; waits while another thread has it.
   *
   * @throws StatsUnavailableException if the file cannot be written, or other processes use it
   */
  Lease write() {
    long deadline = nanoTime.getAsLong() + settings.writeWait().toNanos();
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      DuckDBConnection readers;
      lock.lock();
      try {
        requireOpen();
        writersWaiting++;
        try {
          awaitWhile(this::writerMustWait, deadline);
        } finally {
          writersWaiting--;
          changed.signalAll();
        }
        if (root != null && writable) {
          users++;
          writing = true;
          return new Lease(root, true);
        }
        readers = root;
        root = null;
        busy = true;
      } finally {
        lock.unlock();
      }
      close(readers);
      Optional<Lease> opened = tryOpen(true, deadline);
      if (opened.isPresent()) {
        return opened.get();
      }
      sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
    }
  }

  private boolean readersMustWait() {
    if (busy) {
      return true;
    }
    if (root == null) {
      return writersWaiting > 0 || nanoTime.getAsLong() - notBefore < 0;
    }
    return users > 0 && !writing && (isOverdue() || (writersWaiting > 0 && !writable));
  }

  private boolean writerMustWait() {
    return busy || writing || (root != null && !writable && users > 0);
  }

  private boolean isOverdue() {
    return nanoTime.getAsLong() - openedAt > LONGEST_READ_NANOS;
  }

  /** Opens the file for the caller, who has set {@link #busy}; empty if it is held. */
  private Optional<Lease> tryOpen(boolean write, long deadline) {
    DuckDBConnection opened = null;
    try {
      opened = open(write);
    } catch (SQLException e) {
      if (!StoreErrors.isLocked(e)) {
        throw errors.explain(e);
      }
      if (nanoTime.getAsLong() - deadline >= 0) {
        throw errors.held(e);
      }
    } finally {
      opened(opened, write);
    }
    return opened == null ? Optional.empty() : Optional.of(new Lease(opened, write));
  }

  private void opened(@Nullable DuckDBConnection opened, boolean write) {
    lock.lock();
    try {
      busy = false;
      if (opened != null) {
        root = opened;
        writable = write;
        writing = write;
        users = 1;
        openedAt = nanoTime.getAsLong();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private DuckDBConnection open(boolean write) throws SQLException {
    if (write) {
      makeDirectory();
    }
    NativeLibrary.load();
    Path file = settings.file().toAbsolutePath();
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.memory() + "MB");
    // While a second thread works on a statement, the one that waits for it takes a whole core.
    int threads = write ? 1 : Math.min(4, Runtime.getRuntime().availableProcessors());
    properties.setProperty("threads", String.valueOf(threads));
    properties.setProperty("preserve_insertion_order", "false");
    // Groups of so many bits are counted in an array: a day's quarters by gateway are in reach.
    properties.setProperty("perfect_ht_threshold", "16");
    properties.setProperty("temp_directory", file + ".tmp");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, String.valueOf(!write));
    DuckDBConnection connection =
        new DuckDBDriver()
            .connect("jdbc:duckdb:" + file, properties)
            .unwrap(DuckDBConnection.class);
    try (Statement sql = connection.createStatement()) {
      int version = Schema.version(sql);
      if (version > Schema.VERSION) {
        throw errors.because(
            "was written by a newer version of Hangup. Use that one, or move the file away and"
                + " import the CDRs again",
            null);
      }
      if (version == 0 && write) {
        Schema.create(connection);
      } else if (version > 0 && version < Schema.VERSION) {
        if (!write) {
          // Only who writes can bring it up to date.
          close(connection);
          close(open(true));
          return open(false);
        }
        Schema.upgrade(connection, version);
      }
      hasTables = version > 0 || write;
      if (write) {
        feed = RowFeed.register(connection);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private void makeDirectory() {
    Path directory = settings.file().toAbsolutePath().getParent();
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (FileAlreadyExistsException e) {
      throw errors.because("cannot be made: " + e.getMessage() + " is not a directory", e);
    } catch (IOException e) {
      throw errors.because(
          "cannot be made: its directory is missing and cannot be made (permission denied?)", e);
    }
  }

  private void release(boolean writer) {
    DuckDBConnection unused = null;
    lock.lock();
    try {
      users--;
      if (writer) {
        writing = false;
      }
      if (users == 0) {
        if (writable || closed || isOverdue()) {
          unused = root;
          root = null;
          busy = true;
        } else {
          idleSince = nanoTime.getAsLong();
          var unusedFuture =
              timer.schedule(
                  this::closeIfIdle, settings.readIdle().toNanos() + 1, TimeUnit.NANOSECONDS);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (unused != null) {
      closeRoot(unused);
    }
  }

  private void closeIfIdle() {
    DuckDBConnection unused;
    lock.lock();
    try {
      if (busy
          || root == null
          || users > 0
          || nanoTime.getAsLong() - idleSince < settings.readIdle().toNanos()) {
        return;
      }
      unused = root;
      root = null;
      busy = true;
    } finally {
      lock.unlock();
    }
    closeRoot(unused);
  }

  /** Closes the file for the caller, who has set {@link #busy}. */
  private void closeRoot(DuckDBConnection unused) {
    close(unused);
    lock.lock();
    try {
      busy = false;
      notBefore = nanoTime.getAsLong() + (isOverdue() ? CHANCE_NANOS : 0);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void close(@Nullable DuckDBConnection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("{}", errors.explain(e).getMessage());
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StatsUnavailableException("The statistics are closed: Hangup is shutting down.");
    }
  }

  /** Waits inside the lock until nothing is in the way any more. */
  private void awaitWhile(BooleanSupplier inTheWay, long deadline) {
    try {
      while (inTheWay.getAsBoolean()) {
        long left = deadline - nanoTime.getAsLong();
        if (left <= 0) {
          throw new StatsUnavailableException(
              "The statistics file "
                  + settings.file()
                  + " is busy: this process is adding calls to it or answering questions from it."
                  + " Try again in a moment.");
        }
        // Not the whole time that is left: the pause for other processes ends without a signal.
        long unusedLeft = changed.awaitNanos(Math.min(left, LONGEST_PAUSE_NANOS));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static StatsUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StatsUnavailableException("The question was interrupted.", e);
  }

  /** Closes the file as soon as nobody uses it; nobody gets a connection any more. */
  @Override
  public void close() {
    DuckDBConnection unused = null;
    lock.lock();
    try {
      closed = true;
      if (!busy && users == 0) {
        unused = root;
        root = null;
        busy = unused != null;
      }
    } finally {
      lock.unlock();
    }
    if (unused != null) {
      closeRoot(unused);
    }
  }

  /** A connection of its own to the open file; to be closed. */
  final class Lease implements AutoCloseable {
    private final DuckDBConnection connection;
    private final boolean writer;
    private boolean released;

    private Lease(DuckDBConnection root, boolean writer) {
      this.writer = writer;
      try {
        connection = root.duplicate();
      } catch (SQLException e) {
        release(writer);
        throw errors.explain(e);
      }
    }

    DuckDBConnection connection() {
      return connection;
    }

    /** Hands rows to the file that is open for writing. */
    RowFeed feed() {
      RowFeed open = feed;
      if (open == null || !writer) {
        throw new IllegalStateException("not open for writing");
      }
      return open;
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        Database.this.close(connection);
        release(writer);
      }
    }
  }
}
