package hangup.chat;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The updates of a platform that were taken over and are not yet answered, where all processes of a
 * bot see them: when one dies, the next goes on with them. Each belongs to one process. All methods
 * throw a {@link RuntimeException} if they cannot be kept now. Thread-safe.
 */
public interface SharedUpdates {

  /**
   * An update.
   *
   * @param progress how far its answer has come, as the platform calls it: 1 to 12 characters
   * @param body the update itself
   */
  record Kept(int id, String progress, String body) {}

  /** How far the answer to an update has come. */
  record Mark(int id, String progress) {}

  /**
   * Keeps updates for this process.
   *
   * @return the numbers of those that were not there yet
   */
  Set<Integer> add(List<Kept> updates);

  /**
   * Notes how far answers have come.
   *
   * @return the numbers of those that are not, or not any more, this process's
   */
  Set<Integer> mark(List<Mark> marks);

  /** Notes that nothing is left to do for some; only their numbers are kept. */
  void done(Collection<Integer> ids);

  /** Takes over what other processes left, and gives all that is this process's, oldest first. */
  List<Kept> takeOver();

  /** The numbers of the latest. */
  List<Integer> known(int most);
}
