package hangup.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import hangup.reply.Attachment;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import hangup.stats.Period;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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
    StringWriter text = new StringWriter();
    text.write(BYTE_ORDER_MARK);
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(
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
      write(csv, "total", "", "", total, period);
      for (Part part : parts) {
        for (Row row : part.rows()) {
          write(
              csv,
              part.kind(),
              row.key(),
              name(part.kind(), row.key(), labels),
              row.counts(),
              period);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      CsvWriter csv, String kind, String key, String name, CallCounts counts, Period period) {
    csv.writeRecord(
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
}
