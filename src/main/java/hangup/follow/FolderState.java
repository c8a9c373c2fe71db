package hangup.follow;

import java.util.List;

/**
 * How the files of a folder are.
 *
 * @param files files that count, ever
 * @param rejected lines of them that could not be read
 * @param open files that are still being written
 * @param troubles why which files do not count, a sentence each
 */
public record FolderState(long files, long rejected, int open, List<String> troubles) {
  public FolderState {
    troubles = List.copyOf(troubles);
  }
}
