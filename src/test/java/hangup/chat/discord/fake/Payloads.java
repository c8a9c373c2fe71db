package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the JSON that Discord sends. */
final class Payloads {

  static final String BOT = "100";

  private static final long DISCORD_EPOCH = 1420070400000L;

  private final Clock clock;
  private final AtomicLong counter = new AtomicLong();

  Payloads(Clock clock) {
    this.clock = clock;
  }

  static ObjectNode self() {
    ObjectNode self = object();
    self.put("id", BOT).put("username", "Hangup").put("discriminator", "0000").put("bot", true);
    self.putNull("global_name").putNull("avatar").put("verified", true).put("mfa_enabled", false);
    return self.put("flags", 0).put("public_flags", 0);
  }

  static ObjectNode user(FakeUser user) {
    ObjectNode json = object();
    json.put("id", user.id()).put("username", user.name()).put("discriminator", "0");
    json.put("global_name", user.name()).putNull("avatar").put("bot", false);
    return json.put("public_flags", 0);
  }

  static ObjectNode directChannel(String id, ObjectNode recipient) {
    ObjectNode json = object();
    json.put("id", id).put("type", 1).putNull("last_message_id").put("flags", 0);
    json.putArray("recipients").add(recipient);
    return json;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An id that carries the time, as Discord's do. */
  String snowflake() {
    long time = clock.millis() - DISCORD_EPOCH;
    return Long.toString((time << 22) + (counter.incrementAndGet() & 0x3FFFFF));
  }

  String now() {
    return timestamp(clock.instant());
  }

  /** What all interactions have in common. */
  ObjectNode interaction(
      FakeInteraction interaction, int type, FakeUser user, Optional<FakeGuild> guild) {
    ObjectNode json = object();
    json.put("id", interaction.id()).put("application_id", BOT).put("type", type);
    json.put("token", interaction.token()).put("version", 1).put("locale", "en-US");
    json.put("channel_id", interaction.channel()).put("app_permissions", "2147609664");
    json.put("attachment_size_limit", 10485760).putArray("entitlements");
    json.putObject("authorizing_integration_owners").put("0", guild.map(FakeGuild::id).orElse("0"));
    if (guild.isEmpty()) {
      json.put("context", 1);
      json.set("user", user(user));
      json.set("channel", directChannel(interaction.channel(), user(user)));
      return json;
    }
    FakeGuild place = guild.get();
    json.put("context", 0).put("guild_id", place.id()).put("guild_locale", "en-US");
    ObjectNode partial = json.putObject("guild");
    partial.put("id", place.id()).put("locale", "en-US").putArray("features");
    ObjectNode channel = place.channel(interaction.channel()).json(place.id());
    channel.put("permissions", Long.toString(user.permissions()));
    json.set("channel", channel);
    json.set("member", member(user));
    ((ObjectNode) json.get("member")).set("user", user(user));
    return json;
  }

  static ObjectNode member(FakeUser user) {
    ObjectNode member = object();
    ArrayNode roles = member.putArray("roles");
    user.roles().forEach(roles::add);
    member.put("permissions", Long.toString(user.permissions())).put("deaf", false);
    member.put("mute", false).put("flags", 0).put("pending", false).putNull("nick");
    return member.put("joined_at", "2026-01-01T00:00:00+00:00");
  }

  /** A message of the bot's, as stored and sent back. */
  ObjectNode message(String channel, JsonNode request, Map<String, UploadedFile> files) {
    ObjectNode json = object();
    json.put("id", snowflake()).put("channel_id", channel).put("type", 0).put("timestamp", now());
    json.putNull("edited_timestamp").put("tts", false).put("mention_everyone", false);
    json.put("pinned", false).put("flags", request.path("flags").asInt());
    json.put("content", request.path("content").asText(""));
    json.putArray("mentions");
    json.putArray("mention_roles");
    json.set("author", self());
    if (request.has("nonce")) {
      json.set("nonce", request.get("nonce"));
    }
    if (request.has("message_reference")) {
      json.set("referenced", request.get("message_reference"));
    }
    json.putArray("embeds");
    json.putArray("components");
    json.putArray("attachments");
    change(json, request, files);
    json.putNull("edited_timestamp");
    return json;
  }

  /** Applies an edit. */
  void change(ObjectNode message, JsonNode request, Map<String, UploadedFile> files) {
    for (String field : java.util.List.of("content", "embeds", "components")) {
      if (request.hasNonNull(field)) {
        message.set(field, request.get(field).deepCopy());
      }
    }
    message.withArray("embeds").forEach(embed -> ((ObjectNode) embed).put("type", "rich"));
    if (request.has("attachments")) {
      message.putArray("attachments");
    }
    ArrayNode attachments = message.withArray("attachments");
    int index = 0;
    for (UploadedFile file : files.values()) {
      ObjectNode attachment = attachments.addObject();
      String url = "https://cdn.example/" + message.path("id").asText() + "/" + file.filename();
      attachment.put("id", snowflake()).put("filename", file.filename());
      attachment.put("size", file.bytes().length).put("url", url).put("proxy_url", url);
      attachment.put(
          "description", request.path("attachments").path(index++).path("description").asText(""));
    }
    message.put("edited_timestamp", now());
  }

  private static String timestamp(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }
}
