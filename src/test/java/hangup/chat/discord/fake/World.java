package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import hangup.chat.discord.fake.RestApi.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What exists in this Discord: guilds, commands, interactions, messages. Thread-safe. */
final class World {

  static final String GLOBAL = "global";
  private static final String DIRECT = "77";

  private final Clock clock;
  private final Payloads payloads;
  private final List<FakeGuild> guilds;
  private final Map<String, ArrayNode> commands = new ConcurrentHashMap<>();
  private final Map<String, FakeInteraction> interactions = new ConcurrentHashMap<>();
  private final Map<String, List<ObjectNode>> messages = new ConcurrentHashMap<>();
  private final Map<String, Answer> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledgedAgain = new AtomicInteger();
  private volatile String gatewayUrl = "";

  World(Clock clock, Payloads payloads, List<FakeGuild> guilds) {
    this.clock = clock;
    this.payloads = payloads;
    this.guilds = List.copyOf(guilds);
  }

  void gatewayAt(String url) {
    gatewayUrl = url;
  }

  ObjectNode gateway() {
    ObjectNode json = Payloads.object().put("url", gatewayUrl).put("shards", 1);
    json.putObject("session_start_limit")
        .put("total", 1000)
        .put("remaining", 999)
        .put("reset_after", 0)
        .put("max_concurrency", 1);
    return json;
  }

  Optional<FakeGuild> guild(String id) {
    return guilds.stream().filter(guild -> guild.id().equals(id)).findFirst();
  }

  Optional<FakeGuild> guildOf(String channel) {
    return guilds.stream().filter(guild -> guild.has(channel)).findFirst();
  }

  ArrayNode register(String scope, JsonNode declared) {
    ArrayNode registered = Routes.emptyArray();
    for (JsonNode command : declared) {
      ObjectNode copy = command.deepCopy();
      copy.put("id", payloads.snowflake()).put("application_id", Payloads.BOT).put("version", "1");
      if (!scope.equals(GLOBAL)) {
        copy.put("guild_id", scope);
      }
      registered.add(copy);
    }
    commands.put(scope, registered);
    return registered;
  }

  ArrayNode commands(String scope) {
    return commands.getOrDefault(scope, Routes.emptyArray());
  }

  /** The command as the client in this channel knows it. */
  JsonNode command(String channel, String name) {
    List<JsonNode> found = new ArrayList<>();
    commands(GLOBAL).forEach(found::add);
    guildOf(channel).ifPresent(guild -> commands(guild.id()).forEach(found::add));
    found.removeIf(command -> !command.path("name").asText().equals(name));
    if (found.size() != 1) {
      throw new AssertionError("/" + name + " is registered " + found.size() + " times here");
    }
    return found.get(0);
  }

  void add(FakeInteraction interaction) {
    interactions.put(interaction.token(), interaction);
  }

  void forget(FakeInteraction interaction) {
    interactions.remove(interaction.token());
  }

  Optional<FakeInteraction> interaction(String token) {
    return Optional.ofNullable(interactions.get(token));
  }

  boolean older(FakeInteraction interaction, Duration age) {
    return interaction.created().plus(age).isBefore(clock.instant());
  }

  void acknowledgedAgain() {
    acknowledgedAgain.incrementAndGet();
  }

  int acknowledgedAgainCount() {
    return acknowledgedAgain.get();
  }

  ObjectNode answer(
      FakeInteraction interaction, JsonNode request, Map<String, UploadedFile> files) {
    return payloads.message(interaction.channel(), request, files);
  }

  void change(ObjectNode message, JsonNode request, Map<String, UploadedFile> files) {
    payloads.change(message, request, files);
  }

  /** Posts; with {@code enforce_nonce} the same nonce gives the message that is there already. */
  synchronized ObjectNode post(String channel, JsonNode request, Map<String, UploadedFile> files) {
    List<ObjectNode> there = messages.computeIfAbsent(channel, c -> new ArrayList<>());
    if (request.path("enforce_nonce").asBoolean()) {
      for (ObjectNode message : there) {
        if (message.path("nonce").equals(request.path("nonce"))) {
          return message;
        }
      }
    }
    ObjectNode message = payloads.message(channel, request, files);
    guildOf(channel).ifPresent(guild -> message.put("guild_id", guild.id()));
    there.add(message);
    return message;
  }

  synchronized Optional<ObjectNode> message(String channel, String id) {
    return messages.getOrDefault(channel, List.of()).stream()
        .filter(message -> message.path("id").asText().equals(id))
        .findFirst();
  }

  synchronized List<ObjectNode> messages(String channel) {
    return messages.getOrDefault(channel, List.of()).stream().map(ObjectNode::deepCopy).toList();
  }

  synchronized void forgetMessages() {
    messages.clear();
  }

  ObjectNode directChannel(String user) {
    ObjectNode recipient = Payloads.user(FakeUser.member(user, "user-" + user));
    return Payloads.directChannel(DIRECT + user, recipient);
  }

  static String directChannelId(String user) {
    return DIRECT + user;
  }

  void refuse(String channel, Answer answer) {
    refusals.put(channel, answer);
  }

  void allow(String channel) {
    refusals.remove(channel);
  }

  Optional<Answer> refusal(String channel) {
    Answer refusal = refusals.get(channel);
    if (refusal != null) {
      return Optional.of(refusal);
    }
    if (channel.startsWith(DIRECT)) {
      return Optional.empty();
    }
    Optional<FakeGuild> guild = guildOf(channel);
    return guild.isPresent()
        ? Optional.empty()
        : Optional.of(Answer.error(404, 10003, "Unknown Channel"));
  }
}
