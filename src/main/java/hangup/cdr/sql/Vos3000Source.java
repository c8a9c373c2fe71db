package hangup.cdr.sql;

import hangup.cdr.CallIndex;
import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.SourceReport;
import hangup.cdr.sql.Vos3000Settings.TimeUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VOS3000's own database: a table of CDRs a day, {@code e_cdr_YYYYMMDD}, and in some versions a
 * live one, {@code e_cdr}. Followed by the end of the call, which has an index. The tables are
 * MyISAM, where a long SELECT can hold up the softswitch's own writes: so every SELECT is bounded
 * by that index and by a number of rows.
 */
public final class Vos3000Source implements CdrSource {

  /** A row group of one millisecond this large is no traffic but a mistake in the data. */
  private static final int MOST_ROWS = 1 << 22;

  private static final Logger log = LoggerFactory.getLogger(Vos3000Source.class);

  private final Vos3000Settings settings;
  private final Sessions sessions;
  private final Vos3000Tables tables;
  private final IndexedSearch search;
  private final Vos3000Probe probe;

  /** Makes the source; nothing is connected yet. */
  public Vos3000Source(Vos3000Settings settings) {
    this(settings, CallIndex.NONE);
  }

  /**
   * As without an index; nothing is connected yet.
   *
   * @param index where single calls are found by
   */
  public Vos3000Source(Vos3000Settings settings, CallIndex index) {
    this(settings, index, System::nanoTime);
  }

  Vos3000Source(Vos3000Settings settings, CallIndex index, LongSupplier nanoTime) {
    this.settings = settings;
    this.sessions = new Sessions(settings.name(), settings.connection());
    this.tables = new Vos3000Tables(sessions, new LayoutReader(sessions, settings));
    this.search =
        new IndexedSearch(settings.name(), index, nanoTime, new Vos3000Search(sessions, tables));
    this.probe = new Vos3000Probe(sessions, tables, settings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public SourceReport probe() {
    return probe.probe();
  }

  @Override
  public OptionalLong oldest() {
    long lowest = Long.MAX_VALUE;
    for (DayTable table : tables.some()) {
      boolean daily = table.day().isPresent();
      if (daily && lowest != Long.MAX_VALUE && !table.mayHold(new Range(0, lowest))) {
        break;
      }
      long own = oldestOf(table);
      lowest = own > 0 ? Math.min(lowest, own) : lowest;
    }
    return lowest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(lowest);
  }

  /** 0 without rows, or where nobody can read them: a damaged table must not end the others. */
  private long oldestOf(DayTable table) {
    try {
      return tables.ask(table, this::oldest).orElse(0L);
    } catch (SourceException e) {
      if (e.kind() != Kind.TABLE_BROKEN) {
        throw e;
      }
      log.warn("{}", e.getMessage());
      return 0;
    }
  }

  private long oldest(TableLayout layout) {
    return sessions.select(
        layout.edgeSql(false),
        Sessions.Binder.NONE,
        rows -> rows.next() ? layout.timeMs(rows, 1) : 0L);
  }

  @Override
  public Chunk read(Range range, int limit, RowSink sink) {
    long toMs = range.toMs();
    long nextMs = range.toMs();
    boolean complete = true;
    for (DayTable table : tables.covering(range)) {
      Range left = new Range(range.fromMs(), toMs);
      Optional<Tail> tail = tables.ask(table, layout -> readTable(layout, left, limit, sink));
      if (tail.isPresent() && tail.get().cut()) {
        complete = false;
        nextMs = Math.min(nextMs, tail.get().lastMs());
        // No table has to be read further than this one was.
        toMs = Math.min(toMs, Math.max(tail.get().lastMs(), range.fromMs() + 1));
      }
    }
    return complete ? new Chunk(range.toMs(), true) : new Chunk(nextMs, false);
  }

  /** Where the reading of a table ended, and whether by the limit. */
  private record Tail(long lastMs, boolean cut) {}

  private Tail readTable(TableLayout layout, Range range, int limit, RowSink sink) {
    for (int most = Math.max(2, limit); ; most *= 2) {
      int wanted = most;
      Tail tail =
          sessions.select(
              layout.readSql(),
              statement -> {
                int next = layout.bindRange(statement, 1, range);
                statement.setInt(next, wanted);
              },
              rows -> {
                int count = 0;
                long lastMs = range.fromMs();
                while (rows.next()) {
                  count++;
                  lastMs = layout.stopMs(rows);
                  Optional<Cdr> cdr = layout.cdr(rows);
                  if (cdr.isPresent()) {
                    sink.cdr(lastMs, cdr.get());
                  } else {
                    sink.noCdr(lastMs);
                  }
                }
                return new Tail(lastMs, count == wanted);
              });
      if (!tail.cut() || tail.lastMs() > range.fromMs()) {
        return tail;
      }
      // All of them ended in the same moment: the next read would begin at the same place again.
      if (most > MOST_ROWS) {
        throw sessions.problem(
            Kind.FAILED,
            "more than "
                + MOST_ROWS
                + " rows of table "
                + layout.table()
                + " have the same end time. Look at the column "
                + layout.stop()
                + ".");
      }
    }
  }

  @Override
  public SortedMap<Long, Long> counts(Range range, long bucketMs) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (DayTable table : tables.covering(range)) {
      Optional<SortedMap<Long, Long>> own =
          tables.ask(table, layout -> countTable(layout, range, bucketMs));
      own.ifPresent(map -> map.forEach((bucket, rows) -> counts.merge(bucket, rows, Long::sum)));
    }
    return counts;
  }

  private SortedMap<Long, Long> countTable(TableLayout layout, Range range, long bucketMs) {
    long width =
        switch (layout.unit()) {
          case MILLISECONDS -> bucketMs;
          case SECONDS -> Math.max(1, bucketMs / 1000);
          case DATETIME -> 0;
        };
    return sessions.select(
        layout.countSql(),
        statement -> {
          int next = 1;
          if (width > 0) {
            statement.setLong(next++, width);
          }
          layout.bindRange(statement, next, range);
        },
        rows -> {
          SortedMap<Long, Long> found = new TreeMap<>();
          while (rows.next()) {
            long startMs =
                switch (layout.unit()) {
                  case MILLISECONDS -> rows.getLong(1) * width;
                  case SECONDS -> rows.getLong(1) * width * 1000;
                  case DATETIME -> layout.timeMs(rows, 1);
                };
            found.merge(Math.floorDiv(startMs, bucketMs) * bucketMs, rows.getLong(2), Long::sum);
          }
          return found;
        });
  }

  @Override
  public FoundCalls find(CallQuery query) {
    return search.find(query);
  }

  @Override
  public void cancel() {
    sessions.cancel();
  }

  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return "Vos3000Source[" + settings.name() + "]";
  }

  /** In words, for the admin. */
  static String words(TimeUnit unit) {
    return unit == TimeUnit.DATETIME
        ? "local dates"
        : "UTC epoch " + unit.name().toLowerCase(Locale.ROOT);
  }
}
