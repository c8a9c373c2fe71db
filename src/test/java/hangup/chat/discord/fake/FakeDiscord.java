package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.discord.fake.FakeGuild.FakeChannel;
import hangup.chat.discord.fake.RestApi.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Discord on loopback. Users are played by the methods here; what the bot did is found in the
 * {@link FakeInteraction}s they return, in {@link #messages}, and request by request in {@link
 * #requests}. Times that Discord enforces (3 s to acknowledge, 15 min of a token's life) go by the
 * clock given.
 */
public final class FakeDiscord implements AutoCloseable {

  /** The token of the only bot. */
  public static final String TOKEN = "MTAw.fake-token.for-tests-only";

  public static final String GUILD = "1001";
  public static final String OTHER_GUILD = "1002";
  public static final String NOC_ROLE = "3001";
  public static final String CHANNEL = "2001";
  public static final String SECOND_CHANNEL = "2002";
  public static final String THREAD = "2101";
  public static final String ARCHIVED_THREAD = "2102";
  public static final String OTHER_GUILD_CHANNEL = "2201";

  private static final int KEPT_REQUESTS = 20_000;

  private final Clock clock;
  private final Payloads payloads;
  private final World world;
  private final Faults faults = new Faults();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final AtomicLong tokens = new AtomicLong();
  private final RestApi rest;
  private final FakeGateway gateway;
  private boolean recording = true;

  private FakeDiscord(Clock clock, int moreChannels) throws IOException, InterruptedException {
    this.clock = clock;
    payloads = new Payloads(clock);
    List<FakeGuild> guilds = guilds(moreChannels);
    world = new World(clock, payloads, guilds);
    rest = new RestApi(TOKEN, faults, violations::add, this::record);
    gateway = new FakeGateway(TOKEN, Payloads.self(), guilds, violations::add);
    gateway.start();
    world.gatewayAt(gateway.url());
    rest.start(new Routes(world).all());
  }

  public static FakeDiscord start() {
    return start(Clock.systemUTC());
  }

  public static FakeDiscord start(Clock clock) {
    return start(clock, 0);
  }

  /** With more channels in the first guild: {@link #channel} of 0 and on. */
  public static FakeDiscord withChannels(int channels) {
    return start(Clock.systemUTC(), channels);
  }

  private static FakeDiscord start(Clock clock, int moreChannels) {
    try {
      return new FakeDiscord(clock, moreChannels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One of the channels of {@link #withChannels}. */
  public static String channel(int number) {
    return Integer.toString(500_000 + number);
  }

  /** The address of the REST API, with the version and a slash at its end. */
  public String apiUrl() {
    return rest.url();
  }

  /** The address of the gateway. */
  public String gatewayUrl() {
    return gateway.url();
  }

  public FakeGateway gateway() {
    return gateway;
  }

  public Faults faults() {
    return faults;
  }

  // What users do

  /**
   * Uses a slash command that the bot has registered.
   *
   * @param options values by name: String, Integer, Long or Boolean, as the registration says
   */
  public FakeInteraction command(
      FakeUser user, String channel, String name, Map<String, Object> options) {
    JsonNode command = world.command(channel, name);
    ObjectNode data = commandData(command);
    options.forEach((option, value) -> addOption(data, command, option, value, false));
    for (JsonNode option : command.path("options")) {
      if (option.path("required").asBoolean()
          && !options.containsKey(option.path("name").asText())) {
        throw new AssertionError("/" + name + " needs " + option.path("name").asText());
      }
    }
    return dispatch(user, channel, 2, data, Optional.empty());
  }

  /** Types into an option; the other options are as filled in so far. */
  public FakeInteraction typeInto(
      FakeUser user,
      String channel,
      String name,
      String option,
      String typed,
      Map<String, Object> others) {
    JsonNode command = world.command(channel, name);
    ObjectNode data = commandData(command);
    others.forEach((other, value) -> addOption(data, command, other, value, false));
    addOption(data, command, option, typed, true);
    return dispatch(user, channel, 4, data, Optional.empty());
  }

  /** Presses a button of a message of the bot's. */
  public FakeInteraction press(FakeUser user, JsonNode message, String customId) {
    ObjectNode data = Payloads.object().put("custom_id", customId).put("component_type", 2);
    return dispatch(user, message.path("channel_id").asText(), 3, data, Optional.of(message));
  }

  /** Chooses in the select menu of a message of the bot's. */
  public FakeInteraction choose(FakeUser user, JsonNode message, String customId, String value) {
    ObjectNode data = Payloads.object().put("custom_id", customId).put("component_type", 3);
    data.putArray("values").add(value);
    return dispatch(user, message.path("channel_id").asText(), 3, data, Optional.of(message));
  }

  /**
   * Writes a message. As Discord does without the message-content intent, its text reaches the bot
   * only in a direct message or when the bot is mentioned.
   */
  public String write(FakeUser user, String channel, String text) {
    boolean direct = world.guildOf(channel).isEmpty();
    boolean mentioned =
        text.contains("<@" + Payloads.BOT + ">") || text.contains("<@!" + Payloads.BOT + ">");
    String visible = direct || mentioned ? text : "";
    ObjectNode message =
        payloads.message(channel, Payloads.object().put("content", visible), Map.of());
    message.set("author", Payloads.user(user));
    if (mentioned) {
      message.withArray("mentions").add(Payloads.self());
    }
    world
        .guildOf(channel)
        .ifPresent(
            guild -> {
              message.put("guild_id", guild.id());
              message.set("member", Payloads.member(user));
            });
    if (direct) {
      message.put("channel_type", 1);
    }
    gateway.dispatch("MESSAGE_CREATE", message);
    return message.path("id").asText();
  }

  /** The channel of a user's private talk with the bot. */
  public static String directChannel(FakeUser user) {
    return World.directChannelId(user.id());
  }

  /** How the bot is mentioned in a text. */
  public static String mention() {
    return "<@" + Payloads.BOT + ">";
  }

  /** Delivers an interaction once more, as a gateway may after a resume. */
  public void deliverAgain(FakeInteraction interaction, FakeUser user, String command) {
    ObjectNode event =
        payloads.interaction(interaction, 2, user, world.guildOf(interaction.channel()));
    event.set("data", commandData(world.command(interaction.channel(), command)));
    gateway.dispatch("INTERACTION_CREATE", event);
  }

  // What the operator of this Discord does

  /** From now on posting into the channel fails with Discord's own code, for example 50013. */
  public void refusePosts(String channel, int status, int code, String message) {
    world.refuse(channel, Answer.error(status, code, message));
  }

  public void allowPosts(String channel) {
    world.allow(channel);
  }

  /** The token is not valid any more: REST answers 401 and the gateway closes with 4004. */
  public void revokeToken() {
    rest.acceptToken("revoked");
  }

  // What the bot did

  /** What the real Discord would have refused or ignored; empty when all is well. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  public synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  public List<RecordedRequest> requests(String method, String pathRegex) {
    return RecordedRequest.select(requests(), method, pathRegex);
  }

  /** The bot's messages in a channel, oldest first, without answers to interactions. */
  public List<ObjectNode> messages(String channel) {
    return world.messages(channel);
  }

  /** The commands of a guild, or the global ones. */
  public ArrayNode commands(@Nullable String guild) {
    return world.commands(guild == null ? World.GLOBAL : guild);
  }

  /** How often the bot acknowledged what it had acknowledged before. */
  public int acknowledgedAgain() {
    return world.acknowledgedAgainCount();
  }

  /** Whether requests are kept; a long run switches it off. */
  public synchronized void keepRequests(boolean yes) {
    recording = yes;
    requests.clear();
  }

  /** Drops an interaction that a long run has looked at. */
  public void forget(FakeInteraction interaction) {
    world.forget(interaction);
  }

  public synchronized void forgetRequests() {
    requests.clear();
  }

  @Override
  public void close() {
    rest.stop();
    try {
      gateway.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FakeInteraction dispatch(
      FakeUser user, String channel, int type, ObjectNode data, Optional<JsonNode> message) {
    FakeInteraction interaction =
        new FakeInteraction(
            payloads.snowflake(),
            "token-" + tokens.incrementAndGet(),
            channel,
            clock.instant(),
            message.map(JsonNode::<ObjectNode>deepCopy));
    world.add(interaction);
    ObjectNode event = payloads.interaction(interaction, type, user, world.guildOf(channel));
    event.set("data", data);
    interaction.source().ifPresent(source -> event.set("message", source.deepCopy()));
    gateway.dispatch("INTERACTION_CREATE", event);
    return interaction;
  }

  private static ObjectNode commandData(JsonNode command) {
    ObjectNode data = Payloads.object();
    data.put("id", command.path("id").asText()).put("name", command.path("name").asText());
    data.put("type", 1).putArray("options");
    return data;
  }

  private static void addOption(
      ObjectNode data, JsonNode command, String name, Object value, boolean focused) {
    for (JsonNode option : command.path("options")) {
      if (option.path("name").asText().equals(name)) {
        int type = option.path("type").asInt();
        if (focused && !option.path("autocomplete").asBoolean()) {
          throw new AssertionError(name + " does not complete");
        }
        ObjectNode json = data.withArray("options").addObject().put("name", name).put("type", type);
        if (type == 5) {
          json.put("value", (Boolean) value);
        } else if (type == 4 && !focused) {
          json.put("value", ((Number) value).longValue());
        } else {
          json.put("value", (String) value);
        }
        if (focused) {
          json.put("focused", true);
        }
        return;
      }
    }
    throw new AssertionError("no option " + name + " in " + command);
  }

  private synchronized void record(RecordedRequest request) {
    if (recording) {
      requests.add(request);
      if (requests.size() > KEPT_REQUESTS) {
        requests.removeFirst();
      }
    }
  }

  private static List<FakeGuild> guilds(int moreChannels) {
    List<FakeChannel> channels =
        new ArrayList<>(
            List.of(
                FakeChannel.text(CHANNEL, "noc"),
                FakeChannel.text(SECOND_CHANNEL, "alerts"),
                FakeChannel.thread(THREAD, "incident", CHANNEL),
                FakeChannel.archivedThread(ARCHIVED_THREAD, "last week", CHANNEL)));
    for (int i = 0; i < moreChannels; i++) {
      channels.add(FakeChannel.text(channel(i), "customer-" + i));
    }
    return List.of(
        new FakeGuild(GUILD, "Carrier support", channels, Map.of(NOC_ROLE, "NOC")),
        new FakeGuild(
            OTHER_GUILD,
            "Somebody else",
            List.of(FakeChannel.text(OTHER_GUILD_CHANNEL, "general")),
            Map.of()));
  }

  /** For messages that a test looks through. */
  public static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }
}
