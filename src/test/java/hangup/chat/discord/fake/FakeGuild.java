package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A server that the bot is a member of.
 *
 * @param roles names by id, without {@code @everyone}
 */
public record FakeGuild(
    String id, String name, List<FakeChannel> channels, Map<String, String> roles) {

  public FakeGuild {
    channels = List.copyOf(channels);
    roles = Map.copyOf(roles);
  }

  /**
   * A text channel, or a thread when it has a {@code parent}.
   *
   * @param parent the channel's id that a thread belongs to; empty for a text channel
   */
  public record FakeChannel(String id, String name, String parent, boolean archived) {

    public static FakeChannel text(String id, String name) {
      return new FakeChannel(id, name, "", false);
    }

    public static FakeChannel thread(String id, String name, String parent) {
      return new FakeChannel(id, name, parent, false);
    }

    public static FakeChannel archivedThread(String id, String name, String parent) {
      return new FakeChannel(id, name, parent, true);
    }

    boolean isThread() {
      return !parent.isEmpty();
    }

    /** The channel as gateway events carry it. */
    ObjectNode json(String guildId) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("id", id).put("name", name).put("guild_id", guildId).put("flags", 0);
      json.putNull("last_message_id").put("rate_limit_per_user", 0);
      if (!isThread()) {
        json.put("type", 0).put("position", 0).put("nsfw", false).putNull("topic");
        json.putNull("parent_id").putArray("permission_overwrites");
        return json;
      }
      json.put("type", 11).put("parent_id", parent).put("owner_id", "1").put("message_count", 0);
      json.put("total_message_sent", 0).put("member_count", 1);
      ObjectNode metadata = json.putObject("thread_metadata");
      metadata.put("archived", archived).put("auto_archive_duration", 1440).put("locked", archived);
      metadata.put("archive_timestamp", "2026-01-01T00:00:00+00:00");
      metadata.put("create_timestamp", "2026-01-01T00:00:00+00:00");
      return json;
    }
  }

  FakeChannel channel(String channelId) {
    return channels.stream()
        .filter(channel -> channel.id().equals(channelId))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no channel " + channelId));
  }

  boolean has(String channelId) {
    return channels.stream().anyMatch(channel -> channel.id().equals(channelId));
  }

  /** The guild as GUILD_CREATE carries it; archived threads are not in it. */
  ObjectNode json(ObjectNode self) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("name", name).putNull("icon").putNull("splash").put("owner_id", "1");
    json.put("unavailable", false).put("member_count", 2).put("large", false);
    json.put("joined_at", "2026-01-01T00:00:00+00:00").put("preferred_locale", "en-US");
    json.put("verification_level", 0).put("default_message_notifications", 0).put("mfa_level", 0);
    json.put("afk_timeout", 300)
        .put("explicit_content_filter", 0)
        .put("premium_progress_bar_enabled", false);
    json.put("system_channel_flags", 0).put("nsfw_level", 0).put("premium_tier", 0);
    for (String empty :
        List.of(
            "guild_scheduled_events",
            "emojis",
            "stickers",
            "voice_states",
            "presences",
            "features",
            "stage_instances")) {
      json.putArray(empty);
    }
    ArrayNode roleArray = json.putArray("roles");
    roleArray.add(role(id, "@everyone", 0));
    roles.forEach((roleId, roleName) -> roleArray.add(role(roleId, roleName, 1)));
    ArrayNode channelArray = json.putArray("channels");
    ArrayNode threads = json.putArray("threads");
    for (FakeChannel channel : channels) {
      if (!channel.isThread()) {
        channelArray.add(channel.json(id));
      } else if (!channel.archived()) {
        threads.add(channel.json(id));
      }
    }
    ObjectNode member = json.putArray("members").addObject();
    member.set("user", self);
    member.put("joined_at", "2026-01-01T00:00:00+00:00").put("deaf", false).put("mute", false);
    member.put("flags", 0).putArray("roles");
    return json;
  }

  private static ObjectNode role(String roleId, String roleName, int position) {
    ObjectNode role = JsonNodeFactory.instance.objectNode();
    role.put("id", roleId).put("name", roleName).put("color", 0).put("hoist", false);
    role.putObject("colors").put("primary_color", 0);
    role.put("position", position).put("permissions", "2147609664").put("managed", false);
    return role.put("mentionable", false).put("flags", 0);
  }
}
