package hangup.cdr.sql;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.cdr.SourceException.Kind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns of a source's SELECT, and how its rows become CDRs. Used by one thread. */
final class CanonicalColumns {
  static final List<String> REQUIRED = List.of("place_ms", "start_ms", "talk_s", "reason");
  static final List<String> OPTIONAL =
      List.of(
          "id",
          "stop_ms",
          "billed_s",
          "pdd_ms",
          "ended_by",
          "caller",
          "callee",
          "mapping_gateway",
          "routing_gateway",
          "customer",
          "customer_name",
          "fee");

  private static final Set<Integer> DATES =
      Set.of(Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

  /** Below, a time in ms would lie before 1973: it is in seconds. */
  private static final long LEAST_MS = 100_000_000_000L;

  private static final long MOST_MS = 100_000_000_000_000L;

  private final SqlErrors errors;
  private final String file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final boolean textReason;
  private final MessageDigest digest;

  /** Those of the names that mean something, in the order of the lists above. */
  static List<String> in(Set<String> names) {
    return Stream.concat(REQUIRED.stream(), OPTIONAL.stream()).filter(names::contains).toList();
  }

  /**
   * @throws hangup.cdr.SourceException if a column is missing or a time is not a number
   */
  CanonicalColumns(ResultSetMetaData data, String file, SqlErrors errors) throws SQLException {
    this(data, file, errors, REQUIRED);
  }

  /**
   * @param required columns that must be there
   * @throws hangup.cdr.SourceException if a column is missing or a time is not a number
   */
  CanonicalColumns(ResultSetMetaData data, String file, SqlErrors errors, List<String> required)
      throws SQLException {
    this.errors = errors;
    this.file = file;
    List<String> unknown = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      String label = data.getColumnLabel(i).toLowerCase(Locale.ROOT);
      columns.put(label, i);
      if (!REQUIRED.contains(label) && !OPTIONAL.contains(label)) {
        unknown.add(label);
      }
    }
    List<String> missing =
        required.stream().filter(column -> !columns.containsKey(column)).toList();
    if (!missing.isEmpty()) {
      throw errors.problem(
          Kind.MISSING_COLUMN,
          "the SELECT in "
              + file
              + ".sql gives no column "
              + String.join(", ", missing)
              + ". It must give "
              + String.join(", ", required)
              + "; name a column with AS, for example: billsec AS talk_s."
              + (unknown.isEmpty()
                  ? ""
                  : " What it gives and is not known: " + String.join(", ", unknown) + "."));
    }
    for (String column : List.of("place_ms", "start_ms", "stop_ms")) {
      Integer index = columns.get(column);
      if (index != null && DATES.contains(data.getColumnType(index))) {
        throw unit(column, "a date");
      }
    }
    this.textReason = isText(data.getColumnType(column("reason")));
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static boolean isText(int type) {
    return type == Types.VARCHAR
        || type == Types.CHAR
        || type == Types.LONGVARCHAR
        || type == Types.NVARCHAR
        || type == Types.CLOB;
  }

  boolean textReason() {
    return textReason;
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  Set<String> names() {
    return Set.copyOf(columns.keySet());
  }

  private int column(String name) {
    Integer index = columns.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no column " + name);
    }
    return index;
  }

  long placeMs(ResultSet rows) throws SQLException {
    Object value = rows.getObject(column("place_ms"));
    if (value == null) {
      throw errors.problem(
          Kind.BAD_SELECT, "the SELECT in " + file + ".sql gives a row without place_ms.");
    }
    long placeMs = number(value, 0);
    requireMs("place_ms", placeMs);
    return placeMs;
  }

  /** The current row; empty if it has values that no call has. */
  Optional<Cdr> cdr(ResultSet rows) throws SQLException {
    long startMs = whole(rows, "start_ms", 0);
    long stopMs = whole(rows, "stop_ms", 0);
    if (startMs <= 0 || (stopMs != 0 && stopMs < startMs)) {
      return Optional.empty();
    }
    requireMs("start_ms", startMs);
    String reason = text(rows, "reason").strip();
    boolean code = reason.matches("[+-]?\\d{1,9}");
    Object id = columns.containsKey("id") ? rows.getObject(column("id")) : null;
    return Optional.of(
        new Cdr(
            id == null ? 0 : id(id),
            id != null,
            startMs,
            stopMs,
            seconds(rows, "talk_s"),
            seconds(rows, "billed_s"),
            (int) Math.max(-1, Math.min(Integer.MAX_VALUE, whole(rows, "pdd_ms", -1))),
            code ? Integer.parseInt(reason) : 0,
            code ? null : reason,
            endedBy(text(rows, "ended_by").strip()),
            text(rows, "caller"),
            text(rows, "callee"),
            text(rows, "mapping_gateway"),
            text(rows, "routing_gateway"),
            text(rows, "customer"),
            text(rows, "customer_name"),
            fee(rows)));
  }

  private int seconds(ResultSet rows, String name) throws SQLException {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, whole(rows, name, 0)));
  }

  private double fee(ResultSet rows) throws SQLException {
    return columns.containsKey("fee") ? rows.getDouble(column("fee")) : 0;
  }

  private static EndDirection endedBy(String value) {
    for (EndDirection direction : EndDirection.values()) {
      if (direction.word().equalsIgnoreCase(value)
          || String.valueOf(direction.code()).equals(value)) {
        return direction;
      }
    }
    return EndDirection.UNKNOWN;
  }

  private long id(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    String text = value.toString();
    if (text.matches("\\d{1,18}")) {
      return Long.parseLong(text);
    }
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private String text(ResultSet rows, String name) throws SQLException {
    Integer index = columns.get(name);
    String value = index == null ? null : rows.getString(index);
    return value == null ? "" : value;
  }

  private long whole(ResultSet rows, String name, long otherwise) throws SQLException {
    Integer index = columns.get(name);
    return index == null ? otherwise : number(rows.getObject(index), otherwise);
  }

  private static long number(@Nullable Object value, long otherwise) {
    if (value instanceof BigDecimal decimal) {
      return decimal.longValue();
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    String text = value == null ? "" : value.toString().strip();
    return text.matches("-?\\d{1,18}(\\.\\d*)?")
        ? Long.parseLong(text.replaceFirst("\\..*", ""))
        : otherwise;
  }

  private void requireMs(String column, long value) {
    if (value < LEAST_MS || value >= MOST_MS) {
      throw unit(column, "goes up to " + value);
    }
  }

  private hangup.cdr.SourceException unit(String column, String is) {
    return errors.problem(
        Kind.UNKNOWN_TIME_UNIT,
        "column "
            + column
            + " of the SELECT in "
            + file
            + ".sql must be a number of UTC epoch milliseconds, but "
            + (is.startsWith("goes") ? "it " + is : "it is " + is)
            + ". From seconds: x * 1000. From a date in MySQL: UNIX_TIMESTAMP(x) * 1000, in"
            + " PostgreSQL: EXTRACT(EPOCH FROM x) * 1000.");
  }
}
