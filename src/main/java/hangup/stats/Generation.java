package hangup.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Tells cheaply whether the data may have changed: what this process has committed, and size and
 * time of the database's files, which others may have written.
 */
record Generation(long commits, FileStamp database, FileStamp log) {

  static Generation of(long commits, Path file) {
    return new Generation(
        commits,
        FileStamp.of(file),
        FileStamp.of(file.resolveSibling(file.getFileName() + ".wal")));
  }

  /** Size and time of a file; −1 for none. */
  record FileStamp(long size, long modifiedNanos) {
    static FileStamp of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
            attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
      } catch (IOException e) {
        return new FileStamp(-1, -1);
      }
    }
  }
}
