package hangup.outbox;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import hangup.reply.Attachment;
import hangup.reply.Audience;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Chart;
import hangup.reply.Menu;
import hangup.reply.Prompt;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.reply.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replies as JSON, to be kept until they are sent. Their data for scripts is left out. */
final class ReplyCodec {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .addMixIn(Block.class, Blocks.class)
          .addMixIn(Span.class, Spans.class)
          .addModule(
              new SimpleModule()
                  .addSerializer(new Millis())
                  .addDeserializer(Instant.class, new FromMillis()))
          .build();

  private ReplyCodec() {}

  static String encode(Reply reply) {
    try {
      return JSON.writeValueAsString(Kept.of(reply));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reply that cannot be kept", e);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Reply decode(String json) {
    try {
      return JSON.readValue(json, Kept.class).reply();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a kept reply", e);
    }
  }

  private record Kept(
      String title,
      Severity severity,
      Audience audience,
      List<Block> blocks,
      RichText footer,
      @Nullable KeptChart chart,
      List<Button> buttons,
      @Nullable Menu menu,
      @Nullable Prompt prompt,
      List<Attachment> attachments) {

    Kept {
      blocks = List.copyOf(blocks);
      buttons = List.copyOf(buttons);
      attachments = List.copyOf(attachments);
    }

    static Kept of(Reply reply) {
      return new Kept(
          reply.title(),
          reply.severity(),
          reply.audience(),
          reply.blocks(),
          reply.footer(),
          reply.chart().map(KeptChart::of).orElse(null),
          reply.buttons(),
          reply.menu().orElse(null),
          reply.prompt().orElse(null),
          reply.attachments());
    }

    Reply reply() {
      return new Reply(
          title,
          severity,
          audience,
          blocks,
          footer,
          Optional.ofNullable(chart).map(KeptChart::chart),
          buttons,
          Optional.ofNullable(menu),
          Optional.ofNullable(prompt),
          attachments,
          Map.of());
    }
  }

  private record KeptChart(
      String title,
      String altText,
      List<String> buckets,
      List<Chart.Series> stacked,
      Chart.@Nullable Series line) {

    static KeptChart of(Chart chart) {
      return new KeptChart(
          chart.title(),
          chart.altText(),
          chart.buckets(),
          chart.stacked(),
          chart.line().orElse(null));
    }

    Chart chart() {
      return new Chart(title, altText, buckets, stacked, Optional.ofNullable(line));
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Block.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Block.Heading.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.Fields.class, name = "fields"),
    @JsonSubTypes.Type(value = Block.Table.class, name = "table"),
    @JsonSubTypes.Type(value = Block.Steps.class, name = "steps"),
    @JsonSubTypes.Type(value = Block.Bullets.class, name = "bullets"),
    @JsonSubTypes.Type(value = Block.Note.class, name = "note")
  })
  private interface Blocks {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Span.Plain.class, name = "plain"),
    @JsonSubTypes.Type(value = Span.Strong.class, name = "strong"),
    @JsonSubTypes.Type(value = Span.Code.class, name = "code"),
    @JsonSubTypes.Type(value = Span.Muted.class, name = "muted"),
    @JsonSubTypes.Type(value = Span.Link.class, name = "link"),
    @JsonSubTypes.Type(value = Span.Moment.class, name = "moment")
  })
  private interface Spans {}

  private static final class Millis extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    Millis() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.toEpochMilli());
    }
  }

  private static final class FromMillis extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    FromMillis() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Instant.ofEpochMilli(json.getLongValue());
    }
  }
}
