package hangup.cdr;

import hangup.cdr.CdrSource.Range;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Knows where the unanswered calls of followed sources stand, and of each so much that a search
 * finds few others beside those that fit; no full numbers. Thread-safe; throws nothing.
 */
public interface CallIndex {

  /** Knows nothing. */
  CallIndex NONE = (source, query, before, most, time) -> Optional.empty();

  /**
   * The calls that may fit a search, newest first. Within what is covered none that fits is
   * missing; some do not fit.
   *
   * @param source name of the source
   * @param before only calls that stand behind this one; {@link Entry#NEWEST} to begin with
   * @param most at most so many
   * @param time how long it may take
   * @return empty if nothing of the source is covered, or if it cannot be told now
   */
  Optional<Page> find(String source, CallQuery query, Entry before, int most, Duration time);

  /**
   * Where a call stands.
   *
   * @param id as {@link Cdr#id}
   * @param startMs start of the call, UTC epoch ms
   * @param placeMs its place in the source, see {@link CdrSource}, UTC epoch ms
   */
  record Entry(long id, long startMs, long placeMs) {
    /** Before all calls. */
    public static final Entry NEWEST = new Entry(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Newest start first, then the highest id. */
    public static final Comparator<Entry> NEWEST_FIRST =
        Comparator.comparingLong(Entry::startMs).thenComparingLong(Entry::id).reversed();
  }

  /**
   * Some of the calls that may fit.
   *
   * @param covered the places whose calls are known; a call that started before the first of them
   *     perhaps not
   * @param entries newest first
   * @param searchedFromMs every call that may fit and started from here on is among these or those
   *     before; the start of what was asked for or is covered if there are no more
   * @param last whether there are no more
   */
  record Page(Range covered, List<Entry> entries, long searchedFromMs, boolean last) {
    public Page {
      entries = List.copyOf(entries);
    }
  }
}
