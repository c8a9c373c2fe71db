package hangup.state;

import hangup.chat.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns that are kept in the database: whoever has one says so again and again; when that ends,
 * another has it. Moments are the database's, so that the clocks of the processes do not matter.
 * While the database is away, whoever had a turn keeps it, rather than that nobody hears.
 * Thread-safe.
 */
public final class Leases implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  /** As H2 and PostgreSQL both read it. */
  private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

  private final StateDatabase database;
  private final Pace pace;
  private final String me = UUID.randomUUID().toString();
  private final List<Lease> leases = new ArrayList<>();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "hangup-leases");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * How soon another takes over.
   *
   * @param beat how often a process says that it still hears, and looks whether another does
   * @param life for how long nobody else takes over after that
   */
  public record Pace(Duration beat, Duration life) {
    public static final Pace NORMAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(6));
  }

  /** Has no turn yet. */
  public Leases(StateDatabase database, Pace pace) {
    this.database = database;
    this.pace = pace;
  }

  /** The name under which this process has its turns. */
  String me() {
    return me;
  }

  /**
   * The turn of a name that the schema knows; to be called before {@link #start}.
   *
   * @param name {@code discord} or {@code telegram}
   */
  public Turn turn(String name) {
    Lease lease = new Lease(name);
    leases.add(lease);
    return lease;
  }

  /** Looks who has the turns, and goes on to look. */
  public void start() {
    beat();
    var unused =
        beats.scheduleWithFixedDelay(
            this::beat, pace.beat().toMillis(), pace.beat().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    leases.forEach(Lease::beat);
  }

  @Override
  public void close() {
    beats.shutdownNow();
    leases.forEach(Lease::leave);
  }

  private final class Lease implements Turn {
    private final String name;
    private volatile boolean held;
    private volatile boolean failing;
    private volatile boolean trying;
    private volatile boolean doubted;
    private volatile boolean left;
    private volatile long sureUntil;

    Lease(String name) {
      this.name = name;
    }

    @Override
    public boolean mine() {
      if (!held || left) {
        return false;
      }
      return isSure() || ((failing || trying) && !doubted);
    }

    private boolean isSure() {
      return System.nanoTime() - sureUntil < 0;
    }

    @Override
    public synchronized void await() throws InterruptedException {
      while (!mine()) {
        wait(pace.beat().toMillis());
      }
    }

    @Override
    public void doubt() {
      if (!isSure()) {
        doubted = true;
      }
    }

    void beat() {
      if (left) {
        return;
      }
      long asked = System.nanoTime();
      trying = true;
      try {
        taken(asked, take());
      } catch (RuntimeException e) {
        if (!failing) {
          log.warn("Who hears {} cannot be made sure of now: {}", name, e.getMessage());
        }
        failing = true;
      } finally {
        trying = false;
      }
    }

    private synchronized void taken(long asked, boolean mine) {
      boolean before = held;
      sureUntil = asked + pace.life().toNanos();
      held = mine;
      failing = false;
      doubted = false;
      if (mine != before) {
        log.info(
            mine ? "This process hears {} now" : "Another process hears {}; this one stands by",
            name);
      }
      notifyAll();
    }

    private boolean take() {
      return database.write(
              handle ->
                  handle
                      .createUpdate(
                          "update lease set holder = :me, until = "
                              + NOW
                              + " + :life where name = :name and (holder = :me or until <= "
                              + NOW
                              + ")")
                      .bind("me", me)
                      .bind("life", pace.life().toMillis())
                      .bind("name", name)
                      .execute())
          > 0;
    }

    @Override
    public void leave() {
      if (left) {
        return;
      }
      left = true;
      if (!held) {
        return;
      }
      try {
        int unused =
            database.write(
                handle ->
                    handle
                        .createUpdate(
                            "update lease set until = 0 where name = :name and holder = :me")
                        .bind("name", name)
                        .bind("me", me)
                        .execute());
      } catch (StateException e) {
        log.warn("Another process hears {} only in some seconds: {}", name, e.getMessage());
      }
    }
  }
}
