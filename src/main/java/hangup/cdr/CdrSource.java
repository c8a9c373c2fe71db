package hangup.cdr;

import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A database that CDRs are followed in, read in small pieces that an index bounds.
 *
 * <p>CDRs are followed by their <em>place</em>: a time in UTC epoch ms that the database has an
 * index on, for VOS3000 the end of the call. Several rows may share a place, and a row may appear
 * at a place that was read before.
 *
 * <p>Thread-safe. Every method throws {@link SourceException} when the database cannot answer.
 */
public interface CdrSource extends CdrDatabase {

  /** The lowest place of a row; empty without rows. */
  OptionalLong oldest();

  /**
   * Reads the rows of a range, lowest place first, until at least {@code limit} were read or the
   * range is done. May give rows beyond {@link Chunk#nextMs}; they come again with the next read.
   *
   * @param limit about how many rows, at least 1
   */
  Chunk read(Range range, int limit, RowSink sink);

  /**
   * How many rows there are now, by place; counts what {@link #read} gives.
   *
   * @param bucketMs width of a bucket
   * @return rows by the start of their bucket, a multiple of the width; without empty buckets
   */
  SortedMap<Long, Long> counts(Range range, long bucketMs);

  /** Takes the rows that are read. */
  interface RowSink {
    void cdr(long placeMs, Cdr cdr);

    /** A row that is no CDR: of a call in progress, or with values that no call has. */
    void noCdr(long placeMs);
  }

  /**
   * Places from one to another.
   *
   * @param fromMs inclusive
   * @param toMs exclusive, not before {@code fromMs}
   */
  record Range(long fromMs, long toMs) {
    public Range {
      if (toMs < fromMs) {
        throw new IllegalArgumentException("reversed range: " + fromMs + " to " + toMs);
      }
    }

    public boolean isEmpty() {
      return fromMs == toMs;
    }
  }

  /**
   * How far a read came.
   *
   * @param nextMs every row before this place was given; the next read begins here
   * @param complete whether the range is done; {@code nextMs} is its end then
   */
  record Chunk(long nextMs, boolean complete) {}
}
