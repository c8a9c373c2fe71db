package hangup.cdr.sql;

import hangup.cdr.CallIndex;
import hangup.cdr.CallIndex.Entry;
import hangup.cdr.CallQuery;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.FoundCalls;
import hangup.cdr.Mask;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import hangup.cdr.SourceReport;
import hangup.cdr.sql.IndexedSearch.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any database whose CDRs one SELECT maps, see {@link SelectFile}. */
public final class SqlSource implements CdrSource {
  private static final int SAMPLE = 5;
  private static final int MOST_ROWS = 1 << 20;
  private static final Set<String> PARAMETERS = Set.of("position", "from", "to", "limit");

  private final SqlSettings settings;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final IndexedSearch search;
  private final SqlText text;
  private final Sessions sessions;
  private volatile @Nullable Shape shape;

  /** What the SELECT gives. */
  private record Shape(Set<String> columns, boolean textReason) {}

  /**
   * Makes the source; nothing is connected yet.
   *
   * @throws SourceException if the file is not one SELECT with the parameters it needs
   */
  public SqlSource(SqlSettings settings, Clock clock) {
    this(settings, CallIndex.NONE, clock);
  }

  /**
   * As without an index; nothing is connected yet.
   *
   * @param index where single calls are found by
   * @throws SourceException if the file is not one SELECT with the parameters it needs
   */
  public SqlSource(SqlSettings settings, CallIndex index, Clock clock) {
    this(settings, index, clock, System::nanoTime);
  }

  SqlSource(SqlSettings settings, CallIndex index, Clock clock, LongSupplier nanoTime) {
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.search = new IndexedSearch(settings.name(), index, nanoTime, new Rows());
    this.text = SqlText.parse(settings.select().sql());
    requireGood(new SqlErrors(settings.name(), settings.connection()));
    this.sessions = new Sessions(settings.name(), settings.connection());
  }

  private void requireGood(SqlErrors errors) {
    String file = settings.select().name() + ".sql";
    try {
      SelectOnly.require(text.sql());
    } catch (IllegalArgumentException e) {
      throw errors.problem(
          Kind.BAD_SELECT,
          file + " must hold one SELECT and nothing else: " + e.getMessage() + ".");
    }
    List<String> unknown =
        text.parameters().stream().filter(name -> !PARAMETERS.contains(name)).distinct().toList();
    List<String> missing = new ArrayList<>();
    for (String name : List.of("position", "to", "limit")) {
      if (!text.parameters().contains(name)) {
        missing.add(":" + name);
      }
    }
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw errors.problem(
          Kind.BAD_SELECT,
          file
              + (unknown.isEmpty()
                  ? " lacks the parameter " + String.join(", ", missing)
                  : " has the unknown parameter :" + String.join(", :", unknown))
              + ". It takes :position, :from, :to (UTC epoch ms) and :limit, for example: WHERE"
              + " ended_ms >= :position AND ended_ms < :to ORDER BY ended_ms LIMIT :limit.");
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public SourceReport probe() {
    String server = sessions.server();
    List<String> warnings = new ArrayList<>(MayWrite.warnings(sessions, settings.connection()));
    Shape found = shape();
    List<String> absent =
        CanonicalColumns.OPTIONAL.stream().filter(name -> !found.columns().contains(name)).toList();
    List<String> facts = new ArrayList<>();
    facts.add(
        "Mapped by "
            + settings.select().name()
            + ".sql: "
            + String.join(", ", CanonicalColumns.in(found.columns()))
            + ".");
    facts.add("The end reason is a " + (found.textReason() ? "text." : "number."));
    if (!absent.isEmpty()) {
      facts.add("Not mapped: " + String.join(", ", absent) + ".");
    }
    if (absent.contains("id")) {
      warnings.add(
          "There is no column id: calls that are equal in every column are told apart by nothing,"
              + " so one of them may be missed. Map the unique id of a call.");
    }
    List<Cdr> sample = sample();
    if (sample.isEmpty()) {
      warnings.add("The SELECT gives no row yet.");
    }
    return new SourceReport(server, facts, warnings, sample);
  }

  private List<Cdr> sample() {
    long nowMs = clock.millis();
    for (long days : new long[] {0, 1, 30, 3650}) {
      long backMs = days == 0 ? TimeUnit.HOURS.toMillis(1) : TimeUnit.DAYS.toMillis(days);
      List<Cdr> found = new ArrayList<>();
      select(
          new Range(nowMs - backMs, nowMs + TimeUnit.DAYS.toMillis(1)),
          SAMPLE,
          new RowSink() {
            @Override
            public void cdr(long placeMs, Cdr cdr) {
              found.add(Mask.numbers(cdr));
            }

            @Override
            public void noCdr(long placeMs) {}
          });
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private Shape shape() {
    Shape known = shape;
    if (known != null) {
      return known;
    }
    Shape found =
        sessions.select(
            text.sql(),
            statement -> bind(statement, new Range(0, 0), 1),
            rows -> {
              CanonicalColumns columns =
                  new CanonicalColumns(
                      rows.getMetaData(), settings.select().name(), sessions.errors());
              return new Shape(columns.names(), columns.textReason());
            });
    shape = found;
    return found;
  }

  @Override
  public OptionalLong oldest() {
    long[] lowest = {Long.MAX_VALUE};
    select(
        new Range(0, clock.millis() + TimeUnit.DAYS.toMillis(1)),
        1,
        new RowSink() {
          @Override
          public void cdr(long placeMs, Cdr cdr) {
            lowest[0] = Math.min(lowest[0], placeMs);
          }

          @Override
          public void noCdr(long placeMs) {
            lowest[0] = Math.min(lowest[0], placeMs);
          }
        });
    return lowest[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(lowest[0]);
  }

  @Override
  public Chunk read(Range range, int limit, RowSink sink) {
    for (int most = Math.max(2, limit); ; most *= 2) {
      long[] last = select(range, most, sink);
      if (last[0] < most) {
        return new Chunk(range.toMs(), true);
      }
      if (last[1] > range.fromMs()) {
        return new Chunk(last[1], false);
      }
      if (most > MOST_ROWS) {
        throw sessions.problem(
            Kind.BAD_SELECT,
            "the SELECT in "
                + settings.select().name()
                + ".sql gives more than "
                + MOST_ROWS
                + " rows with the same place_ms. Map a time that differs from row to row.");
      }
    }
  }

  /** Reads rows; gives how many there were and the last one's place. */
  private long[] select(Range range, int limit, RowSink sink) {
    return sessions.select(
        text.sql(),
        statement -> bind(statement, range, limit),
        rows -> {
          CanonicalColumns columns =
              new CanonicalColumns(rows.getMetaData(), settings.select().name(), sessions.errors());
          long count = 0;
          long last = range.fromMs();
          while (rows.next()) {
            count++;
            long place = columns.placeMs(rows);
            if (place < last || place >= range.toMs()) {
              throw sessions.problem(
                  Kind.BAD_SELECT,
                  "the SELECT in "
                      + settings.select().name()
                      + ".sql gives rows out of order or out of range: place_ms must be at least"
                      + " :position and less than :to, in ascending order.");
            }
            last = place;
            var cdr = columns.cdr(rows);
            if (cdr.isPresent()) {
              sink.cdr(place, cdr.get());
            } else {
              sink.noCdr(place);
            }
          }
          return new long[] {count, last};
        });
  }

  private int bind(PreparedStatement statement, Range range, int limit) throws SQLException {
    return bind(statement, range, limit, 1);
  }

  private int bind(PreparedStatement statement, Range range, int limit, int first)
      throws SQLException {
    int next = first;
    for (String name : text.parameters()) {
      if (name.equals("limit")) {
        statement.setInt(next++, limit);
      } else {
        statement.setLong(next++, name.equals("to") ? range.toMs() : range.fromMs());
      }
    }
    return next;
  }

  @Override
  public SortedMap<Long, Long> counts(Range range, long bucketMs) {
    String bucket = "FLOOR(place_ms / " + bucketMs + ")";
    return sessions.select(
        "SELECT " + bucket + ", COUNT(*) FROM (" + text.sql() + ") hangup_rows GROUP BY " + bucket,
        statement -> bind(statement, range, Integer.MAX_VALUE),
        rows -> {
          SortedMap<Long, Long> counts = new TreeMap<>();
          while (rows.next()) {
            counts.merge(rows.getLong(1) * bucketMs, rows.getLong(2), Long::sum);
          }
          return counts;
        });
  }

  @Override
  public FoundCalls find(CallQuery query) {
    return search.find(query);
  }

  /** Finds single calls through the SELECT. */
  private final class Rows implements IndexedSearch.Database {
    @Override
    public void search(CallQuery query, Range places, BackwardScan scan) {
      Shape known = shape();
      List<String> columns = columns(query, known);
      String sql =
          "SELECT * FROM ("
              + text.sql()
              + ") hangup_rows WHERE "
              + condition(query, known, columns)
              + " ORDER BY start_ms DESC LIMIT "
              + query.limit();
      scan.run(
          places,
          clock.millis() + TimeUnit.MINUTES.toMillis(10),
          (range, left) -> findIn(sql, columns.size(), query, range, left));
    }

    /** A read of each place, which the SELECT bounds by an index. */
    @Override
    public Optional<Map<Entry, Row>> fetch(
        CallQuery asked, Collection<Entry> calls, Duration timeLeft) {
      Shape known = shape();
      // Of texts only the index knows what code they stand for.
      CallQuery query = known.textReason() ? asked.withAnyReason() : asked;
      List<String> columns = columns(query, known);
      String sql =
          "SELECT hangup_rows.*, CASE WHEN "
              + condition(query, known, columns)
              + " THEN 1 ELSE 0 END AS fits FROM ("
              + text.sql()
              + ") hangup_rows WHERE talk_s <= 0";
      long end = nanoTime.getAsLong() + timeLeft.toNanos();
      Map<Entry, Row> found = new HashMap<>();
      Map<Long, List<Entry>> byPlace =
          calls.stream()
              .collect(
                  Collectors.groupingBy(Entry::placeMs, LinkedHashMap::new, Collectors.toList()));
      for (var place : byPlace.entrySet()) {
        Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
        if (left.isNegative()) {
          throw sessions.problem(Kind.TIMEOUT, "looking calls up took too long.");
        }
        rowsAt(sql, columns.size(), query, place.getKey(), place.getValue(), left, found);
      }
      return Optional.of(found);
    }
  }

  private void rowsAt(
      String sql,
      int columns,
      CallQuery query,
      long placeMs,
      List<Entry> calls,
      Duration left,
      Map<Entry, Row> found) {
    sessions.select(
        sql,
        limited(left),
        statement -> {
          // The condition stands before the SELECT that it is about.
          int next = bindCondition(statement, columns, query, 1);
          bind(statement, new Range(placeMs, placeMs + 1), Integer.MAX_VALUE, next);
        },
        rows -> {
          CanonicalColumns names =
              new CanonicalColumns(rows.getMetaData(), settings.select().name(), sessions.errors());
          while (rows.next()) {
            boolean fits = rows.getInt("fits") == 1;
            Optional<Cdr> cdr = names.cdr(rows);
            calls.stream()
                .filter(
                    call ->
                        cdr.isPresent()
                            && cdr.get().hasId()
                            && call.id() == cdr.get().id()
                            && call.startMs() == cdr.get().startMs())
                .forEach(call -> found.put(call, new Row(cdr.orElseThrow(), fits)));
          }
          return true;
        });
  }

  private List<String> columns(CallQuery query, Shape known) {
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

  private static String condition(CallQuery query, Shape known, List<String> columns) {
    String match = query.by() == CallQuery.By.NUMBER ? " LIKE ?" : " = ?";
    String quote = known.textReason() ? "'" : "";
    String reason = "";
    if (query.code().isPresent()) {
      reason = " AND reason = " + quote + query.code().getAsInt() + quote;
    } else if (!query.excluded().isEmpty()) {
      reason =
          query.excluded().stream()
              .sorted()
              .map(code -> quote + code + quote)
              .collect(Collectors.joining(", ", " AND reason NOT IN (", ")"));
    }
    return "("
        + columns.stream().map(column -> column + match).collect(Collectors.joining(" OR "))
        + ") AND talk_s <= 0 AND start_ms >= ? AND start_ms < ?"
        + reason;
  }

  private static int bindCondition(
      PreparedStatement statement, int columns, CallQuery query, int first) throws SQLException {
    String pattern =
        query.by() == CallQuery.By.NUMBER
            ? query.value().replaceAll("[\\\\%_]", "\\\\$0") + "%"
            : query.value();
    int next = first;
    for (int i = 0; i < columns; i++) {
      statement.setString(next++, pattern);
    }
    statement.setLong(next++, query.fromMs());
    statement.setLong(next++, query.toMs());
    return next;
  }

  private static Duration limited(Duration left) {
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private List<Cdr> findIn(String sql, int columns, CallQuery query, Range range, Duration left) {
    return sessions.select(
        sql,
        limited(left),
        statement ->
            bindCondition(statement, columns, query, bind(statement, range, Integer.MAX_VALUE, 1)),
        rows -> {
          CanonicalColumns names =
              new CanonicalColumns(rows.getMetaData(), settings.select().name(), sessions.errors());
          List<Cdr> calls = new ArrayList<>();
          while (rows.next()) {
            names.cdr(rows).ifPresent(calls::add);
          }
          return calls;
        });
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
    return "SqlSource[" + settings.name() + "]";
  }
}
