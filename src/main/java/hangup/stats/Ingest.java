package hangup.stats;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;

/**
 * One all-or-nothing addition of CDRs: either {@link #commit} returns and everything counts, or
 * nothing of it does, also after a kill. Used by one thread at a time.
 *
 * <p>Each CDR counts once: those with an id by source, UTC day of the start and id. Those without
 * an id are told apart by all their fields and, among equal ones of the same ingest, by their
 * order; so a file that is added twice counts once, and equal rows within a file count each. Calls
 * of days that are not kept, or whose ids were forgotten ({@link Retention}), do not count.
 */
public interface Ingest extends AutoCloseable {

  /** First start of a call that can be counted, UTC epoch ms: 1970-01-01. */
  long MIN_START_MS = 0L;

  /** End, exclusive, of the starts of calls that can be counted, UTC epoch ms: 2100-01-01. */
  long MAX_START_MS = 4_102_444_800_000L;

  /**
   * Adds one CDR.
   *
   * @throws IllegalArgumentException if the call's start lies outside {@link #MIN_START_MS} and
   *     {@link #MAX_START_MS}; the CDR is left out and the ingest can go on
   * @throws StatsUnavailableException if the store failed; only {@link #close} makes sense then
   */
  void add(Cdr cdr);

  /**
   * Adds one CDR of a source that calls can be looked up in. One that was not answered is indexed
   * too, whether it counts already or not, if it has an id; see {@link hangup.cdr.CallIndex}.
   *
   * @param placeMs its place in the source, see {@link hangup.cdr.CdrSource}
   */
  void add(Cdr cdr, long placeMs);

  /**
   * Says that all CDRs between two places were added, with this ingest and those before.
   *
   * @param before what was said with the last ingest of the source that was committed; empty if
   *     there was none
   * @param after what is to be said now
   */
  void reached(Range before, Range after);

  /** CDRs added so far, duplicates too. */
  long offered();

  /**
   * Says which file the CDRs come from, to be remembered with the result.
   *
   * @param rejected lines of the file that could not be read
   */
  void from(String fileName, String fingerprint, long rejected);

  /** Remembers a file of the source, in place of what was known of one of that name. */
  void read(SourceFile file);

  /** Sets the position of the source up to which it has been read, kept with the CDRs. */
  void position(String position);

  /**
   * Makes everything added count.
   *
   * @throws StatsUnavailableException if the store failed; nothing counts then
   */
  IngestResult commit();

  /** Ends the ingest; without a {@link #commit} before, nothing of it counts. */
  @Override
  void close();
}
