package hangup.cdr.sql;

import hangup.cdr.CdrSource.Range;
import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CDR tables that there are now. Thread-safe. */
final class Vos3000Tables {
  private static final Logger log = LoggerFactory.getLogger(Vos3000Tables.class);

  /** The live table first, then the oldest day. */
  private static final Comparator<DayTable> OLDEST_FIRST =
      Comparator.comparing(
          table -> table.day().map(day -> day.toEpochDay()).orElse(Long.MIN_VALUE));

  private final Sessions sessions;
  private final LayoutReader layoutReader;
  private final Map<String, TableLayout> layouts = new ConcurrentHashMap<>();

  Vos3000Tables(Sessions sessions, LayoutReader layoutReader) {
    this.sessions = sessions;
    this.layoutReader = layoutReader;
  }

  /** All of them, oldest day first. */
  List<DayTable> all() {
    return sessions.select(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
            + " table_name LIKE 'e\\_cdr%'",
        Sessions.Binder.NONE,
        rows -> {
          List<DayTable> found = new ArrayList<>();
          while (rows.next()) {
            DayTable.of(rows.getString(1)).ifPresent(found::add);
          }
          found.sort(OLDEST_FIRST);
          return List.copyOf(found);
        });
  }

  /**
   * As {@link #all}, where there must be some: one without any is another database than was meant,
   * or one whose tables the user may not read.
   */
  List<DayTable> some() {
    List<DayTable> all = all();
    if (all.isEmpty()) {
      throw sessions.problem(
          Kind.MISSING_TABLE,
          "the database has no table e_cdr or e_cdr_YYYYMMDD that this user may read. Check"
              + " source.database and the user's right to SELECT.");
    }
    return all;
  }

  /** Those that may hold calls that ended in the range, oldest day first. */
  List<DayTable> covering(Range range) {
    return all().stream().filter(table -> table.mayHold(range)).toList();
  }

  /** The layout; empty while the table is empty. */
  Optional<TableLayout> layout(DayTable table) {
    TableLayout known = layouts.get(table.name());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<TableLayout> read = layoutReader.read(table.name());
    read.ifPresent(layout -> layouts.put(table.name(), layout));
    return read;
  }

  /** What is asked of a table. */
  @FunctionalInterface
  interface Question<T> {
    T ask(TableLayout layout);
  }

  /**
   * Asks a table, which may have been dropped, archived or made anew since it was listed.
   *
   * @return empty if it is gone or empty
   */
  <T> Optional<T> ask(DayTable table, Question<T> question) {
    try {
      return layout(table).map(question::ask);
    } catch (SourceException e) {
      if (!isGone(e.kind())) {
        throw e;
      }
      log.info("Table {} changed while it was read", table.name());
      layouts.remove(table.name());
    }
    if (!all().contains(table)) {
      return Optional.empty();
    }
    return layout(table).map(question::ask);
  }

  private static boolean isGone(Kind kind) {
    return kind == Kind.TABLE_GONE || kind == Kind.MISSING_TABLE || kind == Kind.MISSING_COLUMN;
  }
}
