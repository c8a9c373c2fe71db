package hangup.stats;

import hangup.cdr.CallIndex;
import hangup.cdr.CallQuery;
import hangup.cdr.EndDirection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Call statistics from rollups in an embedded DuckDB file: calls are folded into sums by the minute
 * and by the hour when they are added, so that a question reads the sums only.
 *
 * <p>The file is open only while it is used, so that several processes can share it: any number
 * that ask, or one that adds. Without a file there are no calls; it is made when the first are
 * added.
 */
public final class RollupStore implements CallStats, CallStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RollupStore.class);
  private static final long NAMES_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StoreSettings settings;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final int maxCells;
  private final ScheduledThreadPoolExecutor timer;
  private final Database database;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final Names names = new StoreNames();

  private volatile Known known;
  private volatile Generation lastStable;
  private volatile long namesCheckedAt;

  /** The state of the store and the generation in which it was read. */
  private record Known(Generation generation, StoreState state) {}

  /** Opens nothing yet. */
  public RollupStore(StoreSettings settings, Clock clock) {
    this(settings, clock, System::nanoTime, RollupWriter.CELLS);
  }

  /**
   * @param maxCells how many sums are held in memory before they are written
   */
  RollupStore(StoreSettings settings, Clock clock, LongSupplier nanoTime, int maxCells) {
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.maxCells = maxCells;
    this.timer =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "hangup-stats-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.database = new Database(settings, nanoTime, timer);
    Generation.FileStamp noFile = new Generation.FileStamp(-1, -1);
    Generation none = new Generation(-1, noFile, noFile);
    this.known = new Known(none, StoreState.EMPTY);
    this.lastStable = none;
    this.namesCheckedAt = nanoTime.getAsLong() - NAMES_CHECK_NANOS;
  }

  /** Changes whenever the data may have changed; costs two looks at the file system. */
  Generation generation() {
    if (database.isWriting()) {
      // No other process can commit now, and what this one does not commit is not to be seen.
      Generation stable = lastStable;
      return new Generation(commits.get(), stable.database(), stable.log());
    }
    Generation now = Generation.of(commits.get(), settings.file());
    lastStable = now;
    return now;
  }

  /** How often this process has added data. */
  long commits() {
    return commits.get();
  }

  @Override
  public Answer ask(Question question) {
    Generation generation = generation();
    try (Database.Lease lease = database.read().orElse(null)) {
      if (lease == null) {
        known = new Known(generation, StoreState.EMPTY);
        return new Answer(
            CallCounts.NONE,
            question.breakdowns().stream().map(breakdown -> List.<Row>of()).toList(),
            DataState.EMPTY);
      }
      Connection connection = lease.connection();
      try (Statement sql = connection.createStatement();
          Deadline deadline = new Deadline(sql, settings.queryTimeout(), timer, nanoTime)) {
        try {
          connection.setAutoCommit(false);
          return answer(question, load(sql, generation), sql, deadline);
        } catch (SQLException e) {
          if (deadline.passed()) {
            throw tooSlow(e);
          }
          throw e;
        }
      } catch (SQLException e) {
        throw database.errors().explain(e);
      }
    }
  }

  private Answer answer(Question question, StoreState state, Statement sql, Deadline deadline)
      throws SQLException {
    Dictionaries dictionaries = state.dictionaries();
    QueryPlan plan = new QueryPlan(question, dictionaries, state.data());
    Breakdown whole = null;
    List<Row> wholeRows = List.of();
    CallCounts total = CallCounts.NONE;
    if (!plan.isEmpty()) {
      requireTime(deadline);
      whole = question.breakdowns().stream().filter(QueryPlan::isWhole).findFirst().orElse(null);
      if (whole == null) {
        total = total(plan, sql);
      } else {
        // One statement less: a third of the time of most is that of planning it.
        wholeRows = rows(whole, plan, dictionaries, sql);
        total = wholeRows.stream().map(Row::counts).reduce(CallCounts.NONE, CallCounts::plus);
      }
    }
    List<List<Row>> answers = new ArrayList<>();
    for (Breakdown breakdown : question.breakdowns()) {
      requireTime(deadline);
      if (total.seizures() == 0) {
        answers.add(List.of());
      } else if (breakdown.equals(whole)) {
        answers.add(wholeRows);
      } else {
        answers.add(rows(breakdown, plan, dictionaries, sql));
      }
    }
    return new Answer(total, answers, state.data());
  }

  private static CallCounts total(QueryPlan plan, Statement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery(plan.total())) {
      row.next();
      return counts(row, 1);
    }
  }

  private static List<Row> rows(
      Breakdown breakdown, QueryPlan plan, Dictionaries dictionaries, Statement sql)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    int dimensions = breakdown.by().size();
    try (ResultSet row = sql.executeQuery(plan.of(breakdown))) {
      while (row.next()) {
        List<String> keys = new ArrayList<>(dimensions);
        for (int i = 0; i < dimensions; i++) {
          keys.add(key(breakdown, i, row.getLong(i + 1), plan, dictionaries));
        }
        rows.add(new Row(keys, counts(row, dimensions + 1)));
      }
    }
    if (!breakdown.by().contains(Dimension.TIME)) {
      // The database knows names as numbers only.
      rows.sort(
          Comparator.comparingLong((Row row) -> -row.counts().failures())
              .thenComparingLong(row -> -row.counts().seizures())
              .thenComparing(row -> String.join("\0", row.keys())));
    }
    return rows;
  }

  private static String key(
      Breakdown breakdown, int index, long value, QueryPlan plan, Dictionaries dictionaries) {
    Dimension dimension = breakdown.by().get(index);
    return switch (dimension) {
      case TIME -> Long.toString(plan.bucketStartMs(breakdown, value));
      case ENDED_BY -> EndDirection.of((int) value).word();
      case REASON, CUSTOMER, MAPPING_GATEWAY, ROUTING_GATEWAY ->
          dictionaries.of(Column.of(dimension).orElseThrow()).name((int) value);
    };
  }

  private static CallCounts counts(ResultSet row, int first) throws SQLException {
    return new CallCounts(
        row.getLong(first),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getLong(first + 5),
        row.getLong(first + 6));
  }

  private void requireTime(Deadline deadline) {
    if (deadline.passed()) {
      throw tooSlow(null);
    }
  }

  private StatsUnavailableException tooSlow(@Nullable Throwable cause) {
    return new StatsUnavailableException(
        "The question took longer than "
            + settings.queryTimeout().toSeconds()
            + " s and was given up. Ask for a shorter period, or with fewer filters.",
        cause);
  }

  @Override
  public DataState state() {
    return current().data();
  }

  private StoreState current() {
    Generation generation = generation();
    Known last = known;
    if (last.generation().equals(generation)) {
      return last.state();
    }
    return read(sql -> load(sql, generation))
        .orElseGet(
            () -> {
              known = new Known(generation, StoreState.EMPTY);
              return StoreState.EMPTY;
            });
  }

  private StoreState load(Statement sql, Generation generation) throws SQLException {
    StoreState state = StoreState.load(sql, known.state());
    known = new Known(generation, state);
    return state;
  }

  private Path keyFile() {
    return settings.file().resolveSibling("numbers.key");
  }

  /** Where the failed calls of followed sources are. */
  public CallIndex calls() {
    return this::findCalls;
  }

  private Optional<CallIndex.Page> findCalls(
      String source, CallQuery query, CallIndex.Entry before, int most, Duration time) {
    if (time.isZero()) {
      return Optional.empty();
    }
    try {
      Generation generation = generation();
      return read(sql -> {
            try (Deadline deadline = new Deadline(sql, time, timer, nanoTime)) {
              return new FailedSearch(
                      sql,
                      load(sql, generation).dictionaries(),
                      NumberKey.read(keyFile()),
                      deadline)
                  .find(source, query, before, most);
            }
          })
          .flatMap(page -> page);
    } catch (StatsUnavailableException e) {
      log.info("Calls are looked for without the index: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** The names in the data, from memory. */
  public Names names() {
    return names;
  }

  @Override
  public Ingest begin(String source, Function<String, OptionalInt> codes) {
    Database.Lease lease = database.write();
    try {
      StoreState state;
      try (Statement sql = lease.connection().createStatement()) {
        state = StoreState.load(sql, known.state());
      } catch (SQLException e) {
        throw database.errors().explain(e);
      }
      return new StoreIngest(
          lease,
          database.errors(),
          state.dictionaries(),
          source,
          codes,
          clock,
          maxCells,
          keyFile(),
          commits::incrementAndGet);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * Drops, compacts and forgets what is old, step by step; each step is a transaction of its own.
   * Questions of this process are answered meanwhile.
   *
   * @param atOnce after which no further step is begun
   * @return whether there is more to do
   * @throws StatsUnavailableException if the store cannot be written now
   */
  public boolean tidy(Retention retention, Duration atOnce) {
    if (!database.exists()) {
      return false;
    }
    long end = nanoTime.getAsLong() + atOnce.toNanos();
    boolean done = false;
    try (Database.Lease lease = database.write()) {
      Tidy tidy = new Tidy(lease.connection(), retention, clock.instant(), maxCells);
      boolean more = tidy.step();
      while (more) {
        done = true;
        if (nanoTime.getAsLong() - end >= 0) {
          return true;
        }
        more = tidy.step();
      }
      return false;
    } catch (SQLException e) {
      throw database.errors().explain(e);
    } finally {
      if (done) {
        commits.incrementAndGet();
      }
    }
  }

  @Override
  public Optional<String> position(String source) {
    return first(
            "SELECT position FROM positions p JOIN names n ON n.kind = 'source' AND n.id = p.source"
                + " WHERE n.name = ?",
            source,
            row -> row.getString(1))
        .stream()
        .findFirst();
  }

  @Override
  public Optional<ImportedFile> imported(String fingerprint) {
    return first(IMPORTS + " WHERE fingerprint = ? ORDER BY at_ms", fingerprint, RollupStore::file)
        .stream()
        .findFirst();
  }

  @Override
  public List<SourceFile> files(String source) {
    return first(
        "SELECT file, size, modified_ns, fingerprint, offered, rejected FROM files f JOIN names n"
            + " ON n.kind = 'source' AND n.id = f.source WHERE n.name = ? ORDER BY at_ms, file",
        source,
        row ->
            new SourceFile(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6)));
  }

  @Override
  public List<ImportedFile> imports(int limit) {
    return first(IMPORTS + " ORDER BY at_ms DESC LIMIT ?", limit, RollupStore::file);
  }

  private static final String IMPORTS =
      "SELECT n.name, file, fingerprint, offered, added, duplicates, rejected, at_ms"
          + " FROM imports i JOIN names n ON n.kind = 'source' AND n.id = i.source";

  private static ImportedFile file(ResultSet row) throws SQLException {
    return new ImportedFile(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        Instant.ofEpochMilli(row.getLong(8)));
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Reading<T> {
    T read(Statement sql) throws SQLException;
  }

  private <T> List<T> first(String text, Object value, RowReader<T> reader) {
    return read(sql -> {
          try (PreparedStatement prepared = sql.getConnection().prepareStatement(text)) {
            prepared.setObject(1, value);
            try (ResultSet rows = prepared.executeQuery()) {
              List<T> all = new ArrayList<>();
              while (rows.next()) {
                all.add(reader.read(rows));
              }
              return all;
            }
          }
        })
        .orElse(List.of());
  }

  /** Reads in one transaction; empty if there is no file. */
  private <T> Optional<T> read(Reading<T> reading) {
    try (Database.Lease lease = database.read().orElse(null)) {
      if (lease == null) {
        return Optional.empty();
      }
      try (Statement sql = lease.connection().createStatement()) {
        lease.connection().setAutoCommit(false);
        return Optional.of(reading.read(sql));
      } catch (SQLException e) {
        throw database.errors().explain(e);
      }
    }
  }

  /** Gives up the file; what is being asked or added may still end. */
  @Override
  public void close() {
    timer.shutdown();
    database.close();
  }

  private final class StoreNames implements Names {
    @Override
    public List<String> gateways() {
      return latest().gateways();
    }

    @Override
    public List<Customer> customers() {
      return latest().customers();
    }

    @Override
    public List<String> sources() {
      return latest().sources();
    }

    private StoreState latest() {
      long now = nanoTime.getAsLong();
      if (now - namesCheckedAt >= NAMES_CHECK_NANOS) {
        namesCheckedAt = now;
        if (!known.generation().equals(generation()) && refreshing.compareAndSet(false, true)) {
          timer.execute(this::refresh);
        }
      }
      return known.state();
    }

    private void refresh() {
      try {
        current();
      } catch (StatsUnavailableException e) {
        // The names known so far must do; the next question says what is wrong.
        return;
      } finally {
        refreshing.set(false);
      }
    }
  }
}
