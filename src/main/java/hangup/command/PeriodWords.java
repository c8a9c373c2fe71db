package hangup.command;

import hangup.command.PeriodExpression.Unit;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of the period grammar; the commonest ones in a few further languages. */
final class PeriodWords {

  static final Map<String, Integer> DAYS_AGO =
      Map.ofEntries(
          Map.entry("today", 0),
          Map.entry("heute", 0),
          Map.entry("hoy", 0),
          Map.entry("aujourd'hui", 0),
          Map.entry("oggi", 0),
          Map.entry("hoje", 0),
          Map.entry("bugün", 0),
          Map.entry("сегодня", 0),
          Map.entry("今天", 0),
          Map.entry("yesterday", 1),
          Map.entry("gestern", 1),
          Map.entry("ayer", 1),
          Map.entry("hier", 1),
          Map.entry("ieri", 1),
          Map.entry("ontem", 1),
          Map.entry("dün", 1),
          Map.entry("вчера", 1),
          Map.entry("昨天", 1),
          // To be told that it is in the future.
          Map.entry("tomorrow", -1),
          Map.entry("morgen", -1));

  static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("m", Unit.MINUTE),
          Map.entry("min", Unit.MINUTE),
          Map.entry("mins", Unit.MINUTE),
          Map.entry("minute", Unit.MINUTE),
          Map.entry("minutes", Unit.MINUTE),
          Map.entry("minuten", Unit.MINUTE),
          Map.entry("h", Unit.HOUR),
          Map.entry("hr", Unit.HOUR),
          Map.entry("hrs", Unit.HOUR),
          Map.entry("hour", Unit.HOUR),
          Map.entry("hours", Unit.HOUR),
          Map.entry("stunde", Unit.HOUR),
          Map.entry("stunden", Unit.HOUR),
          Map.entry("d", Unit.DAY),
          Map.entry("day", Unit.DAY),
          Map.entry("days", Unit.DAY),
          Map.entry("tag", Unit.DAY),
          Map.entry("tage", Unit.DAY),
          Map.entry("tagen", Unit.DAY),
          Map.entry("w", Unit.WEEK),
          Map.entry("wk", Unit.WEEK),
          Map.entry("week", Unit.WEEK),
          Map.entry("weeks", Unit.WEEK),
          Map.entry("woche", Unit.WEEK),
          Map.entry("wochen", Unit.WEEK),
          Map.entry("month", Unit.MONTH),
          Map.entry("monat", Unit.MONTH));

  static final Set<String> LAST =
      Set.of("last", "past", "previous", "letzte", "letzten", "letzter");
  static final Set<String> THIS = Set.of("this", "current", "diese", "dieser", "diesen");
  static final Set<String> SINCE = Set.of("since", "seit", "desde", "depuis");
  static final Set<String> FROM = Set.of("from", "between", "von");
  static final Set<String> TO = Set.of("to", "until", "till", "til", "thru", "through", "bis");
  static final Set<String> NOW = Set.of("now", "jetzt");
  static final Set<String> FILLERS = Set.of("for", "on", "in", "during", "the", "of", "am");

  static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
  static final Map<String, Integer> MONTHS = months();

  /** Words to compare a misspelt period with. */
  static final List<String> KEYWORDS =
      List.of(
          "today",
          "yesterday",
          "last",
          "this",
          "since",
          "from",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday");

  private PeriodWords() {}

  private static Map<String, DayOfWeek> weekdays() {
    Map<String, DayOfWeek> words = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      words.put(name, day);
      words.put(name.substring(0, 3), day);
    }
    words.put("tues", DayOfWeek.TUESDAY);
    words.put("thur", DayOfWeek.THURSDAY);
    words.put("thurs", DayOfWeek.THURSDAY);
    return Map.copyOf(words);
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> words = new HashMap<>();
    for (Month month : Month.values()) {
      String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      words.put(name, month.getValue());
      words.put(name.substring(0, 3), month.getValue());
    }
    words.put("sept", 9);
    return Map.copyOf(words);
  }
}
