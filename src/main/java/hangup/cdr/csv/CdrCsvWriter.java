package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes CDRs in our own form: UTF-8, RFC 4180 with a line feed, headed {@value #HEADER}.
 *
 * <ul>
 *   <li>{@code id}: whole number, empty without one
 *   <li>{@code start}, {@code stop}: UTC epoch ms; when read, epoch s or text is as good, and a
 *       call without {@code stop} is in progress. Where the end is not known, start and talk time
 *       are written
 *   <li>{@code talk_seconds}, {@code billed_seconds}: s; {@code pdd_ms}: ms, empty when unknown
 *   <li>{@code reason}: code or text
 *   <li>{@code ended_by}: {@code caller}, {@code callee}, {@code server}, or empty
 *   <li>{@code fee}: with a decimal point
 * </ul>
 */
public final class CdrCsvWriter implements AutoCloseable {
  public static final String HEADER =
      "id,start,stop,talk_seconds,billed_seconds,pdd_ms,reason,ended_by,caller,callee,"
          + "mapping_gateway,routing_gateway,customer_account,customer_name,fee";

  private static final int FULL = 1 << 16;

  private final OutputStream out;
  private final StringBuilder text = new StringBuilder(FULL + 4096);

  /** Writes the header with the first CDRs; {@code out} is closed with the writer. */
  public CdrCsvWriter(OutputStream out) {
    this.out = out;
    text.append(HEADER).append('\n');
  }

  public void write(Cdr cdr) throws IOException {
    if (cdr.hasId()) {
      text.append(cdr.id());
    }
    text.append(',').append(cdr.startMs()).append(',').append(stopMs(cdr));
    text.append(',').append(cdr.talkSeconds()).append(',').append(cdr.billedSeconds());
    text.append(',');
    if (cdr.pddMillis() >= 0) {
      text.append(cdr.pddMillis());
    }
    text.append(',');
    String reasonText = cdr.reasonText();
    if (reasonText == null) {
      text.append(cdr.reason());
    } else {
      field(reasonText);
    }
    text.append(',');
    if (cdr.endedBy() != EndDirection.UNKNOWN) {
      text.append(cdr.endedBy().word());
    }
    text.append(',');
    field(cdr.caller());
    text.append(',');
    field(cdr.callee());
    text.append(',');
    field(cdr.mappingGateway());
    text.append(',');
    field(cdr.routingGateway());
    text.append(',');
    field(cdr.customerAccount());
    text.append(',');
    field(cdr.customerName());
    text.append(',').append(cdr.fee()).append('\n');
    if (text.length() > FULL) {
      flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }

  private static long stopMs(Cdr cdr) {
    return cdr.stopMs() == 0 ? cdr.startMs() + cdr.talkSeconds() * 1000L : cdr.stopMs();
  }

  private void field(String value) {
    boolean quote = false;
    for (int i = 0; i < value.length() && !quote; i++) {
      char c = value.charAt(i);
      quote = c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';' || c == '\t';
    }
    if (quote) {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    } else {
      text.append(value);
    }
  }

  private void flush() throws IOException {
    out.write(text.toString().getBytes(UTF_8));
    text.setLength(0);
  }
}
