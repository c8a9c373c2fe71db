package hangup.command;

import hangup.command.PeriodExpression.Calendar;
import hangup.command.PeriodExpression.Day;
import hangup.command.PeriodExpression.DayAndMonth;
import hangup.command.PeriodExpression.DayOrMonthFirst;
import hangup.command.PeriodExpression.DaysAgo;
import hangup.command.PeriodExpression.Last;
import hangup.command.PeriodExpression.OnDate;
import hangup.command.PeriodExpression.OnWeekday;
import hangup.command.PeriodExpression.OneDay;
import hangup.command.PeriodExpression.Point;
import hangup.command.PeriodExpression.Range;
import hangup.command.PeriodExpression.Since;
import hangup.command.PeriodExpression.Unit;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a period in text: what stands there, not yet when that is. */
final class PeriodGrammar {

  /** A period that was found; {@code end} is the offset behind it. */
  record Match(PeriodExpression expression, int end) {}

  private record Parsed<T>(T value, int next) {}

  private record Lexeme(Kind kind, String text, int end, @Nullable Object value) {}

  private enum Kind {
    DATE,
    TIME,
    DURATION,
    NUMBER,
    WORD,
    TO,
    COMMA
  }

  private static final int LONGEST = 14;

  private static final Pattern LEXEME =
      Pattern.compile(
          "(?<iso>(\\d{4})-(\\d{1,2})-(\\d{1,2}))(?=t\\d|[^\\p{L}\\d]|$)t?"
              + "|(?<compact>(20\\d\\d)(\\d\\d)(\\d\\d))(?![\\p{L}\\d])"
              + "|(?<dots>(\\d{1,2})\\.(\\d{1,2})(?:\\.(\\d{4}|\\d{2})|\\.(?!\\.))?)(?![\\p{L}\\d:]|\\.\\d)"
              + "|(?<slash>(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}))(?![\\p{L}\\d])"
              + "|(?<time>(\\d{1,2}):(\\d{2})(?::00)?\\s?(am|pm)?)(?![\\p{L}\\d:])"
              + "|(?<clock>(\\d{1,2})\\s?(am|pm))(?![\\p{L}\\d])"
              + "|(?<duration>(\\d{1,9})(\\s?)(?!(?:st|nd|rd|th)\\b)([a-z]{1,7}))(?![\\p{L}\\d])"
              + "|(?<number>(\\d{1,9})(?:st|nd|rd|th)?)(?![\\p{L}\\d])|(?<word>[\\p{L}']+)"
              + "|(?<to>\\.{2,3}|\u2026|-+|~)|(?<comma>,)");

  private final List<Lexeme> lexemes;

  private PeriodGrammar(List<Lexeme> lexemes) {
    this.lexemes = lexemes;
  }

  /** Whether the text is a period and nothing else. */
  static Optional<PeriodExpression> whole(String text) {
    return longest(text, 0)
        .filter(match -> text.substring(match.end()).isBlank())
        .map(Match::expression);
  }

  /** The longest period that begins at the offset and ends where a word ends. */
  static Optional<Match> longest(String text, int from) {
    PeriodGrammar grammar = new PeriodGrammar(lex(text, from));
    Parsed<PeriodExpression> parsed = grammar.period(grammar.skipFillers());
    if (parsed == null) {
      return Optional.empty();
    }
    int end = grammar.lexemes.get(parsed.next() - 1).end();
    boolean wordEnds = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    return wordEnds ? Optional.of(new Match(parsed.value(), end)) : Optional.empty();
  }

  /** Whether the text is a point in time, which is no period by itself. */
  static boolean isTimeOfDay(String text) {
    PeriodGrammar grammar = new PeriodGrammar(lex(text, 0));
    Parsed<Point> point = grammar.point(0);
    return point != null && text.substring(grammar.lexemes.get(point.next() - 1).end()).isBlank();
  }

  private int skipFillers() {
    int at = 0;
    while (isWord(at, PeriodWords.FILLERS)) {
      at++;
    }
    return at;
  }

  private @Nullable Parsed<PeriodExpression> period(int at) {
    Parsed<PeriodExpression> best = longer(since(at), range(at));
    best = longer(best, dayWithTimes(at));
    best = longer(best, last(at));
    best = longer(best, running(at));
    Parsed<Day> day = day(at);
    if (day != null) {
      best = longer(best, new Parsed<>(new OneDay(day.value()), day.next()));
    }
    return best;
  }

  private static @Nullable Parsed<PeriodExpression> longer(
      @Nullable Parsed<PeriodExpression> a, @Nullable Parsed<PeriodExpression> b) {
    return a == null || (b != null && b.next() > a.next()) ? b : a;
  }

  private @Nullable Parsed<PeriodExpression> since(int at) {
    if (!isWord(at, PeriodWords.SINCE)) {
      return null;
    }
    Parsed<Point> point = point(at + 1);
    return point == null ? null : new Parsed<>(new Since(point.value()), point.next());
  }

  private @Nullable Parsed<PeriodExpression> range(int at) {
    boolean between = isWord(at, Set.of("between"));
    Parsed<Point> from = point(isWord(at, PeriodWords.FROM) ? at + 1 : at);
    if (from == null) {
      return null;
    }
    int separator = from.next();
    if (!isTo(separator) && !(between && isWord(separator, Set.of("and")))) {
      return null;
    }
    if (isWord(separator + 1, PeriodWords.NOW)) {
      return new Parsed<>(new Since(from.value()), separator + 2);
    }
    Parsed<Point> to = point(separator + 1);
    if (to == null) {
      return null;
    }
    // "09:00 to 12:00 yesterday": the day behind is the day of both.
    Parsed<Day> dayBehind =
        from.value().day() == null && to.value().day() == null ? day(to.next()) : null;
    if (dayBehind != null) {
      return new Parsed<>(
          new Range(from.value().on(dayBehind.value()), to.value()), dayBehind.next());
    }
    return new Parsed<>(new Range(from.value(), to.value()), to.next());
  }

  /** "today from 09:00 to 12:00", "yesterday until 12:00". */
  private @Nullable Parsed<PeriodExpression> dayWithTimes(int at) {
    Parsed<Day> day = day(at);
    if (day == null) {
      return null;
    }
    if (isWord(day.next(), PeriodWords.FROM)) {
      Parsed<PeriodExpression> range = range(day.next());
      if (range != null
          && range.value() instanceof Range times
          && times.from().day() == null
          && times.to().day() == null) {
        return new Parsed<>(new Range(times.from().on(day.value()), times.to()), range.next());
      }
    } else if (isTo(day.next())) {
      Parsed<Integer> time = time(day.next() + 1);
      if (time != null) {
        return new Parsed<>(
            new Range(new Point(day.value(), 0), new Point(null, time.value())), time.next());
      }
    }
    return null;
  }

  private @Nullable Parsed<PeriodExpression> last(int at) {
    boolean said = isWord(at, PeriodWords.LAST);
    int next = said ? at + 1 : at;
    Lexeme lexeme = lexeme(next);
    if (lexeme == null) {
      return null;
    }
    if (lexeme.kind() == Kind.DURATION && lexeme.value() instanceof Last duration) {
      return new Parsed<>(duration, next + 1);
    }
    Unit unit = said ? unit(next) : null;
    if (said && lexeme.kind() == Kind.NUMBER) {
      Unit counted = unit(next + 1);
      return counted == null || counted == Unit.MONTH
          ? null
          : new Parsed<>(new Last(number(lexeme), counted), next + 2);
    }
    if (unit == null) {
      return null;
    }
    return switch (unit) {
      case MINUTE, HOUR, DAY -> new Parsed<>(new Last(1, unit), next + 1);
      case WEEK, MONTH -> new Parsed<>(new Calendar(unit, 1), next + 1);
    };
  }

  private @Nullable Parsed<PeriodExpression> running(int at) {
    Unit unit = isWord(at, PeriodWords.THIS) ? unit(at + 1) : null;
    if (unit == null || unit == Unit.MINUTE) {
      return null;
    }
    return new Parsed<>(
        unit == Unit.DAY ? new OneDay(new DaysAgo(0)) : new Calendar(unit, 0), at + 2);
  }

  private @Nullable Parsed<Point> point(int at) {
    Parsed<Day> day = day(at);
    if (day == null) {
      Parsed<Integer> time = time(at);
      return time == null ? null : new Parsed<>(new Point(null, time.value()), time.next());
    }
    Parsed<Integer> time = time(isWord(day.next(), Set.of("at")) ? day.next() + 1 : day.next());
    return time == null
        ? new Parsed<>(new Point(day.value(), null), day.next())
        : new Parsed<>(new Point(day.value(), time.value()), time.next());
  }

  private @Nullable Parsed<Integer> time(int at) {
    Lexeme lexeme = lexeme(at);
    return lexeme != null && lexeme.kind() == Kind.TIME && lexeme.value() instanceof Integer minute
        ? new Parsed<>(minute, at + 1)
        : null;
  }

  private @Nullable Parsed<Day> day(int at) {
    Lexeme lexeme = lexeme(at);
    if (lexeme == null) {
      return null;
    }
    if (lexeme.kind() == Kind.DATE && lexeme.value() instanceof Day date) {
      return new Parsed<>(date, at + 1);
    }
    if (lexeme.kind() == Kind.NUMBER) {
      Integer month = month(at + 1);
      return month == null ? null : withYear((int) number(lexeme), month, at + 2);
    }
    if (lexeme.kind() != Kind.WORD) {
      return null;
    }
    Integer ago = PeriodWords.DAYS_AGO.get(lexeme.text());
    if (ago != null) {
      return new Parsed<>(new DaysAgo(ago), at + 1);
    }
    int named = isWord(at, PeriodWords.LAST) || isWord(at, PeriodWords.THIS) ? at + 1 : at;
    Lexeme name = lexeme(named);
    DayOfWeek weekday = name == null ? null : PeriodWords.WEEKDAYS.get(name.text());
    if (weekday != null) {
      return new Parsed<>(new OnWeekday(weekday), named + 1);
    }
    Integer month = month(at);
    Lexeme number = lexeme(at + 1);
    return month == null || number == null || number.kind() != Kind.NUMBER
        ? null
        : withYear((int) number(number), month, at + 2);
  }

  private Parsed<Day> withYear(int day, int month, int at) {
    Lexeme comma = lexeme(at);
    int yearAt = comma != null && comma.kind() == Kind.COMMA ? at + 1 : at;
    Lexeme year = lexeme(yearAt);
    if (year != null && year.kind() == Kind.NUMBER && year.text().length() == 4) {
      return new Parsed<>(new OnDate((int) number(year), month, day), yearAt + 1);
    }
    return new Parsed<>(new DayAndMonth(day, month), at);
  }

  private @Nullable Unit unit(int at) {
    Lexeme lexeme = lexeme(at);
    return lexeme == null || lexeme.kind() != Kind.WORD
        ? null
        : PeriodWords.UNITS.get(lexeme.text());
  }

  private @Nullable Integer month(int at) {
    Lexeme lexeme = lexeme(at);
    return lexeme == null || lexeme.kind() != Kind.WORD
        ? null
        : PeriodWords.MONTHS.get(lexeme.text());
  }

  private static long number(Lexeme lexeme) {
    return lexeme.value() instanceof Long number ? number : 0;
  }

  private boolean isTo(int at) {
    Lexeme lexeme = lexeme(at);
    return lexeme != null && (lexeme.kind() == Kind.TO || isWord(at, PeriodWords.TO));
  }

  private boolean isWord(int at, Set<String> words) {
    Lexeme lexeme = lexeme(at);
    return lexeme != null && lexeme.kind() == Kind.WORD && words.contains(lexeme.text());
  }

  private @Nullable Lexeme lexeme(int at) {
    return at < lexemes.size() ? lexemes.get(at) : null;
  }

  /** Reads up to the first thing that stands in no period. */
  private static List<Lexeme> lex(String text, int from) {
    String lower = text.toLowerCase(Locale.ROOT);
    // A letter that grows when made lower case would shift the offsets.
    Matcher matcher = LEXEME.matcher(lower.length() == text.length() ? lower : text);
    List<Lexeme> lexemes = new ArrayList<>();
    int at = from;
    while (lexemes.size() < LONGEST) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      matcher.region(at, text.length());
      matcher.useTransparentBounds(true);
      if (at == text.length() || !matcher.lookingAt()) {
        break;
      }
      Lexeme lexeme = lexeme(matcher);
      lexemes.add(lexeme);
      at = lexeme.end();
    }
    return lexemes;
  }

  private static Lexeme lexeme(Matcher m) {
    if (m.group("iso") != null) {
      return date(m, new OnDate(number(m, 2), number(m, 3), number(m, 4)));
    }
    if (m.group("compact") != null) {
      return date(m, new OnDate(number(m, 6), number(m, 7), number(m, 8)));
    }
    if (m.group("dots") != null) {
      String year = m.group(12);
      Day day =
          year == null
              ? new DayAndMonth(number(m, 10), number(m, 11))
              : new OnDate(
                  Integer.parseInt(year.length() == 2 ? "20" + year : year),
                  number(m, 11),
                  number(m, 10));
      return date(m, day);
    }
    if (m.group("slash") != null) {
      return date(
          m, new DayOrMonthFirst(number(m, 14), number(m, 15), number(m, 16), m.group("slash")));
    }
    if (m.group("time") != null) {
      return new Lexeme(
          Kind.TIME, m.group(), m.end(), minutes(number(m, 18), number(m, 19), m.group(20)));
    }
    if (m.group("clock") != null) {
      return new Lexeme(Kind.TIME, m.group(), m.end(), minutes(number(m, 22), 0, m.group(23)));
    }
    if (m.group("duration") != null) {
      Unit unit = PeriodWords.UNITS.get(m.group(27));
      boolean apart = !m.group(26).isEmpty();
      if (unit != null && unit != Unit.MONTH && !(apart && m.group(27).length() == 1)) {
        return new Lexeme(Kind.DURATION, m.group(), m.end(), new Last(number(m, 25), unit));
      }
      String digits = m.group(25);
      return new Lexeme(Kind.NUMBER, digits, m.end(25), Long.parseLong(digits));
    }
    if (m.group("number") != null) {
      return new Lexeme(Kind.NUMBER, m.group(29), m.end(), Long.parseLong(m.group(29)));
    }
    if (m.group("word") != null) {
      return new Lexeme(Kind.WORD, m.group(), m.end(), null);
    }
    return new Lexeme(m.group("to") != null ? Kind.TO : Kind.COMMA, m.group(), m.end(), null);
  }

  private static Lexeme date(Matcher m, Day day) {
    return new Lexeme(Kind.DATE, m.group(), m.end(), day);
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  /** The minute of the day, 1440 for 24:00; null if there is no such time. */
  private static @Nullable Integer minutes(int hour, int minute, @Nullable String half) {
    int hours = half == null ? hour : hour % 12 + (half.equals("pm") ? 12 : 0);
    boolean exists =
        minute < 60
            && (half == null ? hour < 24 || (hour == 24 && minute == 0) : hour >= 1 && hour <= 12);
    return exists ? hours * 60 + minute : null;
  }
}
