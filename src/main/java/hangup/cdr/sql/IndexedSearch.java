package hangup.cdr.sql;

import hangup.cdr.CallIndex;
import hangup.cdr.CallIndex.Entry;
import hangup.cdr.CallIndex.Page;
import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.FoundCalls;
import hangup.cdr.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks for calls where an index says they stand, and searches for them where it does not know: in
 * what came after it, and in what is older.
 */
final class IndexedSearch {
  private static final int FIRST_PAGE = 64;
  private static final int MOST_PAGE = 2048;
  private static final int FIRST_FETCH = 20;
  private static final int MOST_FETCH = 320;

  private final String source;
  private final CallIndex index;
  private final LongSupplier nanoTime;
  private final Database database;

  /** A row of the source, and whether it fits the search. */
  record Row(Cdr cdr, boolean fits) {}

  /** The source itself. */
  interface Database {
    /**
     * The rows of some calls, those that it still has.
     *
     * @return empty if rows cannot be got by where they stand
     */
    Optional<Map<Entry, Row>> fetch(CallQuery query, Collection<Entry> calls, Duration timeLeft);

    /** Searches all rows of a range of places, with {@link BackwardScan#run} in the end. */
    void search(CallQuery query, Range places, BackwardScan scan);
  }

  IndexedSearch(String source, CallIndex index, LongSupplier nanoTime, Database database) {
    this.source = source;
    this.index = index;
    this.nanoTime = nanoTime;
    this.database = database;
  }

  FoundCalls find(CallQuery query) {
    BackwardScan scan = new BackwardScan(query, nanoTime);
    Range whole = new Range(query.fromMs(), query.toMs() + BackwardScan.LONGEST_FAILURE_MS);
    Optional<Range> covered = byIndex(query, scan);
    if (covered.isEmpty()) {
      database.search(query, whole, scan);
      return scan.result();
    }
    Range newer = cut(whole, covered.get().toMs(), Long.MAX_VALUE);
    if (!newer.isEmpty()) {
      database.search(query, newer, scan);
    }
    // Who started before the index begins may have ended after it.
    long begin = covered.get().fromMs();
    Range older = cut(whole, Long.MIN_VALUE, begin + BackwardScan.LONGEST_FAILURE_MS);
    if (query.fromMs() < begin && !older.isEmpty() && scan.wants(begin)) {
      database.search(query, older, scan);
    }
    return scan.result();
  }

  private static Range cut(Range range, long fromMs, long toMs) {
    long from = Math.max(range.fromMs(), fromMs);
    return new Range(from, Math.max(from, Math.min(range.toMs(), toMs)));
  }

  /** Adds what the index finds; gives what it covers, if anything of use. */
  private Optional<Range> byIndex(CallQuery query, BackwardScan scan) {
    Entry before = Entry.NEWEST;
    int most = FIRST_PAGE;
    int atOnce = FIRST_FETCH;
    Optional<Range> covered = Optional.empty();
    while (true) {
      Optional<Page> found = index.find(source, query, before, most, scan.timeLeft());
      if (found.isEmpty()) {
        if (covered.isPresent()) {
          scan.giveUp(before.startMs());
        }
        return covered;
      }
      Page page = found.get();
      covered = Optional.of(page.covered());
      List<Entry> entries = page.entries();
      for (int done = 0; done < entries.size() && scan.wants(entries.get(done).startMs() + 1); ) {
        List<Entry> some =
            entries.subList(done, Math.min(entries.size(), done + Math.max(1, atOnce)));
        if (!fetch(query, some, scan)) {
          return Optional.empty();
        }
        if (scan.isGivenUp()) {
          return covered;
        }
        done += some.size();
        atOnce = Math.min(MOST_FETCH, atOnce * 2);
      }
      if (page.last() || !scan.wants(page.searchedFromMs())) {
        return covered;
      }
      if (scan.timeLeft().isZero() || entries.isEmpty()) {
        scan.giveUp(page.searchedFromMs());
        return covered;
      }
      before = entries.get(entries.size() - 1);
      most = Math.min(MOST_PAGE, most * 4);
    }
  }

  /** Gives whether rows can be got by where they stand. */
  private boolean fetch(CallQuery query, List<Entry> some, BackwardScan scan) {
    Duration left = scan.timeLeft();
    long newestMs = some.get(0).startMs() + 1;
    if (left.isZero()) {
      scan.giveUp(newestMs);
      return true;
    }
    try {
      Optional<Map<Entry, Row>> rows = database.fetch(query, some, left);
      if (rows.isEmpty()) {
        return false;
      }
      List<Cdr> fitting = new ArrayList<>();
      for (Entry entry : some) {
        Row row = rows.get().get(entry);
        if (row == null) {
          scan.addGone(entry.startMs());
        } else if (row.fits()) {
          fitting.add(row.cdr());
        }
      }
      scan.add(fitting);
      return true;
    } catch (SourceException e) {
      if (e.kind() != SourceException.Kind.TIMEOUT) {
        throw e;
      }
      scan.giveUp(newestMs);
      return true;
    }
  }
}
