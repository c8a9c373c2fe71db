package hangup.follow.files;

import hangup.cdr.csv.CdrFiles;
import hangup.cdr.csv.ReadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A folder that is followed.
 *
 * @param name what people type to name the source
 * @param pattern which of its files are read: a glob; with a {@code /} or {@code **} in it, those
 *     of folders below too
 * @param settle a file that did not change for so long is complete
 * @param poll pause between two looks at the folder
 * @param rejects where lines that are no CDRs are kept
 */
public record FolderSettings(
    String name,
    Path folder,
    String pattern,
    Duration settle,
    Duration poll,
    ReadOptions reading,
    Path rejects) {

  /**
   * Looks whether it can be.
   *
   * @throws IllegalArgumentException if the pattern is none
   * @throws hangup.cdr.csv.CdrFileException if the form is none
   */
  public void check() {
    try {
      new Folder(this);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "files: “"
              + pattern
              + "” is no pattern: "
              + e.getDescription()
              + ". For example *.csv, cdr-*.csv.gz or **/*.txt",
          e);
    }
    CdrFiles.of(List.of(), reading);
  }

  /** The same, with the numbers of calls. */
  public FolderSettings withNumbers() {
    ReadOptions numbers =
        new ReadOptions(
            reading.zone(), reading.format(), reading.columns(), reading.encoding(), true);
    return new FolderSettings(name, folder, pattern, settle, poll, numbers, rejects);
  }
}
