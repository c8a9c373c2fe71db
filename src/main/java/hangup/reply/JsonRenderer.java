package hangup.reply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders replies as JSON for scripts: {@code {"title", "severity", "blocks": […], "chart"?,
 * "footer"?, "buttons"?, "attachments"?, "data": {…}}} on one line. Severities, block types and
 * alignments are in lower case, rich text is plain text; numbers that JSON does not have become
 * null. Characters that could steer a terminal are written as escapes. Thread-safe.
 */
public final class JsonRenderer {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().characterEscapes(new HarmlessEscapes()).build();

  public String render(Reply reply) {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Reply reply) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", reply.title());
    json.writeStringField("severity", word(reply.severity()));
    json.writeArrayFieldStart("blocks");
    for (Block block : reply.blocks()) {
      json.writeStartObject();
      block(json, block);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (reply.chart().isPresent()) {
      json.writeFieldName("chart");
      chart(json, reply.chart().get());
    }
    if (!reply.footer().isEmpty()) {
      json.writeStringField("footer", reply.footer().plainText());
    }
    if (!reply.buttons().isEmpty()) {
      json.writeArrayFieldStart("buttons");
      for (Button button : reply.buttons()) {
        json.writeStartObject();
        json.writeStringField("label", button.label());
        json.writeStringField("command", button.command());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!reply.attachments().isEmpty()) {
      json.writeArrayFieldStart("attachments");
      for (Attachment attachment : reply.attachments()) {
        json.writeStartObject();
        json.writeStringField("name", attachment.name());
        json.writeStringField("mediaType", attachment.mediaType());
        json.writeStringField("text", attachment.text());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeFieldName("data");
    value(json, reply.data());
    json.writeEndObject();
  }

  private static void block(JsonGenerator json, Block block) throws IOException {
    if (block instanceof Block.Text text) {
      json.writeStringField("type", "text");
      json.writeStringField("text", text.text().plainText());
    } else if (block instanceof Block.Heading heading) {
      json.writeStringField("type", "heading");
      json.writeStringField("title", heading.title());
    } else if (block instanceof Block.Fields fields) {
      json.writeStringField("type", "fields");
      json.writeArrayFieldStart("fields");
      for (Block.Field field : fields.fields()) {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeStringField("value", field.value().plainText());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else if (block instanceof Block.Table table) {
      table(json, table);
    } else if (block instanceof Block.Steps steps) {
      json.writeStringField("type", "steps");
      json.writeArrayFieldStart("steps");
      for (Block.Step step : steps.steps()) {
        json.writeStartObject();
        json.writeStringField("text", step.text().plainText());
        if (!step.where().isEmpty()) {
          json.writeStringField("where", step.where());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    } else if (block instanceof Block.Bullets bullets) {
      json.writeStringField("type", "bullets");
      json.writeArrayFieldStart("items");
      for (RichText item : bullets.items()) {
        json.writeString(item.plainText());
      }
      json.writeEndArray();
    } else if (block instanceof Block.Note note) {
      json.writeStringField("type", "note");
      json.writeStringField("text", note.text().plainText());
    }
  }

  private static void table(JsonGenerator json, Block.Table table) throws IOException {
    json.writeStringField("type", "table");
    json.writeStringField("caption", table.caption());
    json.writeArrayFieldStart("columns");
    for (Block.Column column : table.columns()) {
      json.writeStartObject();
      json.writeStringField("header", column.header());
      json.writeStringField("align", word(column.align()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (List<String> row : table.rows()) {
      value(json, row);
    }
    json.writeEndArray();
  }

  private static void chart(JsonGenerator json, Chart chart) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", chart.title());
    json.writeStringField("altText", chart.altText());
    json.writeFieldName("buckets");
    value(json, chart.buckets());
    json.writeArrayFieldStart("stacked");
    for (Chart.Series series : chart.stacked()) {
      series(json, series);
    }
    json.writeEndArray();
    if (chart.line().isPresent()) {
      json.writeFieldName("line");
      series(json, chart.line().get());
    }
    json.writeEndObject();
  }

  private static void series(JsonGenerator json, Chart.Series series) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", series.name());
    json.writeFieldName("values");
    value(json, series.values());
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Number number) {
      decimal(json, number.doubleValue());
    } else {
      json.writeString(value.toString());
    }
  }

  private static void decimal(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Escapes what JSON requires and, beyond ASCII, what {@link Neutral} would replace. */
  private static final class HarmlessEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7F] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
      // Halves of a surrogate pair arrive one by one and are no harm in JSON.
      if (Character.isSurrogate((char) ch) || Neutral.of(ch) == ch) {
        return null;
      }
      return new SerializedString("\\u" + Integer.toHexString(0x10000 | ch).substring(1));
    }
  }
}
