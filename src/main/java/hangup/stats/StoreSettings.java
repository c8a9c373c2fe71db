package hangup.stats;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the rollup store is kept.
 *
 * @param file the database file; made when the first CDR is added
 * @param queryTimeout after which a question is given up
 * @param readWait how long a question waits for a file that another process writes
 * @param writeWait how long an addition waits for a file that another process uses
 * @param readIdle after which an unused file is closed, so that other processes can write it
 * @param memory limit of the database's own memory, beside the heap, in MB
 */
public record StoreSettings(
    Path file,
    Duration queryTimeout,
    Duration readWait,
    Duration writeWait,
    Duration readIdle,
    int memory) {

  /** The defaults for a file. */
  public static StoreSettings of(Path file) {
    return new StoreSettings(
        file,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        256);
  }

  public StoreSettings withQueryTimeout(Duration value) {
    return new StoreSettings(file, value, readWait, writeWait, readIdle, memory);
  }

  public StoreSettings withWaits(Duration read, Duration write) {
    return new StoreSettings(file, queryTimeout, read, write, readIdle, memory);
  }

  public StoreSettings withReadIdle(Duration value) {
    return new StoreSettings(file, queryTimeout, readWait, writeWait, value, memory);
  }
}
