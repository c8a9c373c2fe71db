package hangup.stats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The UTC days to which calls of a source may be added, and when calls were added to them; in the
 * transaction of its connection.
 */
final class OpenDays {
  /** The time is not written anew within this. */
  private static final long EXACT_MS = Duration.ofHours(1).toMillis();

  private final int source;
  private final Statement sql;
  private final long keptDay;
  private final Set<Integer> forgotten = new HashSet<>();
  private final Map<Integer, Long> added = new HashMap<>();
  private final Set<Integer> touched = new HashSet<>();
  private int lastDay = Integer.MIN_VALUE;
  private boolean lastOpen;

  OpenDays(Statement sql, int source) throws SQLException {
    this.source = source;
    this.sql = sql;
    try (ResultSet row = sql.executeQuery("SELECT kept_min FROM state")) {
      row.next();
      keptDay = row.getLong(1) / 1440;
    }
    try (ResultSet rows =
        sql.executeQuery("SELECT day, added_ms, forgotten FROM days WHERE source = " + source)) {
      while (rows.next()) {
        if (rows.getBoolean(3)) {
          forgotten.add(rows.getInt(1));
        } else {
          added.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
  }

  /** Whether a call of this day can count; notes that there was one. */
  boolean take(int day) {
    if (day != lastDay) {
      lastDay = day;
      lastOpen = day >= keptDay && !forgotten.contains(day);
      if (lastOpen) {
        touched.add(day);
      }
    }
    return lastOpen;
  }

  /** Writes to which days calls were added. */
  void store(long nowMs) throws SQLException {
    touched.removeIf(day -> nowMs - added.getOrDefault(day, Long.MIN_VALUE / 2) < EXACT_MS);
    if (touched.isEmpty()) {
      return;
    }
    sql.execute(
        "DELETE FROM days WHERE source = "
            + source
            + " AND day IN ("
            + touched.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")");
    sql.execute(
        "INSERT INTO days VALUES "
            + touched.stream()
                .map(day -> "(" + source + ", " + day + ", " + nowMs + ", FALSE)")
                .collect(Collectors.joining(", ")));
  }
}
