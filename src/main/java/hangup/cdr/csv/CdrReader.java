package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import hangup.cdr.Cdr;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CDRs of one file, in the file's order. Lines that are no CDR are counted, reported and
 * handed to {@link Rejects}; a file that is mostly such lines is refused with an exception, after
 * CDRs may have been handed on, so these must not be kept before the end was reached. Not
 * thread-safe, apart from {@link #bytesRead()}.
 */
public final class CdrReader implements AutoCloseable {
  private static final int SHOWN = 10;
  private static final int JUDGED_EARLY = 1000;

  private final String file;
  private final TextInput text;
  private final RecordScanner scanner;
  private final Layout layout;
  private final ReadOptions options;
  private final Rejects rejects;
  private final TimeParser times;
  private final RowReader row;
  private final byte[] header;

  private final List<RejectedLine> firstRejected = new ArrayList<>();
  private long rows;
  private long rejected;
  private long inProgress;
  private long answered;
  private long withoutId;
  private long firstStart = Long.MAX_VALUE;
  private long lastStart = Long.MIN_VALUE;
  private boolean ended;

  CdrReader(
      String file,
      TextInput text,
      RecordScanner scanner,
      Layout layout,
      ReadOptions options,
      Rejects rejects) {
    this.file = file;
    this.text = text;
    this.scanner = scanner;
    this.layout = layout;
    this.options = options;
    this.rejects = rejects;
    this.header = layout.header().getBytes(UTF_8);
    this.times = new TimeParser(options.zone());
    this.row = new RowReader(scanner, layout, times, options.withNumbers());
  }

  /**
   * The next CDR; null at the end.
   *
   * @throws CdrFileException if the file cannot be read on, is cut off, or is mostly no CDRs
   */
  public @Nullable Cdr next() {
    try {
      while (!ended) {
        RecordScanner.Outcome outcome = scanner.next();
        if (outcome == RecordScanner.Outcome.END) {
          ended = true;
          requireMostlyGood();
        } else if (outcome == RecordScanner.Outcome.BAD) {
          reject(scanner.problem());
        } else {
          Cdr cdr = cdr();
          if (cdr != null) {
            return cdr;
          }
        }
      }
      return null;
    } catch (EOFException | ZipException e) {
      throw new CdrFileException(
          file + " is cut off or damaged after " + number(lines()) + " lines. Fetch it again.", e);
    } catch (IOException e) {
      throw CdrFiles.unreadable(file, e);
    }
  }

  /**
   * Adds the next CDRs to a list.
   *
   * @param most at most so many
   * @return how many; 0 at the end
   * @throws CdrFileException as {@link #next()}
   */
  public int readBatch(List<? super Cdr> to, int most) {
    int count = 0;
    while (count < most) {
      Cdr cdr = next();
      if (cdr == null) {
        break;
      }
      to.add(cdr);
      count++;
    }
    return count;
  }

  /** Bytes read so far of the file as it is stored, to compare with {@link CdrFile#size()}. */
  public long bytesRead() {
    return text.bytesRead();
  }

  /** What was read so far. */
  public ReadReport report() {
    boolean any = rows > 0;
    return new ReadReport(
        file,
        layout.isEmpty() ? "" : layout.format().name(),
        layout.reason(),
        text.encoding(),
        lines(),
        rows,
        rejected,
        firstRejected,
        inProgress,
        answered,
        withoutId,
        any ? Optional.of(Instant.ofEpochMilli(firstStart)) : Optional.empty(),
        any ? Optional.of(Instant.ofEpochMilli(lastStart)) : Optional.empty(),
        times.usedZone(),
        warnings());
  }

  @Override
  public void close() {
    try {
      scanner.close();
    } catch (IOException e) {
      throw CdrFiles.unreadable(file, e);
    }
  }

  private @Nullable Cdr cdr() {
    int count = scanner.fieldCount();
    if (count == 1 && isBlank(0)) {
      return null;
    }
    if (scanner.holdsWholeLines(layout.fields())) {
      reject("a quote is opened and never closed");
      return null;
    }
    boolean trailing = count == layout.fields() + 1 && isBlank(count - 1);
    if (count != layout.fields() && !trailing) {
      reject("it has " + count + " fields, not " + layout.fields());
      return null;
    }
    RowReader.Outcome outcome = row.read();
    if (outcome == RowReader.Outcome.REJECTED) {
      // Files put together with cat repeat their header.
      if (!layout.isHeaded() || !scanner.rawEquals(header)) {
        reject(row.problem());
      }
      return null;
    }
    if (outcome == RowReader.Outcome.IN_PROGRESS) {
      inProgress++;
      judgeEarly();
      return null;
    }
    Cdr cdr = row.cdr();
    if (cdr != null) {
      rows++;
      answered += cdr.answered() ? 1 : 0;
      withoutId += cdr.hasId() ? 0 : 1;
      firstStart = Math.min(firstStart, cdr.startMs());
      lastStart = Math.max(lastStart, cdr.startMs());
    }
    judgeEarly();
    return cdr;
  }

  /** Whether a field holds nothing, or only the end mark of old text files. */
  private boolean isBlank(int field) {
    byte[] bytes = scanner.bytes();
    for (int i = scanner.start(field); i < scanner.end(field); i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != 0x1a) {
        return false;
      }
    }
    return true;
  }

  private void reject(String cause) {
    scanner.keepFirstLineOnly();
    rejected++;
    RejectedLine line = new RejectedLine(scanner.line(), cause);
    if (firstRejected.size() < SHOWN) {
      firstRejected.add(line);
    }
    rejects.add(file, layout.header(), line, scanner.raw());
    judgeEarly();
  }

  private void judgeEarly() {
    if (lines() == JUDGED_EARLY) {
      requireMostlyGood();
    }
  }

  private void requireMostlyGood() {
    if (rejected * 2 <= lines()) {
      return;
    }
    String of = ended ? number(lines()) + " lines" : "its first " + number(lines()) + " lines";
    StringBuilder message = new StringBuilder(file);
    message.append(" is refused: ").append(number(rejected)).append(" of ").append(of);
    message.append(" are no CDRs in the form ").append(layout.format().name());
    message.append(" (").append(layout.reason()).append(").");
    firstRejected.stream()
        .limit(3)
        .forEach(
            line ->
                message.append("\n  line ").append(line.line()).append(": ").append(line.cause()));
    message.append("\nIf it has another form, name it with --format.");
    throw new CdrFileException(message.toString());
  }

  private long lines() {
    return rows + rejected + inProgress;
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (layout.isEmpty()) {
      warnings.add("The file is empty.");
    } else if (lines() == 0) {
      warnings.add("The file holds a header and no call.");
    }
    if (rows > 0 && answered == rows) {
      warnings.add(
          "There is no unanswered call in it, so its ASR would be wrong: the export may leave"
              + " failed calls out (in VOS3000: SS_CDR_RECORD_NONCONNECT).");
    }
    if (row.withoutReason() > 0) {
      warnings.add(number(row.withoutReason()) + " calls have no end reason.");
    }
    if (times.ambiguousCount() > 0) {
      warnings.add(
          number(times.ambiguousCount())
              + " times lie in an hour that the clocks of "
              + options.zone()
              + " went through twice or left out: taken as before the change.");
    }
    if (withoutId > 0) {
      warnings.add(
          number(withoutId)
              + " calls have no id: they are told apart by all that the file says of them.");
    }
    if (row.metOtherEncoding() && text.encoding().equals(UTF_8)) {
      warnings.add("Some names are not UTF-8 and were read as GBK.");
    }
    return warnings;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
