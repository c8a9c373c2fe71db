package hangup.cdr.sql;

import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrDatabase;
import hangup.cdr.CdrSource.Range;
import hangup.cdr.FoundCalls;
import hangup.cdr.Mask;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.SourceReport;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls in an engine that can be asked for sums over all of them, as one SELECT maps its
 * tables.
 *
 * <p>The SELECT has the parameters {@code :from} and {@code :to}, UTC epoch ms: it must give every
 * call that started from the one to before the other, and may give more. Its columns are those of
 * {@link SelectFile}, without {@code place_ms}; it gives each call once.
 */
public final class MappedCalls implements CdrDatabase {
  private static final List<String> REQUIRED = List.of("start_ms", "talk_s", "reason");
  private static final List<String> NUMBERS = List.of("start_ms", "stop_ms", "talk_s", "pdd_ms");
  private static final List<String> PARAMETERS = List.of("from", "to");
  private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(1);

  /** How many questions are asked at once. */
  public static final int CONNECTIONS = 4;

  /** Beside questions: one for names, and some to look for single calls. */
  private static final int CONNECTIONS_FOR_OTHERS = 3;

  private static final int SAMPLE = 5;

  private final SqlSettings settings;
  private final Engine engine;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Sessions sessions;
  private volatile @Nullable Shape shape;

  /** What the SELECT gives. */
  private record Shape(Set<String> columns, boolean textReason) {}

  /**
   * SQL and the texts of its parameters, in their order.
   *
   * @param text one SELECT; everything of a user is a parameter
   */
  public record Sql(String text, List<String> parameters) {
    public Sql {
      parameters = List.copyOf(parameters);
    }
  }

  /** Reads the current row of a result. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Makes it; nothing is connected yet.
   *
   * @throws SourceException if the file is not one SELECT with the parameters it needs
   */
  public MappedCalls(SqlSettings settings, Engine engine, Clock clock) {
    this(settings, engine, clock, System::nanoTime);
  }

  MappedCalls(SqlSettings settings, Engine engine, Clock clock, LongSupplier nanoTime) {
    this.settings = settings;
    this.engine = engine;
    this.clock = clock;
    this.nanoTime = nanoTime;
    SqlErrors errors =
        new SqlErrors(
            settings.name(), settings.connection(), engine, settings.select().name() + ".sql");
    requireGood(errors);
    this.sessions =
        new Sessions(
            settings.name(),
            settings.connection(),
            engine,
            errors,
            CONNECTIONS + CONNECTIONS_FOR_OTHERS);
  }

  private void requireGood(SqlErrors errors) {
    String file = settings.select().name() + ".sql";
    SqlText text = SqlText.parse(settings.select().sql());
    try {
      SelectOnly.require(text.sql());
    } catch (IllegalArgumentException e) {
      throw errors.problem(
          Kind.BAD_SELECT,
          file + " must hold one SELECT and nothing else: " + e.getMessage() + ".");
    }
    List<String> unknown =
        text.parameters().stream().filter(name -> !PARAMETERS.contains(name)).distinct().toList();
    List<String> missing =
        PARAMETERS.stream()
            .filter(name -> !text.parameters().contains(name))
            .map(name -> ":" + name)
            .toList();
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw errors.problem(
          Kind.BAD_SELECT,
          file
              + (unknown.isEmpty()
                  ? " lacks the parameter " + String.join(", ", missing)
                  : " has the unknown parameter :" + String.join(", :", unknown))
              + ". For "
              + engine.name()
              + " it takes :from and :to, the first and the last start of a call (UTC epoch ms),"
              + " for example: WHERE start_ms >= :from AND start_ms < :to.");
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  public Engine engine() {
    return engine;
  }

  /** After which a question is given up. */
  public Duration queryTimeout() {
    return settings.connection().queryTimeout();
  }

  /** Whether the end reason is a text, which may or may not be one of a code. */
  public boolean textReason() {
    return shape().textReason();
  }

  /**
   * A SELECT of the calls that started in a span, each column there and none of them null: {@code
   * c_start} (UTC epoch ms), {@code c_talk} (s), {@code c_pdd} (ms, −1 if unknown), and the texts
   * {@code c_reason}, {@code c_ended} (the code of {@link hangup.cdr.EndDirection}), {@code c_in},
   * {@code c_out}, {@code c_customer} (the account, or else the name) and {@code c_name}.
   *
   * @param fromMs inclusive, UTC epoch ms
   * @param toMs exclusive
   */
  public String calls(long fromMs, long toMs) {
    Shape known = shape();
    String account = text(known, "customer");
    String name = text(known, "customer_name");
    return "SELECT "
        + whole(known, "start_ms")
        + " AS c_start, "
        + positive(whole(known, "talk_s"))
        + " AS c_talk, "
        + (known.columns().contains("pdd_ms")
            ? "CASE WHEN r.pdd_ms >= 0 THEN " + whole(known, "pdd_ms") + " ELSE -1 END"
            : "-1")
        + " AS c_pdd, "
        + reason(known)
        + " AS c_reason, "
        + endedBy(known)
        + " AS c_ended, "
        + text(known, "mapping_gateway")
        + " AS c_in, "
        + text(known, "routing_gateway")
        + " AS c_out, CASE WHEN "
        + account
        + " = '' THEN "
        + name
        + " ELSE "
        + account
        + " END AS c_customer, "
        + name
        + " AS c_name FROM ("
        + mapping(fromMs, toMs)
        + ") r WHERE "
        + within(known, fromMs, toMs);
  }

  private String mapping(long fromMs, long toMs) {
    return SqlText.filled(settings.select().sql(), Map.of("from", fromMs, "to", toMs));
  }

  /** The span, and not what is no finished call. */
  private static String within(Shape known, long fromMs, long toMs) {
    return "r.start_ms >= "
        + Math.max(1, fromMs)
        + " AND r.start_ms < "
        + toMs
        + (known.columns().contains("stop_ms")
            ? " AND (r.stop_ms IS NULL OR r.stop_ms = 0 OR r.stop_ms >= r.start_ms)"
            : "");
  }

  private String whole(Shape known, String column) {
    return known.columns().contains(column)
        ? engine.whole("coalesce(r." + column + ", 0)")
        : engine.whole("0");
  }

  private static String positive(String number) {
    return "CASE WHEN " + number + " > 0 THEN " + number + " ELSE 0 END";
  }

  private String text(Shape known, String column) {
    return known.columns().contains(column)
        ? "coalesce(" + engine.text("r." + column) + ", '')"
        : engine.text("''");
  }

  private String reason(Shape known) {
    return known.textReason()
        ? text(known, "reason")
        : "CASE WHEN r.reason IS NULL THEN '' ELSE " + engine.text(whole(known, "reason")) + " END";
  }

  private String endedBy(Shape known) {
    String given = "lower(trim(" + text(known, "ended_by") + "))";
    return "CASE "
        + given
        + " WHEN '0' THEN '0' WHEN 'caller' THEN '0' WHEN '1' THEN '1' WHEN 'callee' THEN '1'"
        + " WHEN '2' THEN '2' WHEN 'server' THEN '2' ELSE '-1' END";
  }

  /**
   * Asks, and reads the result.
   *
   * @param most more rows than this are not read
   */
  public <T> List<T> rows(Sql sql, int most, RowReader<T> reader) {
    return sessions.select(
        sql.text(),
        statement -> bind(statement, sql.parameters()),
        rows -> {
          List<T> read = new ArrayList<>();
          while (read.size() < most && rows.next()) {
            read.add(reader.read(rows));
          }
          return read;
        });
  }

  private static void bind(PreparedStatement statement, List<String> parameters)
      throws SQLException {
    int next = 1;
    for (String parameter : parameters) {
      statement.setString(next++, parameter);
    }
  }

  private Shape shape() {
    return shape(queryTimeout());
  }

  private Shape shape(Duration timeout) {
    Shape known = shape;
    if (known != null) {
      return known;
    }
    long now = clock.millis();
    Shape found =
        sessions.select(
            "SELECT * FROM (" + mapping(now, now) + ") r WHERE 1 = 0",
            timeout,
            Sessions.Binder.NONE,
            rows -> {
              CanonicalColumns columns = columns(rows);
              requireNumbers(rows.getMetaData());
              return new Shape(columns.names(), columns.textReason());
            });
    shape = found;
    return found;
  }

  private void requireNumbers(ResultSetMetaData data) throws SQLException {
    for (int i = 1; i <= data.getColumnCount(); i++) {
      String label = data.getColumnLabel(i).toLowerCase(Locale.ROOT);
      if (NUMBERS.contains(label) && CanonicalColumns.isText(data.getColumnType(i))) {
        throw sessions.problem(
            Kind.BAD_SELECT,
            "column "
                + label
                + " of the SELECT in "
                + settings.select().name()
                + ".sql is a text, and must be a number, for example: CAST(x AS bigint) AS "
                + label
                + ".");
      }
    }
  }

  private CanonicalColumns columns(ResultSet rows) throws SQLException {
    return new CanonicalColumns(
        rows.getMetaData(), settings.select().name(), sessions.errors(), REQUIRED);
  }

  @Override
  public SourceReport probe() {
    String server = sessions.server();
    Shape found = shape();
    List<String> facts = new ArrayList<>();
    facts.add(
        "Asked with each question, not followed. Mapped by " + settings.select().name() + ".sql.");
    facts.add("The end reason is a " + (found.textReason() ? "text." : "number."));
    List<String> absent =
        CanonicalColumns.OPTIONAL.stream().filter(name -> !found.columns().contains(name)).toList();
    if (!absent.isEmpty()) {
      facts.add("Not mapped: " + String.join(", ", absent) + ".");
    }
    facts.add(
        "Hangup sends SELECT and nothing else; whether "
            + (settings.connection().user().isEmpty() ? "the user" : settings.connection().user())
            + " may write is not looked up.");
    List<String> warnings = new ArrayList<>();
    List<Cdr> sample = List.of();
    long nowMs = clock.millis();
    for (long hours : new long[] {1, 24, 30 * 24, 10 * 365 * 24}) {
      Range range =
          new Range(nowMs - TimeUnit.HOURS.toMillis(hours), nowMs + TimeUnit.DAYS.toMillis(1));
      sample = newest(found, range, "", List.of(), SAMPLE, queryTimeout());
      if (!sample.isEmpty()) {
        facts.add(
            "The newest call began at " + Instant.ofEpochMilli(sample.get(0).startMs()) + ".");
        duplicates(found, range).ifPresent(warnings::add);
        break;
      }
    }
    if (sample.isEmpty()) {
      warnings.add("The SELECT gives no row of the last ten years.");
    }
    return new SourceReport(server, facts, warnings, sample.stream().map(Mask::numbers).toList());
  }

  private Optional<String> duplicates(Shape known, Range range) {
    if (!known.columns().contains("id")) {
      return Optional.empty();
    }
    long[] counts =
        rows(
                new Sql(
                    "SELECT count(*), count(DISTINCT r.id) FROM ("
                        + mapping(range.fromMs(), range.toMs())
                        + ") r WHERE r.id IS NOT NULL AND "
                        + within(known, range.fromMs(), range.toMs()),
                    List.of()),
                1,
                row -> new long[] {row.getLong(1), row.getLong(2)})
            .get(0);
    return counts[0] == counts[1]
        ? Optional.empty()
        : Optional.of(
            "Of "
                + counts[0]
                + " rows, "
                + (counts[0] - counts[1])
                + " have an id that another row has. Every row counts as a call: let the SELECT"
                + " give each call once, for example with DISTINCT, or FINAL in ClickHouse.");
  }

  private List<Cdr> newest(
      Shape known,
      Range range,
      String condition,
      List<String> parameters,
      int limit,
      Duration timeout) {
    return sessions.select(
        "SELECT * FROM ("
            + mapping(range.fromMs(), range.toMs())
            + ") r WHERE "
            + within(known, range.fromMs(), range.toMs())
            + condition
            + " ORDER BY r.start_ms DESC LIMIT "
            + limit,
        timeout.compareTo(LEAST_TIMEOUT) < 0 ? LEAST_TIMEOUT : timeout,
        statement -> bind(statement, parameters),
        rows -> {
          CanonicalColumns columns = columns(rows);
          List<Cdr> calls = new ArrayList<>();
          while (rows.next()) {
            columns.cdr(rows).ifPresent(calls::add);
          }
          return calls;
        });
  }

  /** Looks in the last hour of the period first, then in its last day, then in all of it. */
  @Override
  public FoundCalls find(CallQuery query) {
    BackwardScan scan = new BackwardScan(query, nanoTime);
    long endMs = Math.min(query.toMs(), clock.millis() + TimeUnit.MINUTES.toMillis(10));
    Shape known;
    try {
      known = shape(scan.timeLeft());
    } catch (SourceException e) {
      if (e.kind() != Kind.TIMEOUT) {
        throw e;
      }
      scan.giveUp(endMs);
      return scan.result();
    }
    List<String> columns = findColumns(query, known);
    String condition = condition(query, known, columns);
    String pattern =
        query.by() == CallQuery.By.NUMBER
            ? query.value().replaceAll("[\\\\%_]", "\\\\$0") + "%"
            : query.value();
    List<String> parameters = columns.stream().map(column -> pattern).toList();
    long doneMs = endMs;
    for (long hours : new long[] {1, 24, Integer.MAX_VALUE}) {
      long fromMs = Math.max(query.fromMs(), endMs - TimeUnit.HOURS.toMillis(hours));
      if (fromMs >= doneMs || scan.isFull()) {
        continue;
      }
      Duration left = scan.timeLeft();
      if (left.isZero()) {
        scan.giveUp(doneMs);
        return scan.result();
      }
      try {
        Range range = new Range(fromMs, doneMs);
        scan.add(newest(known, range, condition, parameters, query.limit(), left));
      } catch (SourceException e) {
        if (e.kind() != Kind.TIMEOUT) {
          throw e;
        }
        scan.giveUp(doneMs);
        return scan.result();
      }
      doneMs = fromMs;
    }
    return scan.result();
  }

  private List<String> findColumns(CallQuery query, Shape known) {
    List<String> wanted =
        switch (query.by()) {
          case NUMBER -> List.of("caller", "callee");
          case GATEWAY -> List.of("mapping_gateway", "routing_gateway");
          case CUSTOMER -> List.of("customer");
        };
    List<String> columns = wanted.stream().filter(known.columns()::contains).toList();
    if (columns.isEmpty()) {
      throw sessions.problem(
          Kind.MISSING_COLUMN,
          "the SELECT in "
              + settings.select().name()
              + ".sql gives no column "
              + String.join(" or ", wanted)
              + ", so calls cannot be found by it.");
    }
    return columns;
  }

  private String condition(CallQuery query, Shape known, List<String> columns) {
    String quote = known.textReason() ? "'" : "";
    String reason = "";
    if (query.code().isPresent()) {
      reason = " AND r.reason = " + quote + query.code().getAsInt() + quote;
    } else if (!query.excluded().isEmpty()) {
      reason =
          query.excluded().stream()
              .sorted()
              .map(code -> quote + code + quote)
              .collect(Collectors.joining(", ", " AND r.reason NOT IN (", ")"));
    }
    return columns.stream()
            .map(column -> engine.text("r." + column))
            .map(text -> query.by() == CallQuery.By.NUMBER ? engine.like(text) : text + " = ?")
            .collect(Collectors.joining(" OR ", " AND (", ")"))
        + " AND coalesce(r.talk_s, 0) <= 0"
        + reason;
  }

  @Override
  public void cancel() {
    sessions.cancel();
  }

  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return "MappedCalls[" + settings.name() + "]";
  }
}
