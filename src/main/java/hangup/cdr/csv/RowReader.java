package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a CDR of the fields of one record. */
final class RowReader {
  enum Outcome {
    CDR,
    IN_PROGRESS,
    REJECTED
  }

  private static final Map<String, EndDirection> DIRECTIONS =
      Map.ofEntries(
          Map.entry("caller", EndDirection.CALLER),
          Map.entry("callee", EndDirection.CALLEE),
          Map.entry("server", EndDirection.SERVER),
          Map.entry("主叫", EndDirection.CALLER),
          Map.entry("被叫", EndDirection.CALLEE),
          Map.entry("服务器", EndDirection.SERVER));

  private final RecordScanner record;
  private final byte[] bytes;
  private final boolean nulls;
  private final boolean withNumbers;
  private final Map<Role, Integer> columns;
  private final TimeParser times;

  /** Where each role's field is, from 0; −1 where there is none. */
  private final int idAt;

  private final int startAt;
  private final int stopAt;
  private final int talkAt;
  private final int billedAt;
  private final int pddAt;
  private final int callerPddAt;
  private final int calleePddAt;
  private final int reasonAt;
  private final int endedByAt;
  private final int callerAt;
  private final int calleeAt;
  private final int mappingGatewayAt;
  private final int routingGatewayAt;
  private final int routingChannelAt;
  private final int customerAccountAt;
  private final int customerNameAt;
  private final int feeAt;

  /** The texts that tell calls without an id apart. */
  private final int[] contentAt;

  private final NameTable names = new NameTable();

  private @Nullable Cdr cdr;
  private String problem = "";
  private long withoutReason;

  /** The field at hand. */
  private int start;

  private int end;

  private boolean isInteger;

  RowReader(RecordScanner record, Layout layout, TimeParser times, boolean withNumbers) {
    this.record = record;
    this.bytes = record.bytes();
    this.nulls = layout.dialect().nulls();
    this.columns = layout.columns();
    this.times = times;
    this.withNumbers = withNumbers;
    this.idAt = at(Role.ID);
    this.startAt = at(Role.START);
    this.stopAt = at(Role.STOP);
    this.talkAt = at(Role.TALK);
    this.billedAt = at(Role.BILLED);
    this.pddAt = at(Role.PDD);
    this.callerPddAt = at(Role.CALLER_PDD);
    this.calleePddAt = at(Role.CALLEE_PDD);
    this.reasonAt = at(Role.REASON);
    this.endedByAt = at(Role.ENDED_BY);
    this.callerAt = at(Role.CALLER);
    this.calleeAt = at(Role.CALLEE);
    this.mappingGatewayAt = at(Role.MAPPING_GATEWAY);
    this.routingGatewayAt = at(Role.ROUTING_GATEWAY);
    this.routingChannelAt = at(Role.ROUTING_CHANNEL);
    this.customerAccountAt = at(Role.CUSTOMER_ACCOUNT);
    this.customerNameAt = at(Role.CUSTOMER_NAME);
    this.feeAt = at(Role.FEE);
    this.contentAt =
        new int[] {
          reasonAt,
          callerAt,
          calleeAt,
          mappingGatewayAt,
          routingGatewayAt,
          routingChannelAt,
          customerAccountAt,
          customerNameAt
        };
  }

  private int at(Role role) {
    return columns.getOrDefault(role, -1);
  }

  /** Reads the record that the scanner stands on. */
  Outcome read() {
    cdr = null;
    problem = "";

    field(startAt);
    long startMs = times.parse(bytes, start, end);
    if (startMs == TimeParser.BAD || startMs == TimeParser.NONE) {
      return reject(Role.START, "no time between 2000 and 2099");
    }
    long stopMs = 0;
    if (field(stopAt)) {
      stopMs = times.parse(bytes, start, end);
      if (stopMs == TimeParser.BAD) {
        return reject(Role.STOP, "no time between 2000 and 2099");
      }
      stopMs = notBefore(startMs, stopMs);
      if (stopMs == TimeParser.NONE) {
        return Outcome.IN_PROGRESS;
      }
    }
    field(talkAt);
    int talk = seconds();
    if (talk < 0) {
      return reject(Role.TALK, "no time in seconds or as hh:mm:ss");
    }
    field(billedAt);
    int billed = seconds();
    if (billed < 0) {
      return reject(Role.BILLED, "no time in seconds or as hh:mm:ss");
    }
    int pdd = pdd();
    if (pdd == Integer.MIN_VALUE) {
      return Outcome.REJECTED;
    }
    double fee = 0;
    if (field(feeAt) && start < end) {
      fee = Amounts.parse(bytes, start, end);
      if (Double.isNaN(fee)) {
        return reject(Role.FEE, "no amount");
      }
    }
    field(reasonAt);
    int reason = 0;
    String reasonText = null;
    long code = integer();
    if (isInteger && code == (int) code) {
      reason = (int) code;
    } else {
      reasonText = names.get(bytes, start, end);
      withoutReason += start == end ? 1 : 0;
    }
    field(endedByAt);
    EndDirection endedBy = direction();

    boolean hasId = field(idAt) && start < end;
    long id = hasId ? id() : contentHash(startMs, stopMs, talk, billed, pdd, reason, endedBy, fee);

    cdr =
        new Cdr(
            id,
            hasId,
            startMs,
            stopMs,
            talk,
            billed,
            pdd,
            reason,
            reasonText,
            endedBy,
            number(callerAt),
            number(calleeAt),
            name(mappingGatewayAt),
            routingGateway(),
            name(customerAccountAt),
            name(customerNameAt),
            fee);
    return Outcome.CDR;
  }

  /** The CDR after {@link Outcome#CDR}. */
  @Nullable Cdr cdr() {
    return cdr;
  }

  /** What was wrong, after {@link Outcome#REJECTED}. */
  String problem() {
    return problem;
  }

  long withoutReason() {
    return withoutReason;
  }

  boolean metOtherEncoding() {
    return names.metOtherEncoding();
  }

  /** The stop time, or {@link TimeParser#NONE} if it lies before the start. */
  private long notBefore(long startMs, long stopMs) {
    if (stopMs >= startMs || stopMs == TimeParser.NONE) {
      return stopMs;
    }
    long later = stopMs + times.laterBy();
    if (later >= startMs) {
      return later;
    }
    // A stop time cut to whole seconds can lie just before a start that is not.
    return stopMs % 1000 == 0 && startMs - stopMs < 1000 ? startMs : TimeParser.NONE;
  }

  private int pdd() {
    int pdd = -1;
    if (field(pddAt)) {
      pdd = millis(-1);
    } else {
      if (field(callerPddAt)) {
        pdd = millis(0);
      }
      if ((pdd == 0 || pdd == -1) && field(calleePddAt)) {
        pdd = millis(0);
      }
      pdd = pdd == 0 ? -1 : pdd;
    }
    if (pdd == Integer.MIN_VALUE) {
      reject(Role.PDD, "no whole number of milliseconds");
    }
    return pdd;
  }

  private int millis(int whenEmpty) {
    if (start == end) {
      return whenEmpty;
    }
    long value = integer();
    if (!isInteger || value > Integer.MAX_VALUE) {
      return Integer.MIN_VALUE;
    }
    return value < 0 ? -1 : (int) value;
  }

  /** A duration in s, given as such or as h:mm:ss or mm:ss; 0 when empty, −1 if it is none. */
  private int seconds() {
    long total = 0;
    long part = 0;
    int parts = 1;
    boolean digit = false;
    for (int p = start; p < end; p++) {
      byte c = bytes[p];
      if (c >= '0' && c <= '9') {
        part = part * 10 + (c - '0');
        digit = true;
        if (part > Integer.MAX_VALUE) {
          return -1;
        }
      } else if (c == ':' && digit && parts < 3) {
        total = (total + part) * 60;
        part = 0;
        parts++;
        digit = false;
      } else if ((c == '.' || c == ',') && digit && onlyDigits(p + 1)) {
        break;
      } else {
        return -1;
      }
    }
    total += part;
    boolean whole = digit || start == end;
    return whole && total <= Integer.MAX_VALUE ? (int) total : -1;
  }

  private boolean onlyDigits(int from) {
    for (int p = from; p < end; p++) {
      if (bytes[p] < '0' || bytes[p] > '9') {
        return false;
      }
    }
    return true;
  }

  private EndDirection direction() {
    if (end - start == 1 && bytes[start] >= '0' && bytes[start] <= '2') {
      return EndDirection.of(bytes[start] - '0');
    }
    if (start == end) {
      return EndDirection.UNKNOWN;
    }
    String word = names.get(bytes, start, end).toLowerCase(Locale.ROOT);
    return DIRECTIONS.getOrDefault(word, EndDirection.UNKNOWN);
  }

  private long id() {
    long number = integer();
    return isInteger ? number : Hash64.add(Hash64.SEED, bytes, start, end);
  }

  private long contentHash(
      long startMs,
      long stopMs,
      int talk,
      int billed,
      int pdd,
      int reason,
      EndDirection endedBy,
      double fee) {
    long hash = Hash64.add(Hash64.SEED, startMs);
    hash = Hash64.add(hash, stopMs);
    hash = Hash64.add(hash, ((long) talk << 32) | billed);
    hash = Hash64.add(hash, ((long) pdd << 32) | (reason & 0xffff_ffffL));
    hash = Hash64.add(hash, endedBy.code());
    hash = Hash64.add(hash, Double.doubleToLongBits(fee));
    for (int column : contentAt) {
      field(column);
      hash = Hash64.add(hash, bytes, start, end);
    }
    return hash;
  }

  private String number(int column) {
    return withNumbers && field(column) ? new String(bytes, start, end - start, UTF_8) : "";
  }

  private String name(int column) {
    return field(column) ? names.get(bytes, start, end) : "";
  }

  private String routingGateway() {
    if (field(routingChannelAt)) {
      String channel = new String(bytes, start, end - start, UTF_8);
      byte[] gateway = ChannelNames.gatewayOf(channel).getBytes(UTF_8);
      return names.get(gateway, 0, gateway.length);
    }
    return name(routingGatewayAt);
  }

  /** Makes a field the one at hand; false, and the field empty, if the column is −1. */
  private boolean field(int column) {
    if (column < 0) {
      start = 0;
      end = 0;
      return false;
    }
    start = record.start(column);
    end = record.end(column);
    if (nulls && isNull(start, end)) {
      end = start;
      return true;
    }
    record.unescape(column);
    int from = record.start(column);
    int to = record.end(column);
    while (from < to && bytes[from] <= ' ' && bytes[from] > 0) {
      from++;
    }
    while (from < to && bytes[to - 1] <= ' ' && bytes[to - 1] > 0) {
      to--;
    }
    start = from;
    end = to;
    return true;
  }

  private boolean isNull(int from, int to) {
    byte[] b = bytes;
    return (to - from == 4
            && b[from] == 'N'
            && b[from + 1] == 'U'
            && b[from + 2] == 'L'
            && b[from + 3] == 'L')
        || (to - from == 2 && b[from] == '\\' && b[from + 1] == 'N');
  }

  /** The whole number in the field at hand; 0 and {@code !isInteger} if it is none. */
  private long integer() {
    isInteger = false;
    int p = start;
    boolean negative = false;
    if (p < end && (bytes[p] == '-' || bytes[p] == '+')) {
      negative = bytes[p++] == '-';
    }
    if (p == end || end - p > 19) {
      return 0;
    }
    // Counted down, since the least long has no positive counterpart.
    long value = 0;
    for (; p < end; p++) {
      int digit = bytes[p] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return 0;
      }
      value = value * 10 - digit;
      if (value > 0) {
        return 0;
      }
    }
    if (!negative && value == Long.MIN_VALUE) {
      return 0;
    }
    isInteger = true;
    return negative ? value : -value;
  }

  private Outcome reject(Role role, String expected) {
    Integer column = columns.get(role);
    String where = column == null ? "" : " (field " + (column + 1) + ")";
    String shape = start == end ? "it is empty" : "it looks like " + shape();
    problem = "the " + role.words() + where + " is " + expected + ": " + shape;
    return Outcome.REJECTED;
  }

  /** The field at hand with every digit as 9 and every letter as x: shows no data. */
  private String shape() {
    StringBuilder shape = new StringBuilder();
    for (int p = start; p < end && shape.length() < 30; p++) {
      byte c = bytes[p];
      if (c >= '0' && c <= '9') {
        shape.append('9');
      } else if (c < 0 || Character.isLetter(c)) {
        shape.append('x');
      } else {
        shape.append(c < ' ' || c == 0x7f ? '?' : (char) c);
      }
    }
    return shape.toString();
  }
}
