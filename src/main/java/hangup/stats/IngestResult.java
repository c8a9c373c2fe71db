package hangup.stats;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an ingest was given and what it added.
 *
 * @param offered CDRs given
 * @param added those that count now
 * @param duplicates those that counted already
 * @param unanswered given CDRs without conversation
 * @param codes how often each end reason code was given
 * @param texts how often each end reason was given as a text that the code table does not know
 * @param unnamed given CDRs with a customer, gateway or text reason that was counted as {@link
 *     #OTHERS}, because the store holds more different names than it has room for
 * @param tooOld given CDRs that cannot count any more: of days that are not kept, or whose ids are
 *     forgotten, so that nobody can tell whether they count already
 * @param firstCall start of the oldest CDR given
 * @param lastCall start of the newest CDR given
 */
public record IngestResult(
    long offered,
    long added,
    long duplicates,
    long unanswered,
    SortedMap<Integer, Long> codes,
    Map<String, Long> texts,
    long unnamed,
    long tooOld,
    Optional<Instant> firstCall,
    Optional<Instant> lastCall) {

  /** The name under which names beyond the store's room are counted together. */
  public static final String OTHERS = "(others)";
}
