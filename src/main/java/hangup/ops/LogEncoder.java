package hangup.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes events of the log: a line each, for people or as JSON, redacted either way. */
final class LogEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = new byte[0];

  private final boolean asJson;
  private final DateTimeFormatter times;
  private @Nullable JsonFactory json;

  LogEncoder(boolean asJson, ZoneId zone) {
    this.asJson = asJson;
    this.times =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT).withZone(zone);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    LogEvent read = LogEvent.of(event);
    return (asJson ? json(read) : text(read)).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private String text(LogEvent event) {
    StringBuilder line = new StringBuilder(160);
    times.formatTo(event.at(), line);
    line.append(' ').append(event.level());
    line.append(" ".repeat(Math.max(0, 5 - event.level().length()) + 1));
    line.append(shortName(event.logger()));
    event.request().ifPresent(id -> line.append(" [").append(id).append(']'));
    line.append(" - ").append(event.message()).append('\n');
    // Indented, so that a line of a stack is never taken for an event.
    event.error().ifPresent(e -> line.append("  ").append(e.replace("\n", "\n  ")).append('\n'));
    return line.toString();
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private String json(LogEvent event) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator out = factory().createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("time", event.at().toString());
      out.writeStringField("level", event.level().toLowerCase(Locale.ROOT));
      out.writeStringField("logger", event.logger());
      out.writeStringField("thread", event.thread());
      if (event.request().isPresent()) {
        out.writeStringField("request", event.request().get());
      }
      out.writeStringField("message", event.message());
      if (event.error().isPresent()) {
        out.writeStringField("error", event.error().get());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append("\n").toString();
  }

  private JsonFactory factory() {
    JsonFactory known = json;
    if (known == null) {
      known = new JsonFactory();
      json = known;
    }
    return known;
  }
}
