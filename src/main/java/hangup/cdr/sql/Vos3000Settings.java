package hangup.cdr.sql;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A VOS3000 database.
 *
 * @param name what people type to name the source
 * @param timeUnit the unit of the columns for start and stop; empty to find out
 * @param zone the zone of times that the database holds as local dates (rare, old versions)
 */
public record Vos3000Settings(
    String name, ConnectionSettings connection, Optional<TimeUnit> timeUnit, ZoneId zone) {

  /** How a column holds a time. */
  public enum TimeUnit {
    /** UTC epoch ms. */
    MILLISECONDS,
    /** UTC epoch s. */
    SECONDS,
    /** A local date and time in the zone of the settings. */
    DATETIME
  }
}
