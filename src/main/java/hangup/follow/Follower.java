package hangup.follow;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.CdrSource.Chunk;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.CdrSource.RowSink;
import hangup.cdr.SourceException;
import hangup.stats.CallStore;
import hangup.stats.Ingest;
import hangup.stats.IngestResult;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one source. New rows are read forward from the place reached; the seconds of the window
 * behind it are counted again and again and read again where the source has other rows than were
 * read; so are the hours of the last days, less often. A row may so be read more than once, but the
 * store counts a CDR once, and keeps the position together with the calls: so each counts exactly
 * once whatever fails and whenever. When the source has been read up to its end, the past is read
 * day by day, newest first.
 *
 * <p>{@link #step} is called by one thread; {@link #state} by any.
 */
public final class Follower {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);
  private static final long NEAR_MS = TimeUnit.SECONDS.toMillis(30);
  private static final Duration RECOUNT_WINDOW = Duration.ofSeconds(30);
  private static final Duration RECOUNT_HOUR = Duration.ofSeconds(30);

  /** The store's file is held so long at most, since nobody else can read it meanwhile. */
  private static final Duration LONGEST_INGEST = Duration.ofSeconds(2);

  private final CdrSource source;
  private final CallStore store;
  private final Function<String, OptionalInt> codes;
  private final FollowSettings settings;
  private final Clock clock;
  private final Backoff backoff;

  private final SecondCounts seconds = new SecondCounts();
  private @Nullable Position position;

  /** What the store was told, by the position that it has. */
  private Range told = new Range(0, 0);

  private long backfillTo = Long.MAX_VALUE;
  private int daysWanted;
  private Instant windowRecounted = Instant.MIN;
  private Instant hourRecounted = Instant.MIN;
  private long lastHourChecked = Long.MAX_VALUE;
  private volatile FollowState state;

  /**
   * Makes a follower; nothing is read yet.
   *
   * @param codes the code of an end reason that a CDR gives as a text; empty if not known
   */
  public Follower(
      CdrSource source,
      CallStore store,
      Function<String, OptionalInt> codes,
      FollowSettings settings,
      Clock clock,
      RandomGenerator random) {
    this.source = source;
    this.store = store;
    this.codes = codes;
    this.settings = settings;
    this.clock = clock;
    this.backoff = new Backoff(random);
    this.state = FollowState.starting(source.name());
  }

  public FollowState state() {
    return state;
  }

  /**
   * Does one piece of work, seconds at most.
   *
   * @return how long to wait before the next
   */
  public Duration step() {
    try {
      boolean more = work();
      backoff.reset();
      recovered();
      return more ? settings.pause() : settings.poll();
    } catch (SourceException e) {
      failed(String.valueOf(e.getMessage()), e.kind() == SourceException.Kind.UNREACHABLE);
    } catch (StatsUnavailableException e) {
      failed("Source " + source.name() + ": " + e.getMessage(), false);
    } catch (RuntimeException e) {
      log.error("Source {}: following failed", source.name(), e);
      failed(
          "Source " + source.name() + ": following failed, the log says where: " + e.getClass(),
          false);
    }
    // What is in memory may be ahead of what was committed.
    position = null;
    return backoff.next();
  }

  private boolean work() {
    Position at = position;
    if (at == null) {
      at = start();
      position = at;
    }
    Instant now = clock.instant();
    boolean complete = forward(now);
    if (!complete) {
      return true;
    }
    progress(Optional.of(now), Duration.ZERO);
    if (backfill()) {
      return true;
    }
    recountHour(now);
    return false;
  }

  private Position current() {
    Position at = position;
    if (at == null) {
      throw new IllegalStateException("not started");
    }
    return at;
  }

  private Position start() {
    seconds.takeBefore(Long.MAX_VALUE);
    windowRecounted = Instant.MIN;
    Instant now = clock.instant();
    Position at =
        store.position(source.name()).flatMap(Position::parse).orElseGet(() -> first(now));
    long wanted = dayStart(day(now.minus(settings.backfill()).toEpochMilli()));
    told = at.covered();
    // A source without rows has no past.
    backfillTo = Math.max(wanted, source.oldest().orElse(Long.MAX_VALUE));
    daysWanted = days(at.block().to(), backfillTo) + days(now.toEpochMilli(), at.block().to());
    log.info(
        "Source {}: reads on from {}, {} days of the past to read",
        source.name(),
        Instant.ofEpochMilli(at.head()),
        days(at.block().to(), backfillTo));
    return at;
  }

  private Position first(Instant now) {
    long today = dayStart(day(now.toEpochMilli()));
    return new Position(today, today, new Position.Block(today, today, today), new TreeMap<>(), 0);
  }

  private LocalDate day(long ms) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(ms), settings.zone());
  }

  private long dayStart(LocalDate day) {
    return day.atStartOfDay(settings.zone()).toInstant().toEpochMilli();
  }

  /** Days begun from a moment back to another. */
  private int days(long laterMs, long earlierMs) {
    return earlierMs >= laterMs
        ? 0
        : (int) ChronoUnit.DAYS.between(day(earlierMs), day(laterMs - 1)) + 1;
  }

  /** Reads new rows, and at their end late ones; gives whether there are no more. */
  private boolean forward(Instant now) {
    long toMs = now.plus(settings.skew()).toEpochMilli();
    Position at = current();
    try (Piece piece = new Piece()) {
      long next = at.head();
      boolean complete = next >= toMs;
      long highest = at.head() - 1;
      while (!complete && !piece.isLarge()) {
        Chunk chunk = piece.read(new Range(next, toMs), seconds::add);
        complete = chunk.complete();
        next = chunk.nextMs();
        highest = Math.max(highest, piece.highest());
      }
      // At the end, only as far as there are rows: further ones may appear before the range's end.
      long head = complete ? Math.max(at.head(), highest + 1) : next;
      Position reached = settle(head);
      if (complete) {
        reached = recountWindow(piece, reached, now);
      }
      piece.commit(reached);
      position = reached;
      if (!complete) {
        progress(
            Optional.of(Instant.ofEpochMilli(head)),
            Duration.ofMillis(Math.max(0, now.toEpochMilli() - head)));
      }
      return complete;
    }
  }

  /** The position with the seconds that have left the window booked to their hours. */
  private Position settle(long head) {
    Position at = current();
    long settled = SecondCounts.second(head - settings.window().toMillis());
    if (settled <= at.settled()) {
      return new Position(head, at.settled(), at.block(), at.hours(), at.late());
    }
    TreeMap<Long, Long> hours = new TreeMap<>(at.hours());
    seconds
        .takeBefore(settled)
        .forEach((second, rows) -> hours.merge(hour(second), rows, Long::sum));
    hours.headMap(hour(head - FollowSettings.CHECKED.toMillis())).clear();
    return new Position(head, settled, at.block(), hours, at.late());
  }

  private static long hour(long placeMs) {
    return Math.floorDiv(placeMs, HOUR_MS) * HOUR_MS;
  }

  /**
   * Counts the last seconds again, or from time to time the whole window, and reads them again
   * where they differ; gives the position after that. Rows from the head on are none of it: those
   * that appeared since are new, not late.
   */
  private Position recountWindow(Piece piece, Position reached, Instant now) {
    boolean whole =
        windowRecounted.equals(Instant.MIN) || !now.isBefore(windowRecounted.plus(RECOUNT_WINDOW));
    long fromMs =
        whole
            ? reached.settled()
            : Math.max(reached.settled(), SecondCounts.second(reached.head() - NEAR_MS));
    if (whole) {
      windowRecounted = now;
    }
    Range range = new Range(fromMs, Math.max(fromMs, reached.head()));
    if (range.isEmpty()) {
      return reached;
    }
    Position at = reached;
    for (Range part : seconds.differing(range, source.counts(range, SecondCounts.SECOND))) {
      at = reread(piece, part, at);
    }
    return at;
  }

  private Position reread(Piece piece, Range range, Position at) {
    seconds.clear(range);
    long next = range.fromMs();
    boolean complete = false;
    while (!complete) {
      Chunk chunk = piece.read(new Range(next, range.toMs()), seconds::add);
      complete = chunk.complete();
      next = chunk.nextMs();
      if (piece.isLarge()) {
        piece.commit(at);
      }
    }
    long head = Math.max(at.head(), Math.min(range.toMs(), piece.highest() + 1));
    return new Position(head, at.settled(), at.block(), at.hours(), at.late());
  }

  /** Reads a piece of the past; gives whether there was any. */
  private boolean backfill() {
    Position at = current();
    Position.Block block = at.block();
    if (block.isDone()) {
      if (block.from() <= backfillTo) {
        return false;
      }
      long from = Math.max(backfillTo, dayStart(day(block.from() - 1)));
      block = new Position.Block(from, block.from(), from);
    }
    try (Piece piece = new Piece()) {
      long next = block.next();
      TreeMap<Long, Long> hours = new TreeMap<>(at.hours());
      while (next < block.to() && !piece.isLarge()) {
        Chunk chunk =
            piece.read(
                new Range(next, block.to()), place -> hours.merge(hour(place), 1L, Long::sum));
        next = chunk.nextMs();
      }
      hours.headMap(hour(at.head() - FollowSettings.CHECKED.toMillis())).clear();
      Position.Block reached = new Position.Block(block.from(), block.to(), next);
      Position after = new Position(at.head(), at.settled(), reached, hours, at.late());
      piece.commitAlways(after);
      position = after;
      if (reached.isDone()) {
        FollowState now = state;
        log.info(
            "Source {}: read {} back to {}; {} of {} days",
            source.name(),
            day(reached.to() - 1),
            Instant.ofEpochMilli(reached.from()),
            daysRead(after),
            daysWanted);
        progress(now.asOf(), now.behind());
      }
    }
    return true;
  }

  private int daysRead(Position at) {
    long fromMs = at.block().isDone() ? at.block().from() : at.block().to();
    return Math.max(0, daysWanted - days(fromMs, backfillTo));
  }

  /** Counts one hour of the last days again. */
  private void recountHour(Instant now) {
    if (!hourRecounted.equals(Instant.MIN) && now.isBefore(hourRecounted.plus(RECOUNT_HOUR))) {
      return;
    }
    hourRecounted = now;
    Position at = current();
    long lowest = at.block().isDone() ? at.block().from() : at.block().to();
    long earliest = Math.max(lowest, at.head() - FollowSettings.CHECKED.toMillis());
    long hour = lastHourChecked - HOUR_MS;
    if (lastHourChecked == Long.MAX_VALUE || hour < earliest || hour + HOUR_MS > at.settled()) {
      hour = hour(at.settled() - HOUR_MS);
    }
    lastHourChecked = hour;
    if (hour < earliest || hour + HOUR_MS > at.settled()) {
      return;
    }
    checkHour(hour);
  }

  private void checkHour(long hour) {
    Range range = new Range(hour, hour + HOUR_MS);
    long there = source.counts(range, HOUR_MS).values().stream().mapToLong(Long::longValue).sum();
    Position at = current();
    long read = at.hours().getOrDefault(hour, 0L);
    if (there == read) {
      return;
    }
    if (there < read) {
      log.info(
          "Source {}: {} rows of the hour from {} are gone from the source; they stay counted",
          source.name(),
          read - there,
          Instant.ofEpochMilli(hour));
      position = book(at, hour, there, 0);
      return;
    }
    try (Piece piece = new Piece()) {
      long next = hour;
      long[] rows = {0};
      boolean complete = false;
      long late = 0;
      while (!complete) {
        Chunk chunk = piece.read(new Range(next, range.toMs()), place -> rows[0]++);
        complete = chunk.complete();
        next = chunk.nextMs();
        if (piece.isLarge()) {
          late += piece.commit(at);
        }
      }
      // The last commit says how late the calls were, so it has to know before it is made.
      Position after = book(at, hour, rows[0], Math.max(0, there - read));
      late += piece.commit(after);
      position = after;
      if (late > 0) {
        log.warn(
            "Source {}: {} calls of the hour from {} appeared later than {}; they are counted now",
            source.name(),
            late,
            Instant.ofEpochMilli(hour),
            settings.window());
      }
    }
  }

  private static Position book(Position at, long hour, long rows, long late) {
    TreeMap<Long, Long> hours = new TreeMap<>(at.hours());
    hours.put(hour, rows);
    return new Position(at.head(), at.settled(), at.block(), hours, at.late() + late);
  }

  private void progress(Optional<Instant> asOf, Duration behind) {
    FollowState last = state;
    Position at = current();
    state =
        new FollowState(
            source.name(),
            asOf,
            behind,
            Optional.empty(),
            Optional.empty(),
            false,
            daysRead(at),
            daysWanted,
            last.rows(),
            last.added(),
            at.late(),
            last.noCdrs(),
            last.unnamed());
  }

  private void recovered() {
    FollowState last = state;
    if (last.problem().isPresent()) {
      log.info("Source {}: can be read again", source.name());
      progress(last.asOf(), last.behind());
    }
  }

  private void failed(String message, boolean unreachable) {
    FollowState last = state;
    if (!last.problem().equals(Optional.of(message))) {
      log.warn("{}", message);
    }
    state =
        new FollowState(
            last.source(),
            last.asOf(),
            last.behind(),
            Optional.of(message),
            Optional.of(last.failingSince().orElseGet(clock::instant)),
            unreachable,
            last.daysRead(),
            last.daysWanted(),
            last.rows(),
            last.added(),
            last.late(),
            last.noCdrs(),
            last.unnamed());
  }

  /** Is told the place of each row once. */
  private interface Places {
    void row(long placeMs);
  }

  /** Rows that are added to the store together; the store is opened with the first of them. */
  private final class Piece implements RowSink, AutoCloseable {
    private @Nullable Ingest ingest;
    private Instant began = Instant.MIN;
    private long[] places = new long[1024];
    private int count;
    private long highest = Long.MIN_VALUE;
    private long noCdrs;
    private long rows;

    /** Reads, and tells the places of the rows that will not come again with the next read. */
    Chunk read(Range range, Places told) {
      count = 0;
      Chunk chunk = source.read(range, settings.batch(), this);
      for (int i = 0; i < count; i++) {
        if (places[i] < chunk.nextMs()) {
          told.row(places[i]);
        }
      }
      return chunk;
    }

    @Override
    public void cdr(long placeMs, Cdr cdr) {
      if (cdr.startMs() >= Ingest.MAX_START_MS) {
        noCdr(placeMs);
        return;
      }
      open().add(cdr, placeMs);
      place(placeMs);
    }

    @Override
    public void noCdr(long placeMs) {
      noCdrs++;
      place(placeMs);
    }

    private void place(long placeMs) {
      if (count == places.length) {
        places = Arrays.copyOf(places, count * 2);
      }
      places[count++] = placeMs;
      highest = Math.max(highest, placeMs);
      rows++;
    }

    private Ingest open() {
      Ingest open = ingest;
      if (open == null) {
        open = store.begin(source.name(), codes);
        ingest = open;
        began = clock.instant();
      }
      return open;
    }

    long highest() {
      return highest;
    }

    /** Whether it is time to let others have the store. */
    boolean isLarge() {
      Ingest open = ingest;
      return open != null
          && (open.offered() >= settings.commitRows()
              || !clock.instant().isBefore(began.plus(LONGEST_INGEST)));
    }

    /** Adds with the position even if there is nothing to add. */
    void commitAlways(Position reached) {
      open();
      commit(reached);
    }

    /** Adds, if there is anything; gives how many CDRs were new. */
    long commit(Position reached) {
      Ingest open = ingest;
      long added = 0;
      long unnamed = 0;
      if (open != null) {
        ingest = null;
        try (open) {
          open.position(reached.text());
          open.reached(told, reached.covered());
          IngestResult result = open.commit();
          told = reached.covered();
          added = result.added();
          unnamed = result.unnamed();
        }
      }
      FollowState last = state;
      state =
          new FollowState(
              last.source(),
              last.asOf(),
              last.behind(),
              last.problem(),
              last.failingSince(),
              last.unreachable(),
              last.daysRead(),
              last.daysWanted(),
              last.rows() + rows,
              last.added() + added,
              last.late(),
              last.noCdrs() + noCdrs,
              last.unnamed() + unnamed);
      rows = 0;
      noCdrs = 0;
      return added;
    }

    @Override
    public void close() {
      Ingest open = ingest;
      ingest = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
