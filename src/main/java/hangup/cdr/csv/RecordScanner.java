package hangup.cdr.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts UTF-8 text into records and fields without copying them. A broken line costs that line only:
 * the next physical line is tried again, also after a quote that is never closed, which is why this
 * is not done by a CSV library.
 *
 * <p>After {@link Outcome#RECORD} field {@code i} is {@code bytes()[start(i)] … bytes()[end(i)]},
 * the end exclusive, until the next call.
 */
final class RecordScanner implements Closeable {
  /** A longer record is rejected, in bytes. */
  static final int MAX_RECORD = 1 << 16;

  /** A record with more fields is rejected. */
  static final int MAX_FIELDS = 512;

  private static final int CAPACITY = 4 * MAX_RECORD;

  private static final byte DELIMITER = 1;
  private static final byte LINE_FEED = 2;
  private static final byte CARRIAGE_RETURN = 3;
  private static final byte BACKSLASH = 4;
  private static final byte NUL = 5;

  enum Outcome {
    RECORD,
    /** A line that has no fields, see {@link #problem()}; its text is the raw record. */
    BAD,
    END
  }

  private enum Scan {
    RECORD,
    BAD,
    MORE,
    /** More is needed, inside quotes. */
    MORE_QUOTED
  }

  private final InputStream in;

  /** The text, a sentinel behind it, and behind that room for unescaped fields. */
  private final byte[] bytes = new byte[CAPACITY + 1 + MAX_RECORD];

  private final byte[] kinds = new byte[256];
  private final int[] starts = new int[MAX_FIELDS];
  private final int[] ends = new int[MAX_FIELDS];
  private final boolean[] escaped = new boolean[MAX_FIELDS];

  private byte delimiter;
  private boolean quotes;
  private boolean backslash;

  private int pos;
  private int limit;
  private boolean eof;
  private long nextLine = 1;

  private int fields;
  private boolean anyEscaped;
  private int scratch;
  private boolean skipToLineEnd;
  private int recordStart;
  private int recordEnd;
  private long recordLine;
  private int linesInRecord;
  private String problem = "";

  RecordScanner(InputStream in) {
    this.in = in;
    use(Dialect.rfc4180(','));
  }

  void use(Dialect dialect) {
    delimiter = (byte) dialect.delimiter();
    quotes = dialect.quotes();
    backslash = dialect.backslash();
    Arrays.fill(kinds, (byte) 0);
    kinds['\n'] = LINE_FEED;
    kinds['\r'] = CARRIAGE_RETURN;
    kinds[0] = NUL;
    if (backslash) {
      kinds['\\'] = BACKSLASH;
    }
    kinds[delimiter & 0xff] = DELIMITER;
  }

  /** The first bytes that have not been read as records, without consuming them. */
  byte[] peek(int max) throws IOException {
    while (limit - pos < max && !eof) {
      fill();
    }
    return Arrays.copyOfRange(bytes, pos, Math.min(limit, pos + max));
  }

  /** Passes over the next physical line. */
  void skipLine() throws IOException {
    skipToLineEnd = true;
    discardLine();
  }

  /** Reads the next record; empty lines and our own comments are passed over. */
  Outcome next() throws IOException {
    while (true) {
      if (skipToLineEnd) {
        discardLine();
      }
      if (pos == limit && !fill()) {
        return Outcome.END;
      }
      byte first = bytes[pos];
      if (first == '\n' || first == '\r' || first == '#') {
        if (passOver(first)) {
          continue;
        }
      }
      recordStart = pos;
      recordLine = nextLine;
      Scan scan = scan();
      if (scan == Scan.RECORD) {
        if (recordEnd - recordStart <= MAX_RECORD) {
          if (fields <= MAX_FIELDS) {
            return Outcome.RECORD;
          }
          problem = "more than " + MAX_FIELDS + " fields";
          return Outcome.BAD;
        }
        pos = recordStart;
        nextLine = recordLine;
        scan = linesInRecord > 1 ? Scan.MORE_QUOTED : Scan.MORE;
      }
      boolean full = limit - pos >= MAX_RECORD || eof;
      if (scan == Scan.MORE_QUOTED && full) {
        problem = "a quote is opened and never closed";
        scan = Scan.BAD;
      }
      if (scan == Scan.BAD && firstLineOnly()) {
        return Outcome.BAD;
      }
      if (full) {
        return tooLong();
      }
      fill();
    }
  }

  int fieldCount() {
    return fields;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  /** The number of the record's first line in the file, from 1. */
  long line() {
    return recordLine;
  }

  /** What was wrong, after {@link Outcome#BAD}. */
  String problem() {
    return problem;
  }

  /** The text of the record as it stands in the file, without its line end. */
  byte[] raw() {
    return Arrays.copyOfRange(bytes, recordStart, recordEnd);
  }

  boolean rawEquals(byte[] other) {
    return Arrays.equals(bytes, recordStart, recordEnd, other, 0, other.length);
  }

  /**
   * Whether the record spans several lines of which one but the first has fields enough for a
   * record of its own: then a quote was opened by mistake and swallowed it.
   */
  boolean holdsWholeLines(int enough) {
    if (linesInRecord == 1) {
      return false;
    }
    int lines = 0;
    int count = 1;
    for (int p = recordStart; p < recordEnd; p++) {
      if (bytes[p] == delimiter) {
        count++;
      } else if (bytes[p] == '\n') {
        lines++;
        count = 1;
      }
      if (lines > 0 && count >= enough) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes back all but the first line of a record that spans several, so that a stray quote does
   * not swallow good lines. The raw record is then that first line.
   */
  void keepFirstLineOnly() {
    if (linesInRecord > 1) {
      pos = recordStart;
      nextLine = recordLine;
      firstLineOnly();
    }
  }

  /** Replaces the escapes of a field by what they stand for. */
  void unescape(int field) {
    if (!anyEscaped || !escaped[field]) {
      return;
    }
    escaped[field] = false;
    int to = scratch;
    int end = ends[field];
    for (int from = starts[field]; from < end; from++) {
      byte b = bytes[from];
      if (b == '"' && !backslash) {
        from++;
      } else if (b == '\\' && backslash && from + 1 < end) {
        from++;
        b =
            switch (bytes[from]) {
              case 'n' -> (byte) '\n';
              case 't' -> (byte) '\t';
              case 'r' -> (byte) '\r';
              case 'b' -> (byte) '\b';
              case '0' -> (byte) 0;
              default -> bytes[from];
            };
      }
      bytes[to++] = b;
    }
    starts[field] = scratch;
    ends[field] = to;
    scratch = to;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private Scan scan() {
    final byte[] b = bytes;
    final byte[] kindOf = kinds;
    int p = pos;
    int count = 0;
    int lines = 1;
    anyEscaped = false;
    scratch = CAPACITY + 1;
    while (true) {
      int from = p;
      int to;
      boolean hasEscape = false;
      byte kind;
      if (b[p] == '"' && quotes && p < limit) {
        from = ++p;
        while (true) {
          byte c = b[p];
          if (c == '"') {
            if (p + 1 == limit && !eof) {
              return Scan.MORE_QUOTED;
            }
            if (p + 1 < limit && b[p + 1] == '"') {
              hasEscape = true;
              p += 2;
              continue;
            }
            break;
          }
          if (c == '\n') {
            if (p == limit) {
              return Scan.MORE_QUOTED;
            }
            lines++;
          } else if (c == 0) {
            problem = "a NUL byte";
            return Scan.BAD;
          }
          p++;
        }
        to = p++;
        kind = kindOf[b[p] & 0xff];
        if (kind == 0 || kind == BACKSLASH || kind == NUL) {
          problem = "text after a closing quote";
          return Scan.BAD;
        }
      } else {
        while (true) {
          kind = kindOf[b[p] & 0xff];
          if (kind == 0) {
            p++;
          } else if (kind == BACKSLASH) {
            hasEscape = true;
            if (p + 1 >= limit) {
              if (!eof) {
                return Scan.MORE;
              }
              p++;
            } else {
              if (b[p + 1] == '\n') {
                lines++;
              }
              p += 2;
            }
          } else {
            break;
          }
        }
        to = p;
        if (kind == NUL) {
          problem = "a NUL byte";
          return Scan.BAD;
        }
      }
      if (count < MAX_FIELDS) {
        starts[count] = from;
        ends[count] = to;
        escaped[count] = hasEscape;
        anyEscaped |= hasEscape;
      }
      count++;
      if (kind == DELIMITER) {
        p++;
        continue;
      }
      if (p == limit) {
        if (!eof) {
          return Scan.MORE;
        }
      } else if (kind == CARRIAGE_RETURN) {
        if (p + 1 == limit && !eof) {
          return Scan.MORE;
        }
        recordEnd = p++;
        if (p < limit && b[p] == '\n') {
          p++;
        }
        return done(p, count, lines);
      } else {
        recordEnd = p++;
        return done(p, count, lines);
      }
      recordEnd = p;
      return done(p, count, lines);
    }
  }

  private Scan done(int next, int count, int lines) {
    pos = next;
    fields = count;
    linesInRecord = lines;
    nextLine = recordLine + lines;
    return Scan.RECORD;
  }

  /**
   * Makes the raw record the first physical line from {@code pos}; false if its end is not here.
   */
  private boolean firstLineOnly() {
    int p = pos;
    while (bytes[p] != '\n' && bytes[p] != '\r') {
      p++;
    }
    if ((p == limit && !eof) || p - pos > MAX_RECORD) {
      return false;
    }
    recordStart = pos;
    recordEnd = p;
    linesInRecord = 1;
    if (p < limit) {
      boolean windows = bytes[p] == '\r' && p + 1 < limit && bytes[p + 1] == '\n';
      p += windows ? 2 : 1;
    }
    pos = p;
    nextLine = recordLine + 1;
    return true;
  }

  private Outcome tooLong() {
    problem = "longer than " + MAX_RECORD + " bytes";
    recordStart = pos;
    recordEnd = Math.min(limit, pos + MAX_RECORD);
    linesInRecord = 1;
    pos = recordEnd;
    skipToLineEnd = true;
    return Outcome.BAD;
  }

  private boolean passOver(byte first) throws IOException {
    if (first == '#') {
      while (limit - pos < 16 && !eof) {
        fill();
      }
      if (!RejectsFile.isComment(bytes, pos, limit)) {
        return false;
      }
      skipLine();
      return true;
    }
    if (first == '\r') {
      if (pos + 1 == limit && !eof) {
        fill();
      }
      if (pos + 1 < limit && bytes[pos + 1] == '\n') {
        pos++;
      }
    }
    pos++;
    nextLine++;
    return true;
  }

  private void discardLine() throws IOException {
    while (true) {
      while (pos < limit && bytes[pos] != '\n' && bytes[pos] != '\r') {
        pos++;
      }
      if (pos < limit) {
        passOver(bytes[pos]);
        break;
      }
      if (!fill()) {
        break;
      }
    }
    skipToLineEnd = false;
  }

  /** Reads on, moving what is left to the front; false at the end of the file. */
  private boolean fill() throws IOException {
    if (eof) {
      return false;
    }
    if (pos > 0) {
      System.arraycopy(bytes, pos, bytes, 0, limit - pos);
      limit -= pos;
      pos = 0;
    }
    int read = in.read(bytes, limit, CAPACITY - limit);
    if (read > 0) {
      limit += read;
    } else if (read < 0) {
      eof = true;
    }
    bytes[limit] = '\n';
    return read > 0 || (read == 0 && !eof);
  }
}
