package hangup.cdr.sql;

import hangup.cdr.Cdr;
import hangup.cdr.Mask;
import hangup.cdr.SourceReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at a VOS3000 database and says what was found. */
final class Vos3000Probe {
  private static final int SAMPLE = 5;

  /** What the user does without when a column is missing. */
  private static final Map<String, String> WITHOUT =
      Map.of(
          "enddirection", "who ended a call is unknown",
          "callerpdd", "the post-dial delay is unknown",
          "callere164", "calls cannot be found by the caller's number",
          "calleee164", "calls cannot be found by the callee's number",
          "callergatewayid", "the mapping gateway is unknown",
          "calleegatewayid", "the routing gateway is unknown",
          "customeraccount", "the customer is unknown");

  private final Sessions sessions;
  private final Vos3000Tables tables;
  private final Vos3000Settings settings;

  Vos3000Probe(Sessions sessions, Vos3000Tables tables, Vos3000Settings settings) {
    this.sessions = sessions;
    this.tables = tables;
    this.settings = settings;
  }

  SourceReport probe() {
    String server = sessions.server();
    List<String> facts = new ArrayList<>();
    List<String> warnings = new ArrayList<>(MayWrite.warnings(sessions, settings.connection()));
    List<DayTable> all = tables.some();
    facts.add(
        all.size() + " CDR tables, from " + all.get(0).name() + " to " + last(all).name() + ".");
    Set<String> missing = new LinkedHashSet<>();
    List<Cdr> sample = new ArrayList<>();
    TableLayout newest = null;
    for (int i = all.size() - 1; i >= 0 && sample.size() < SAMPLE; i--) {
      Optional<TableLayout> layout = tables.layout(all.get(i));
      if (layout.isEmpty()) {
        continue;
      }
      newest = newest == null ? layout.get() : newest;
      sample.addAll(sample(layout.get(), SAMPLE - sample.size()));
      WITHOUT.keySet().stream().filter(column -> !layout.get().has(column)).forEach(missing::add);
    }
    if (newest == null) {
      warnings.add("No table has a row yet: the unit of the times is seen with the first one.");
      return new SourceReport(server, facts, warnings, sample);
    }
    facts.add(
        "Times are "
            + Vos3000Source.words(newest.unit())
            + " in the columns "
            + newest.start()
            + " and "
            + newest.stop()
            + ".");
    if (newest.index(newest.stop()).isEmpty()) {
      warnings.add(
          "Table "
              + newest.table()
              + " has no index on "
              + newest.stop()
              + ": every read looks at the whole table and can hold up the softswitch. Let Hangup"
              + " read a replica that has one.");
    }
    missing.stream()
        .sorted()
        .forEach(
            column -> warnings.add("There is no column " + column + ": " + WITHOUT.get(column)));
    return new SourceReport(server, facts, warnings, sample);
  }

  private List<Cdr> sample(TableLayout layout, int limit) {
    return sessions.select(
        layout.sampleSql(),
        statement -> statement.setInt(1, limit),
        rows -> {
          List<Cdr> found = new ArrayList<>();
          while (rows.next()) {
            layout.cdr(rows).map(Mask::numbers).ifPresent(found::add);
          }
          return found;
        });
  }

  private static DayTable last(List<DayTable> tables) {
    return tables.get(tables.size() - 1);
  }
}
