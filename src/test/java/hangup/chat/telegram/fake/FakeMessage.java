package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as it stands in a chat.
 *
 * @param content the text, or a photo's caption
 * @param photo the picture's bytes, if it is a photo
 * @param markup its keyboard or force-reply, if any
 * @param thread the topic it stands in; 0 outside of topics
 * @param replyTo the message it answers; 0 for none
 * @param edits how often it was changed
 * @param arrivedNanos {@link System#nanoTime} when it was put into the chat
 */
public record FakeMessage(
    FakeChat chat,
    int id,
    FakeUser from,
    int date,
    HtmlText content,
    Optional<byte[]> photo,
    Optional<JsonNode> markup,
    int thread,
    int replyTo,
    int edits,
    long arrivedNanos) {

  /** One inline button. */
  public record InlineButton(String label, String data, String url) {}

  public String text() {
    return content.text();
  }

  /** The inline keyboard, row by row. */
  public List<List<InlineButton>> keyboard() {
    List<List<InlineButton>> rows = new ArrayList<>();
    for (JsonNode row : markup.map(m -> m.path("inline_keyboard")).orElse(emptyArray())) {
      List<InlineButton> buttons = new ArrayList<>();
      for (JsonNode button : row) {
        buttons.add(
            new InlineButton(
                button.path("text").asText(),
                button.path("callback_data").asText(),
                button.path("url").asText()));
      }
      rows.add(buttons);
    }
    return rows;
  }

  /** All inline buttons. */
  public List<InlineButton> buttons() {
    return keyboard().stream().flatMap(List::stream).toList();
  }

  /** Whether a client would open its reply field. */
  public boolean forcesReply() {
    return markup.map(m -> m.path("force_reply").asBoolean()).orElse(false);
  }

  FakeMessage edited(HtmlText newContent, Optional<byte[]> newPhoto, Optional<JsonNode> newMarkup) {
    return new FakeMessage(
        chat,
        id,
        from,
        date,
        newContent,
        newPhoto,
        newMarkup,
        thread,
        replyTo,
        edits + 1,
        arrivedNanos);
  }

  /** The message as the API shows it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("message_id", id).put("date", date);
    json.set("chat", chat.json());
    json.set("from", from.json());
    if (thread != 0) {
      json.put("message_thread_id", thread).put("is_topic_message", true);
    }
    if (replyTo != 0) {
      chat.find(replyTo).ifPresent(answered -> json.set("reply_to_message", answered.json()));
    }
    if (photo.isPresent()) {
      json.putArray("photo")
          .addObject()
          .put("file_id", "photo-" + id)
          .put("file_unique_id", "unique-" + id)
          .put("width", 800)
          .put("height", 400);
    }
    boolean caption = photo.isPresent();
    if (!text().isEmpty()) {
      json.put(caption ? "caption" : "text", text());
      json.set(caption ? "caption_entities" : "entities", entities());
    }
    markup.filter(m -> m.has("inline_keyboard")).ifPresent(m -> json.set("reply_markup", m));
    return json;
  }

  private ArrayNode entities() {
    ArrayNode array = emptyArray();
    for (HtmlText.Entity entity : content.entities()) {
      ObjectNode one = array.addObject();
      one.put("type", entity.type()).put("offset", entity.offset()).put("length", entity.length());
      if (entity.type().equals("text_link")) {
        one.put("url", entity.value());
      } else if (entity.type().equals("date_time")) {
        one.put("unix_time", Long.parseLong(entity.value()));
      }
    }
    return array;
  }

  private static ArrayNode emptyArray() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
