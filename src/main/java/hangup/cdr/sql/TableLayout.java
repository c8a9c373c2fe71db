package hangup.cdr.sql;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.EndDirection;
import hangup.cdr.sql.Vos3000Settings.TimeUnit;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one CDR table of VOS3000 is laid out, and the SQL for it. Versions differ in the columns they
 * have and in the unit of their times.
 *
 * @param table its name
 * @param start column of the start
 * @param stop column of the end
 * @param columns its columns, in lower case
 * @param indexes for a column in lower case, the index that begins with it
 * @param textReason whether the end reason is a text
 */
record TableLayout(
    String table,
    String start,
    String stop,
    TimeUnit unit,
    ZoneId zone,
    Set<String> columns,
    Map<String, String> indexes,
    boolean textReason) {

  /** The column of {@link #byIdSql} behind those of a call. */
  static final int FITS = 16;

  TableLayout {
    columns = Set.copyOf(columns);
    indexes = Map.copyOf(indexes);
  }

  /** SELECT, in the order that {@link #cdr} reads. */
  private String selectList() {
    return Stream.of(
            "flowno",
            start,
            stop,
            "holdtime",
            or("feetime", "0"),
            or("callerpdd", "-1"),
            "endreason",
            or("enddirection", "-1"),
            or("callere164", "''"),
            or("calleee164", "''"),
            or("callergatewayid", "''"),
            or("calleegatewayid", "''"),
            or("customeraccount", "''"),
            or("customername", "''"),
            or("fee", "0"))
        .collect(Collectors.joining(", "));
  }

  private String or(String column, String otherwise) {
    return columns.contains(column) ? column : otherwise;
  }

  boolean has(String column) {
    return columns.contains(column);
  }

  Optional<String> index(String column) {
    return Optional.ofNullable(indexes.get(column.toLowerCase(Locale.ROOT)));
  }

  /** The table, read by the index on its end times whatever the optimizer thinks of it. */
  private String byStop() {
    return quoted() + index(stop).map(name -> " FORCE INDEX (" + quote(name) + ")").orElse("");
  }

  private String quoted() {
    return quote(table);
  }

  private static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Parameters: {@link #bindRange}, then the limit. */
  String readSql() {
    return "SELECT "
        + selectList()
        + " FROM "
        + byStop()
        + " WHERE "
        + inRange()
        + " ORDER BY "
        + stop
        + " LIMIT ?";
  }

  /**
   * Newest calls that meet a condition, by end time. Parameters: {@link #bindRange}, those of the
   * condition, the limit.
   */
  String newestSql(String condition) {
    return "SELECT "
        + selectList()
        + " FROM "
        + byStop()
        + " WHERE "
        + inRange()
        + " AND "
        + condition
        + " ORDER BY "
        + stop
        + " DESC LIMIT ?";
  }

  /** As {@link #newestSql}, by an index on another column that picks few rows. */
  String newestSql(String condition, String indexed) {
    return "SELECT "
        + selectList()
        + " FROM "
        + quoted()
        + " FORCE INDEX ("
        + quote(index(indexed).orElseThrow())
        + ") WHERE "
        + inRange()
        + " AND "
        + condition
        + " ORDER BY "
        + stop
        + " DESC LIMIT ?";
  }

  /**
   * The rows of some ids, and whether each meets a condition. Parameters: those of the condition,
   * then the ids.
   */
  String byIdSql(String id, String condition, int ids) {
    return "SELECT "
        + selectList()
        + ", ("
        + condition
        + ") AS fits FROM "
        + quoted()
        + " FORCE INDEX ("
        + quote(index(id).orElseThrow())
        + ") WHERE "
        + id
        + " IN ("
        + "?, ".repeat(ids - 1)
        + "?)";
  }

  /**
   * How many rows an index would pick, counted no further than a limit. Parameters: those of the
   * condition, the limit.
   */
  String pickedSql(String condition, String indexed) {
    return "SELECT COUNT(*) FROM (SELECT 1 FROM "
        + quoted()
        + " FORCE INDEX ("
        + quote(index(indexed).orElseThrow())
        + ") WHERE "
        + condition
        + " LIMIT ?) picked";
  }

  /** Parameters: the width of a bucket in the column's unit, then {@link #bindRange}. */
  String countSql() {
    String bucket = unit == TimeUnit.DATETIME ? stop : stop + " DIV ?";
    return "SELECT "
        + bucket
        + " AS bucket, COUNT(*) FROM "
        + byStop()
        + " WHERE "
        + inRange()
        + " GROUP BY bucket";
  }

  /** End time of the row at the low or high end. Without parameters. */
  String edgeSql(boolean highest) {
    String floor = unit == TimeUnit.DATETIME ? " IS NOT NULL" : " > 0";
    return "SELECT "
        + (highest ? "MAX(" : "MIN(")
        + stop
        + ") FROM "
        + quoted()
        + " WHERE "
        + stop
        + floor;
  }

  /** The newest rows. Parameter: the limit. */
  String sampleSql() {
    return "SELECT " + selectList() + " FROM " + byStop() + " ORDER BY " + stop + " DESC LIMIT ?";
  }

  private String inRange() {
    return stop + " >= ? AND " + stop + " < ?";
  }

  /** Sets the two parameters of a range; gives the number of the next. */
  int bindRange(PreparedStatement statement, int first, Range range) throws SQLException {
    switch (unit) {
      case MILLISECONDS -> {
        statement.setLong(first, range.fromMs());
        statement.setLong(first + 1, range.toMs());
      }
      case SECONDS -> {
        statement.setLong(first, ceilSeconds(range.fromMs()));
        statement.setLong(first + 1, ceilSeconds(range.toMs()));
      }
      case DATETIME -> {
        statement.setObject(first, local(range.fromMs()));
        statement.setObject(first + 1, local(range.toMs()));
      }
    }
    return first + 2;
  }

  private static long ceilSeconds(long ms) {
    return -Math.floorDiv(-ms, 1000L);
  }

  private LocalDateTime local(long ms) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), zone);
  }

  /** A time column in UTC epoch ms; 0 if it holds none. */
  long timeMs(ResultSet rows, int column) throws SQLException {
    return switch (unit) {
      case MILLISECONDS -> rows.getLong(column);
      case SECONDS -> rows.getLong(column) * 1000;
      case DATETIME -> {
        LocalDateTime at = rows.getObject(column, LocalDateTime.class);
        yield at == null ? 0 : at.atZone(zone).toInstant().toEpochMilli();
      }
    };
  }

  long stopMs(ResultSet rows) throws SQLException {
    return timeMs(rows, 3);
  }

  /** The current row; empty if it is no finished call. */
  Optional<Cdr> cdr(ResultSet rows) throws SQLException {
    long startMs = timeMs(rows, 2);
    long stopMs = timeMs(rows, 3);
    if (startMs <= 0 || stopMs < startMs) {
      return Optional.empty();
    }
    String text = textReason ? text(rows, 7).strip() : "";
    boolean code = !textReason || text.matches("[+-]?\\d{1,9}");
    return Optional.of(
        new Cdr(
            rows.getLong(1),
            true,
            startMs,
            stopMs,
            Math.max(0, rows.getInt(4)),
            Math.max(0, rows.getInt(5)),
            Math.max(-1, rows.getInt(6)),
            !code ? 0 : textReason ? Integer.parseInt(text) : rows.getInt(7),
            code ? null : text,
            EndDirection.of(rows.getInt(8)),
            text(rows, 9),
            text(rows, 10),
            text(rows, 11),
            text(rows, 12),
            text(rows, 13),
            text(rows, 14),
            rows.getDouble(15)));
  }

  private static String text(ResultSet rows, int column) throws SQLException {
    String value = rows.getString(column);
    return value == null ? "" : value;
  }
}
