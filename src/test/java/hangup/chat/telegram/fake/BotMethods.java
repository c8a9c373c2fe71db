package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Carries out the calls of the bot. */
final class BotMethods {

  private static final int MESSAGE = 4096;
  private static final int CAPTION = 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  private final World world;

  BotMethods(World world) {
    this.world = world;
  }

  /** Whether a call counts against the sending rates. */
  static boolean isMessage(String method) {
    return method.startsWith("send") || method.startsWith("edit");
  }

  JsonNode call(String method, ObjectNode parameters, Map<String, byte[]> files)
      throws ApiError, InterruptedException {
    return switch (method) {
      case "getMe" ->
          world
              .bot()
              .json()
              .put("can_join_groups", true)
              .put("can_read_all_group_messages", false)
              .put("supports_inline_queries", true);
      case "getUpdates" -> getUpdates(parameters);
      case "deleteWebhook" -> {
        world.webhook("");
        yield BooleanNode.TRUE;
      }
      case "setWebhook" -> {
        world.webhook(parameters.path("url").asText());
        yield BooleanNode.TRUE;
      }
      case "sendMessage" -> sendMessage(parameters);
      case "sendPhoto" -> sendPhoto(parameters, files);
      case "sendDocument" -> sendDocument(parameters, files);
      case "editMessageText" -> editText(parameters);
      case "editMessageCaption" -> editCaption(parameters);
      case "editMessageMedia" -> editMedia(parameters, files);
      case "editMessageReplyMarkup" -> {
        FakeMessage old = toEdit(parameters);
        yield edit(old, old.content(), old.photo(), parameters);
      }
      case "deleteMessage" -> {
        if (!chat(parameters).delete(parameters.path("message_id").asInt())) {
          throw ApiError.badRequest("message to delete not found");
        }
        yield BooleanNode.TRUE;
      }
      case "answerCallbackQuery" -> {
        String id = parameters.path("callback_query_id").asText();
        if (!world.answerCallback(id, text(parameters, "text"))) {
          throw ApiError.badRequest(
              "query is too old and response timeout expired or query ID is invalid");
        }
        yield BooleanNode.TRUE;
      }
      case "answerInlineQuery" -> {
        world.answerInline(parameters.path("inline_query_id").asText(), parameters);
        yield BooleanNode.TRUE;
      }
      case "setMyCommands", "deleteMyCommands" -> BooleanNode.TRUE;
      case "getChatMember" -> {
        long user = parameters.path("user_id").asLong();
        ObjectNode member = JsonNodeFactory.instance.objectNode();
        member.put("status", chat(parameters).rank(user));
        member.set("user", FakeUser.person(user, "Somebody").json());
        yield member;
      }
      default -> throw ApiError.of(404, "Not Found: method not found");
    };
  }

  private JsonNode getUpdates(ObjectNode parameters) throws ApiError, InterruptedException {
    if (!world.webhook().isEmpty()) {
      throw ApiError.of(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
              + " delete the webhook first");
    }
    Optional<ArrayNode> updates =
        world
            .updates()
            .poll(
                number(parameters, "offset", 0),
                number(parameters, "limit", 100),
                number(parameters, "timeout", 0) * 1_000L);
    if (updates.isEmpty()) {
      throw ApiError.of(
          409,
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
              + " is running");
    }
    return updates.get();
  }

  private JsonNode sendMessage(ObjectNode parameters) throws ApiError {
    HtmlText content = content(parameters, "text", MESSAGE);
    if (content.text().isBlank()) {
      throw ApiError.badRequest("message text is empty");
    }
    return post(content, Optional.empty(), parameters);
  }

  private JsonNode sendPhoto(ObjectNode parameters, Map<String, byte[]> files) throws ApiError {
    byte[] photo = upload(parameters.path("photo"), files);
    return post(content(parameters, "caption", CAPTION), Optional.of(photo), parameters);
  }

  /** The file stands in the chat as its text. */
  private JsonNode sendDocument(ObjectNode parameters, Map<String, byte[]> files) throws ApiError {
    byte[] file = upload(parameters.path("document"), files);
    String text = new String(file, java.nio.charset.StandardCharsets.UTF_8);
    return post(HtmlText.plain(text), Optional.empty(), parameters);
  }

  private JsonNode post(HtmlText content, Optional<byte[]> photo, ObjectNode parameters)
      throws ApiError {
    FakeChat chat = chat(parameters);
    int thread = number(parameters, "message_thread_id", 0);
    if (thread != 0 && !chat.hasTopic(thread)) {
      throw ApiError.badRequest("message thread not found");
    }
    JsonNode reply = parameters.path("reply_parameters");
    int replyTo = 0;
    if (reply.isObject()) {
      replyTo = reply.get("message_id").asInt();
      if (chat.find(replyTo).isEmpty()) {
        if (!reply.path("allow_sending_without_reply").asBoolean()) {
          throw ApiError.badRequest("message to be replied not found");
        }
        replyTo = 0;
      }
    }
    int answered = replyTo;
    return chat.add(
            id ->
                new FakeMessage(
                    chat,
                    id,
                    world.bot(),
                    world.now(),
                    content,
                    photo,
                    markup(parameters),
                    thread,
                    answered,
                    0,
                    System.nanoTime()))
        .json();
  }

  private JsonNode editText(ObjectNode parameters) throws ApiError {
    FakeMessage old = toEdit(parameters);
    if (old.photo().isPresent()) {
      throw ApiError.badRequest("there is no text in the message to edit");
    }
    return edit(old, content(parameters, "text", MESSAGE), Optional.empty(), parameters);
  }

  private JsonNode editCaption(ObjectNode parameters) throws ApiError {
    FakeMessage old = toEdit(parameters);
    if (old.photo().isEmpty()) {
      throw ApiError.badRequest("there is no caption in the message to edit");
    }
    return edit(old, content(parameters, "caption", CAPTION), old.photo(), parameters);
  }

  private JsonNode editMedia(ObjectNode parameters, Map<String, byte[]> files) throws ApiError {
    FakeMessage old = toEdit(parameters);
    if (!(parameters.path("media") instanceof ObjectNode media)) {
      throw ApiError.badRequest("can't parse media");
    }
    byte[] photo = upload(media.path("media"), files);
    return edit(old, content(media, "caption", CAPTION), Optional.of(photo), parameters);
  }

  private FakeMessage toEdit(ObjectNode parameters) throws ApiError {
    FakeMessage old =
        chat(parameters)
            .find(number(parameters, "message_id", 0))
            .orElseThrow(() -> ApiError.badRequest("message to edit not found"));
    if (!old.from().equals(world.bot())) {
      throw ApiError.badRequest("message can't be edited");
    }
    return old;
  }

  private static JsonNode edit(
      FakeMessage old, HtmlText content, Optional<byte[]> photo, ObjectNode parameters)
      throws ApiError {
    Optional<JsonNode> markup = markup(parameters);
    if (old.content().equals(content)
        && old.markup().equals(markup)
        && Arrays.equals(old.photo().orElse(new byte[0]), photo.orElse(new byte[0]))) {
      throw ApiError.badRequest(
          "message is not modified: specified new message content and reply markup are exactly the"
              + " same as a current content and reply markup of the message");
    }
    FakeMessage edited = old.edited(content, photo, markup);
    old.chat().change(old.id(), before -> edited);
    return edited.json();
  }

  private FakeChat chat(ObjectNode parameters) throws ApiError {
    FakeChat chat =
        world
            .chat(parameters.path("chat_id").asLong())
            .orElseThrow(() -> ApiError.badRequest("chat not found"));
    if (chat.migratedTo() != 0) {
      throw ApiError.migrated(chat.migratedTo());
    }
    if (chat.refusal().isPresent() && chat.refusal().get() instanceof Fault.Refused error) {
      throw ApiError.of(error.code(), error.description());
    }
    return chat;
  }

  private static HtmlText content(ObjectNode parameters, String name, int most) throws ApiError {
    String raw = text(parameters, name);
    HtmlText content;
    try {
      content =
          text(parameters, "parse_mode").equals("HTML") ? HtmlText.parse(raw) : HtmlText.plain(raw);
    } catch (HtmlText.ParseException e) {
      throw ApiError.of(400, String.valueOf(e.getMessage()));
    }
    if (content.text().length() > most) {
      throw ApiError.badRequest(
          most == CAPTION ? "message caption is too long" : "message is too long");
    }
    if (content.entities().size() > 100) {
      throw ApiError.badRequest("more than 100 entities: the rest would not be shown");
    }
    return content;
  }

  private static byte[] upload(JsonNode media, Map<String, byte[]> files) throws ApiError {
    String name = media.asText();
    byte[] file = name.startsWith("attach://") ? files.get(name.substring(9)) : null;
    if (file == null) {
      throw ApiError.badRequest("wrong file identifier/HTTP URL specified");
    }
    if (file.length < 4 || !Arrays.equals(Arrays.copyOf(file, 4), PNG)) {
      throw ApiError.badRequest("IMAGE_PROCESS_FAILED");
    }
    if (file.length > 10 * 1024 * 1024) {
      throw ApiError.badRequest("PHOTO_TOO_BIG");
    }
    return file;
  }

  private static Optional<JsonNode> markup(ObjectNode parameters) {
    JsonNode markup = parameters.path("reply_markup");
    return markup.isObject() ? Optional.of(markup) : Optional.empty();
  }

  private static String text(ObjectNode parameters, String name) {
    return parameters.path(name).asText();
  }

  private static int number(ObjectNode parameters, String name, int otherwise) {
    return parameters.path(name).asInt(otherwise);
  }
}
