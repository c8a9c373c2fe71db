package hangup.stats.direct;

import hangup.cdr.SourceException;
import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.MappedCalls.Sql;
import hangup.stats.Ingest;
import hangup.stats.Names;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names in the calls of the last days, in memory; renewed in the background. */
final class DirectNames implements Names, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectNames.class);

  private static final int MOST_GATEWAYS = 20_000;
  private static final int MOST_CUSTOMERS = 100_000;
  private static final Duration LONGEST = Duration.ofDays(7);

  /** A keystroke of a completion may take as long, once. */
  private static final long LONGEST_WAIT_MS = 2_000;

  private static final long FRESH_NANOS = Duration.ofMinutes(10).toNanos();

  private final MappedCalls calls;
  private final long lookbackMs;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final AtomicBoolean first = new AtomicBoolean(true);
  private final AtomicBoolean loading = new AtomicBoolean();
  private final CountDownLatch tried = new CountDownLatch(1);
  private final ExecutorService background;
  private volatile Loaded loaded;

  private record Loaded(List<String> gateways, List<Customer> customers, long at) {}

  private record Named(String name, String label, long lastMs) {}

  DirectNames(MappedCalls calls, DirectSettings settings, Clock clock, LongSupplier nanoTime) {
    this.calls = calls;
    this.lookbackMs = Math.min(LONGEST.toMillis(), settings.lookback().toMillis());
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.background =
        new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "hangup-names-" + calls.name());
              thread.setDaemon(true);
              return thread;
            });
    this.loaded = new Loaded(List.of(), List.of(), nanoTime.getAsLong() - FRESH_NANOS);
  }

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
    return List.of(calls.name());
  }

  /** Reads the names, if that was never tried, so that the first answer has them. */
  void loadFirst() {
    if (first.compareAndSet(true, false)) {
      load();
    }
  }

  private Loaded latest() {
    Loaded now = loaded;
    if (nanoTime.getAsLong() - now.at() >= FRESH_NANOS && loading.compareAndSet(false, true)) {
      first.set(false);
      try {
        background.execute(
            () -> {
              try {
                load();
              } finally {
                loading.set(false);
              }
            });
      } catch (RejectedExecutionException e) {
        // Closed, or the thread is about to end: next time.
        loading.set(false);
        return now;
      }
    }
    if (tried.getCount() > 0) {
      awaitFirst();
    }
    return loaded;
  }

  /** Who asks of a gateway before anything else was asked should not be told that it is none. */
  private void awaitFirst() {
    try {
      boolean there = tried.await(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
      log.debug("Names of {} are there: {}", calls.name(), there);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void load() {
    try {
      read();
    } finally {
      tried.countDown();
    }
  }

  private void read() {
    try {
      List<Named> gateways = new ArrayList<>(named("c_in", "''", MOST_GATEWAYS));
      gateways.addAll(named("c_out", "''", MOST_GATEWAYS));
      gateways.sort(Comparator.comparingLong(Named::lastMs).reversed());
      Map<String, String> customers = new LinkedHashMap<>();
      named("c_customer", "c_name", MOST_CUSTOMERS)
          .forEach(
              one ->
                  customers.merge(
                      one.name(), one.label(), (newer, older) -> newer.isEmpty() ? older : newer));
      loaded =
          new Loaded(
              gateways.stream().map(Named::name).distinct().toList(),
              customers.entrySet().stream()
                  .map(entry -> new Customer(entry.getKey(), entry.getValue()))
                  .toList(),
              nanoTime.getAsLong());
    } catch (SourceException e) {
      // The names known so far must do, and are not asked for again at once.
      log.debug("{}", e.getMessage());
      loaded = new Loaded(loaded.gateways(), loaded.customers(), nanoTime.getAsLong());
    }
  }

  /** Those of the newest calls first. */
  private List<Named> named(String column, String label, int most) {
    long nowMs = clock.millis();
    Sql sql =
        new Sql(
            "SELECT n_name, n_label, max(n_start) AS n_last FROM (SELECT q."
                + column
                + " AS n_name, "
                + (label.startsWith("c_") ? "q." + label : label)
                + " AS n_label, q.c_start AS n_start FROM ("
                + calls.calls(Math.max(0, nowMs - lookbackMs), Ingest.MAX_START_MS)
                + ") q) n WHERE n_name <> '' GROUP BY n_name, n_label ORDER BY n_last DESC LIMIT "
                + most,
            List.of());
    return calls.rows(
        sql, most, row -> new Named(row.getString(1), row.getString(2), row.getLong(3)));
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
