package hangup.report;

import hangup.reply.Attachment;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import hangup.stats.Period;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Counts as a file for a spreadsheet: CSV by RFC 4180 in UTF-8 with a byte order mark, as
 * spreadsheets want it. A name cannot become a formula (OWASP, "CSV Injection").
 */
final class FiguresCsv {

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

  private FiguresCsv() {}

  /** Rows of one kind, with their kind's word. */
  record Part(String kind, List<Row> rows) {}

  static Attachment of(Period period, CallCounts total, List<Part> parts, Labels labels) {
    StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
    line(
        text,
        "kind",
        "key",
        "name",
        "seizures",
        "answers",
        "failures",
        "effective",
        "talk_seconds",
        "from",
        "to",
        "zone");
    write(text, "total", "", "", total, period);
    for (Part part : parts) {
      for (Row row : part.rows()) {
        String name = name(part.kind(), row.key(), labels);
        write(text, part.kind(), row.key(), name, row.counts(), period);
      }
    }
    return new Attachment(
        "calls-" + NAME.format(period.from().atZone(period.zone())) + ".csv",
        "text/csv",
        text.toString());
  }

  private static String name(String kind, String key, Labels labels) {
    return switch (kind) {
      case "reason" -> labels.nameOf(key);
      case "customer" -> labels.customer(key);
      default -> key;
    };
  }

  private static void write(
      StringBuilder text, String kind, String key, String name, CallCounts counts, Period period) {
    line(
        text,
        kind,
        harmless(key),
        harmless(name),
        Long.toString(counts.seizures()),
        Long.toString(counts.answers()),
        Long.toString(counts.failures()),
        Long.toString(counts.effective()),
        Long.toString(counts.talkSeconds()),
        period.from().toString(),
        period.to().toString(),
        period.zone().getId());
  }

  /**
   * What a spreadsheet would take for a formula gets an apostrophe; a negative code is a number.
   */
  static String harmless(String value) {
    String start = value.stripLeading();
    if (start.isEmpty() && value.isEmpty()) {
      return value;
    }
    if (ReasonLookup.code(value).isPresent()) {
      return value;
    }
    char first = start.isEmpty() ? value.charAt(0) : start.charAt(0);
    boolean formula = "=+-@|%＝＋－＠\t\r\n\0".indexOf(first) >= 0 || value.charAt(0) < ' ';
    return formula ? "'" + value : value;
  }

  private static void line(StringBuilder text, String... fields) {
    for (int i = 0; i < fields.length; i++) {
      text.append(i == 0 ? "" : ",").append(quoted(fields[i]));
    }
    text.append("\r\n");
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
