package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds out which form a file has, from its first lines. */
final class FormatDetector {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  /** So many known names make a line a header. */
  private static final int KNOWN_NAMES = 3;

  private static final int LINES_TRIED = 20;
  private static final List<Role> NEEDED = List.of(Role.START, Role.TALK, Role.REASON);

  private final ReadOptions options;
  private final List<FileFormat> formats;

  /**
   * @throws CdrFileException if the options name a form or columns that do not exist
   */
  FormatDetector(ReadOptions options) {
    this.options = options;
    this.formats =
        options
            .format()
            .map(
                name ->
                    FileFormat.ALL.stream().filter(format -> format.name().equals(name)).toList())
            .orElse(FileFormat.ALL);
    if (formats.isEmpty()) {
      throw new CdrFileException(
          "There is no form \"" + options.format().orElse("") + "\".\n" + known());
    }
  }

  /** All forms in words, for messages. */
  static String known() {
    return FileFormat.ALL.stream()
        .map(format -> "  " + format.name() + ": " + format.title())
        .collect(Collectors.joining("\n", "Known forms:\n", ""));
  }

  /**
   * The layout of a file.
   *
   * @param name for messages
   * @param head its first bytes, in UTF-8
   * @param siblings the layouts of files with a header that were given together with it
   * @throws CdrFileException if it has none of the known forms
   */
  Layout detect(String name, byte[] head, Supplier<List<Layout>> siblings) {
    Optional<Layout> headed = headed(name, head);
    if (options.columns().isPresent()) {
      return named(name, head, options.columns().get(), headed);
    }
    if (headed.isPresent()) {
      return headed.get();
    }
    Optional<Layout> sibling = likeSibling(head, siblings.get());
    if (sibling.isPresent()) {
      return sibling.get();
    }
    for (FileFormat format : formats) {
      if (!format.isHeaded()) {
        Optional<Layout> layout = positional(format, head);
        if (layout.isPresent()) {
          return layout.get();
        }
      }
    }
    throw unknown(name, head);
  }

  /** The layout of a file with a header line; empty if it has none. */
  Optional<Layout> headed(String name, byte[] head) {
    Layout best = null;
    for (char delimiter : delimiters(head)) {
      First first = first(head, Dialect.rfc4180(delimiter));
      for (FileFormat format : formats) {
        if (format.isHeaded()) {
          Map<Role, Integer> columns = format.locate(first.fields());
          if (columns.size() >= KNOWN_NAMES
              && (best == null || columns.size() > best.columns().size())) {
            best = headed(format, delimiter, columns, first);
          }
        }
      }
    }
    if (best != null && options.columns().isEmpty()) {
      requireNeeded(name, best.format(), best.columns(), first(head, best.dialect()).fields());
    }
    return Optional.ofNullable(best);
  }

  private static Layout headed(
      FileFormat format, char delimiter, Map<Role, Integer> columns, First first) {
    List<String> names = first.fields();
    boolean trailing = names.get(names.size() - 1).isBlank();
    int fields = trailing ? names.size() - 1 : names.size();
    String known =
        columns.values().stream()
            .sorted()
            .limit(4)
            .map(names::get)
            .collect(Collectors.joining(", "));
    String reason =
        "its header names "
            + columns.size()
            + " known columns: "
            + known
            + (columns.size() > 4 ? ", …" : "");
    return new Layout(
        format,
        dialect(format, delimiter, first.raw()),
        fields,
        columns,
        first.raw(),
        first.line(),
        reason);
  }

  private Layout named(String name, byte[] head, List<String> names, Optional<Layout> headed) {
    FileFormat format = null;
    Map<Role, Integer> columns = Map.of();
    for (FileFormat candidate : formats) {
      Map<Role, Integer> found = candidate.isHeaded() ? candidate.locate(names) : Map.of();
      if (format == null || found.size() > columns.size()) {
        format = candidate;
        columns = found;
      }
    }
    if (format == null || columns.isEmpty()) {
      throw new CdrFileException(
          "None of the given columns is known: " + String.join(", ", names) + ".\n" + known());
    }
    requireNeeded("The list of columns", format, columns, names);
    for (char delimiter : delimiters(head)) {
      First first = first(head, Dialect.rfc4180(delimiter));
      Dialect dialect = dialect(format, delimiter, first.raw());
      int fields = first(head, dialect).fields().size();
      if (fits(fields, names.size())) {
        return new Layout(
            format,
            dialect,
            names.size(),
            columns,
            headed.map(Layout::header).orElse(""),
            headed.isPresent() ? first.line() : first.line() - 1,
            "its columns were given");
      }
    }
    throw new CdrFileException(
        names.size()
            + " columns were given, but the first line of "
            + name
            + " has "
            + describe(head)
            + ".");
  }

  private Optional<Layout> likeSibling(byte[] head, List<Layout> siblings) {
    for (Layout sibling : siblings) {
      First first = first(head, sibling.dialect());
      if (fits(first.fields().size(), sibling.fields()) && plausible(head, sibling) > 0) {
        return Optional.of(
            new Layout(
                sibling.format(),
                sibling.dialect(),
                sibling.fields(),
                sibling.columns(),
                "",
                first.line() - 1,
                "it has no header, but as many columns as a file given with it that has one"));
      }
    }
    return Optional.empty();
  }

  private Optional<Layout> positional(FileFormat format, byte[] head) {
    for (char delimiter : format.delimiters().toCharArray()) {
      First first = first(head, Dialect.rfc4180(delimiter));
      Dialect dialect = dialect(format, delimiter, first.raw());
      List<String> fields = first(head, dialect).fields();
      int count = fields.size();
      if (count > format.mostFields() && fields.get(count - 1).isBlank()) {
        count--;
      }
      if (count >= format.fewestFields() && count <= format.mostFields()) {
        Layout layout =
            new Layout(
                format,
                dialect,
                count,
                format.positions(),
                "",
                first.line() - 1,
                "it has no header and "
                    + count
                    + " fields parted by "
                    + Dialect.nameOf(delimiter)
                    + ", times where they should be");
        if (plausible(head, layout) > 0 || options.format().isPresent()) {
          return Optional.of(layout);
        }
      }
    }
    return Optional.empty();
  }

  /** How many of the first lines are CDRs in that layout; 0 when they are fewer than half. */
  private int plausible(byte[] head, Layout layout) {
    RecordScanner scanner = new RecordScanner(new ByteArrayInputStream(head));
    scanner.use(layout.dialect());
    TimeParser times = new TimeParser(options.zone());
    RowReader rows = new RowReader(scanner, layout, times, false);
    int good = 0;
    int tried = 0;
    try {
      for (int i = 0; i < layout.skip(); i++) {
        scanner.skipLine();
      }
      while (tried < LINES_TRIED) {
        RecordScanner.Outcome outcome = scanner.next();
        if (outcome == RecordScanner.Outcome.END) {
          break;
        }
        tried++;
        if (outcome == RecordScanner.Outcome.RECORD
            && fits(scanner.fieldCount(), layout.fields())
            && rows.read() != RowReader.Outcome.REJECTED) {
          good++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return good * 2 >= tried ? good : 0;
  }

  private static boolean fits(int count, int fields) {
    return count == fields || count == fields + 1;
  }

  /** A line {@code sep=;}, which Excel writes and obeys, says it; else it may be any. */
  private static char[] delimiters(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, 16), UTF_8);
    if (text.startsWith("sep=") && text.length() > 5) {
      return new char[] {text.charAt(4)};
    }
    return DELIMITERS;
  }

  private static Dialect dialect(FileFormat format, char delimiter, String firstLine) {
    boolean quoted = firstLine.startsWith("\"");
    if (format.mysql() && delimiter == '\t' && !quoted) {
      return new Dialect(delimiter, false, true, true);
    }
    return new Dialect(delimiter, true, false, format.mysql());
  }

  /** The first record, and the number of its line. */
  private record First(List<String> fields, String raw, int line) {}

  private static First first(byte[] head, Dialect dialect) {
    try (RecordScanner scanner = new RecordScanner(new ByteArrayInputStream(head))) {
      scanner.use(dialect);
      List<String> fields = new ArrayList<>();
      if (new String(head, 0, Math.min(head.length, 4), UTF_8).equals("sep=")) {
        scanner.skipLine();
      }
      if (scanner.next() == RecordScanner.Outcome.RECORD) {
        for (int i = 0; i < scanner.fieldCount(); i++) {
          scanner.unescape(i);
          int start = scanner.start(i);
          fields.add(new String(scanner.bytes(), start, scanner.end(i) - start, UTF_8).strip());
        }
        return new First(fields, new String(scanner.raw(), UTF_8), (int) scanner.line());
      }
      return new First(List.of(""), "", 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireNeeded(
      String name, FileFormat format, Map<Role, Integer> columns, List<String> names) {
    Set<Role> missing = new HashSet<>(NEEDED);
    missing.removeAll(columns.keySet());
    if (missing.isEmpty()) {
      return;
    }
    String wanted =
        NEEDED.stream()
            .filter(missing::contains)
            .map(
                role ->
                    "the " + role.words() + " (" + String.join(" or ", format.namesOf(role)) + ")")
            .collect(Collectors.joining(" and for "));
    throw new CdrFileException(
        name
            + " looks like "
            + format.name()
            + " but has no column for "
            + wanted
            + ". Its columns are: "
            + names.stream().limit(60).collect(Collectors.joining(", "))
            + ".");
  }

  private CdrFileException unknown(String name, byte[] head) {
    String wanted =
        options
            .format()
            .map(format -> name + " is not of the form " + format)
            .orElse(name + " has none of the forms that can be read");
    return new CdrFileException(
        wanted
            + ": its first line has "
            + describe(head)
            + " and no header that is known.\n"
            + known()
            + "\nName the form with --format, or the columns of a file without a header with"
            + " --columns callere164,calleee164,starttime,…");
  }

  /** How many fields the first line has; no data. */
  private static String describe(byte[] head) {
    int most = 0;
    char parted = ',';
    for (char delimiter : delimiters(head)) {
      int count = first(head, Dialect.rfc4180(delimiter)).fields().size();
      if (count > most) {
        most = count;
        parted = delimiter;
      }
    }
    return most <= 1 ? "one field" : most + " fields parted by " + Dialect.nameOf(parted);
  }
}
