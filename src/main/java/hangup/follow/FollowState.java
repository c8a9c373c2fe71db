package hangup.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How following a source goes, at one moment.
 *
 * @param source its name
 * @param asOf the statistics have everything that the source had at this moment; empty before the
 *     first read
 * @param behind how much there is between the newest call that was read and now, while the source
 *     is not read up to its end; zero else
 * @param problem why the source cannot be read now, for the admin
 * @param failingSince when the problem began
 * @param unreachable whether the problem is that there is no connection
 * @param daysRead how many days of the past have been read; of a folder, how many files
 * @param daysWanted how many there are to read
 * @param rows rows read since the start, again and again counted
 * @param added CDRs of them that were new
 * @param late CDRs that appeared later than the window, ever
 * @param noCdrs rows that were no finished call, since the start
 * @param unnamed CDRs since the start that were counted under "others" because there are too many
 *     names
 * @param folder what is known of the files, where the source is a folder of them
 * @param warnings what is not as it should be though the source can be read, with the mend; empty
 *     before that was looked at
 */
public record FollowState(
    String source,
    Optional<Instant> asOf,
    Duration behind,
    Optional<String> problem,
    Optional<Instant> failingSince,
    boolean unreachable,
    int daysRead,
    int daysWanted,
    long rows,
    long added,
    long late,
    long noCdrs,
    long unnamed,
    Optional<FolderState> folder,
    Optional<List<String>> warnings) {

  public FollowState {
    warnings = warnings.map(List::copyOf);
  }

  /** The state of a database. */
  public FollowState(
      String source,
      Optional<Instant> asOf,
      Duration behind,
      Optional<String> problem,
      Optional<Instant> failingSince,
      boolean unreachable,
      int daysRead,
      int daysWanted,
      long rows,
      long added,
      long late,
      long noCdrs,
      long unnamed) {
    this(
        source,
        asOf,
        behind,
        problem,
        failingSince,
        unreachable,
        daysRead,
        daysWanted,
        rows,
        added,
        late,
        noCdrs,
        unnamed,
        Optional.empty());
  }

  /** Without warnings. */
  public FollowState(
      String source,
      Optional<Instant> asOf,
      Duration behind,
      Optional<String> problem,
      Optional<Instant> failingSince,
      boolean unreachable,
      int daysRead,
      int daysWanted,
      long rows,
      long added,
      long late,
      long noCdrs,
      long unnamed,
      Optional<FolderState> folder) {
    this(
        source,
        asOf,
        behind,
        problem,
        failingSince,
        unreachable,
        daysRead,
        daysWanted,
        rows,
        added,
        late,
        noCdrs,
        unnamed,
        folder,
        Optional.empty());
  }

  /** The same with other warnings. */
  public FollowState withWarnings(Optional<List<String>> other) {
    return new FollowState(
        source,
        asOf,
        behind,
        problem,
        failingSince,
        unreachable,
        daysRead,
        daysWanted,
        rows,
        added,
        late,
        noCdrs,
        unnamed,
        folder,
        other);
  }

  /** Nothing was tried yet. */
  public static FollowState starting(String source) {
    return new FollowState(
        source,
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        false,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  /** Whether what there was on the first start has been read. */
  public boolean isBackfilled() {
    return daysRead >= daysWanted;
  }
}
