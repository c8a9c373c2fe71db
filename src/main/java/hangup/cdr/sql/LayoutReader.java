package hangup.cdr.sql;

import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.sql.Vos3000Settings.TimeUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out the layout of a CDR table of VOS3000. */
final class LayoutReader {
  static final List<String> REQUIRED = List.of("flowno", "holdtime", "endreason");
  private static final List<String> START = List.of("starttime", "start");
  private static final List<String> STOP = List.of("stoptime", "stop");
  private static final Set<String> NUMBERS = Set.of("bigint", "int", "double", "decimal", "float");
  private static final Set<String> DATES = Set.of("datetime", "timestamp");
  private static final Set<String> TEXTS = Set.of("varchar", "char", "text", "tinytext");

  private final Sessions sessions;
  private final Vos3000Settings settings;

  LayoutReader(Sessions sessions, Vos3000Settings settings) {
    this.sessions = sessions;
    this.settings = settings;
  }

  /** The layout; empty while the table has no row that tells the unit of its times. */
  Optional<TableLayout> read(String table) {
    Map<String, String> types =
        sessions.select(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema ="
                + " DATABASE() AND table_name = ? ORDER BY ordinal_position",
            statement -> statement.setString(1, table),
            rows -> {
              Map<String, String> found = new LinkedHashMap<>();
              while (rows.next()) {
                found.put(lower(rows.getString(1)), lower(rows.getString(2)));
              }
              return found;
            });
    if (types.isEmpty()) {
      throw sessions.problem(
          Kind.TABLE_GONE, "table " + table + " is gone, or the user may not read it.");
    }
    List<String> missing = new ArrayList<>();
    String start = either(START, types, missing);
    String stop = either(STOP, types, missing);
    REQUIRED.stream().filter(column -> !types.containsKey(column)).forEach(missing::add);
    if (!missing.isEmpty()) {
      throw missing(table, missing, types.keySet());
    }
    return unit(table, stop, types.getOrDefault(stop, ""))
        .map(
            unit ->
                new TableLayout(
                    table,
                    start,
                    stop,
                    unit,
                    settings.zone(),
                    types.keySet(),
                    indexes(table),
                    TEXTS.contains(types.getOrDefault("endreason", ""))));
  }

  private static String either(
      List<String> names, Map<String, String> types, List<String> missing) {
    for (String name : names) {
      if (types.containsKey(name)) {
        return name;
      }
    }
    missing.add(String.join(" or ", names));
    return names.get(0);
  }

  private SourceException missing(String table, List<String> missing, Set<String> columns) {
    return sessions.problem(
        Kind.MISSING_COLUMN,
        "table "
            + table
            + " has no column "
            + String.join(", ", missing)
            + ". It has: "
            + String.join(", ", columns.stream().limit(60).toList())
            + ". If this version of VOS3000 names them otherwise, use source.kind: sql with a"
            + " SELECT of your own, see config/sources.");
  }

  private Optional<TimeUnit> unit(String table, String stop, String type) {
    if (DATES.contains(type)) {
      return Optional.of(TimeUnit.DATETIME);
    }
    if (!NUMBERS.contains(type)) {
      throw unknownUnit(table, stop, "is of type " + type);
    }
    if (settings.timeUnit().isPresent()) {
      return settings.timeUnit();
    }
    long newest =
        sessions.select(
            "SELECT MAX(" + stop + ") FROM `" + table + "`",
            Sessions.Binder.NONE,
            rows -> rows.next() ? rows.getLong(1) : 0);
    if (newest == 0) {
      return Optional.empty();
    }
    // From 1973 to 5138 the two units cannot be mistaken for each other.
    if (newest >= 100_000_000_000L && newest < 100_000_000_000_000L) {
      return Optional.of(TimeUnit.MILLISECONDS);
    }
    if (newest >= 100_000_000L && newest < 100_000_000_000L) {
      return Optional.of(TimeUnit.SECONDS);
    }
    throw unknownUnit(table, stop, "goes up to " + newest);
  }

  private SourceException unknownUnit(String table, String stop, String why) {
    return sessions.problem(
        Kind.UNKNOWN_TIME_UNIT,
        "the unit of column "
            + stop
            + " in table "
            + table
            + " is unknown: it "
            + why
            + ", neither UTC epoch seconds nor milliseconds nor a date. If you know it, set"
            + " source.timeUnit to seconds or milliseconds.");
  }

  private Map<String, String> indexes(String table) {
    return sessions.select(
        "SELECT column_name, index_name FROM information_schema.statistics WHERE table_schema ="
            + " DATABASE() AND table_name = ? AND seq_in_index = 1 ORDER BY index_name",
        statement -> statement.setString(1, table),
        rows -> {
          Map<String, String> found = new HashMap<>();
          while (rows.next()) {
            found.putIfAbsent(lower(rows.getString(1)), rows.getString(2));
          }
          return found;
        });
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
