package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.chat.discord.fake.FakeInteraction.CallbackType;
import hangup.chat.discord.fake.RestApi.Answer;
import hangup.chat.discord.fake.RestApi.Call;
import hangup.chat.discord.fake.RestApi.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What Discord does with each request that a bot may make. */
final class Routes {

  private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(3);
  private static final Duration TOKEN_LIVES = Duration.ofMinutes(15);
  private static final String MESSAGE = "/webhooks/{webhook_id}/{webhook_token}/messages/";

  private final World world;

  Routes(World world) {
    this.world = world;
  }

  List<Route> all() {
    return List.of(
        Route.bare("GET", "/users/@me", call -> Answer.ok(Payloads.self())),
        Route.bare("GET", "/gateway", call -> Answer.ok(world.gateway())),
        Route.bare("GET", "/gateway/bot", call -> Answer.ok(world.gateway())),
        Route.checked("POST", "/users/@me/channels", this::openDirectChannel),
        Route.bare(
            "GET",
            "/applications/{application_id}/commands",
            call -> Answer.ok(world.commands(World.GLOBAL))),
        Route.checked(
            "PUT",
            "/applications/{application_id}/commands",
            call -> Answer.ok(world.register(World.GLOBAL, call.json()))),
        Route.bare(
            "GET",
            "/applications/{application_id}/guilds/{guild_id}/commands",
            call -> Answer.ok(world.commands(call.parts().get(1)))),
        Route.checked(
            "PUT", "/applications/{application_id}/guilds/{guild_id}/commands", this::register),
        Route.checked(
            "POST", "/interactions/{interaction_id}/{interaction_token}/callback", this::callback),
        Route.checked("POST", "/webhooks/{webhook_id}/{webhook_token}", this::followUp),
        Route.checked("PATCH", MESSAGE + "@original", call -> editAnswer(call, "@original")),
        Route.bare("DELETE", MESSAGE + "@original", call -> deleteAnswer(call, "@original")),
        Route.bare("GET", MESSAGE + "@original", call -> getAnswer(call, "@original")),
        Route.checked(
            "PATCH", MESSAGE + "{message_id}", call -> editAnswer(call, call.parts().get(2))),
        Route.checked("POST", "/channels/{channel_id}/messages", this::post),
        Route.checked("PATCH", "/channels/{channel_id}/messages/{message_id}", this::edit),
        Route.bare("POST", "/channels/{channel_id}/typing", call -> Answer.noContent()));
  }

  private Answer register(Call call) {
    String guild = call.parts().get(1);
    return world.guild(guild).isEmpty()
        ? Answer.error(403, 50001, "Missing Access")
        : Answer.ok(world.register(guild, call.json()));
  }

  private Answer openDirectChannel(Call call) {
    return Answer.ok(world.directChannel(call.json().path("recipient_id").asText()));
  }

  private Answer callback(Call call) {
    Optional<FakeInteraction> known = world.interaction(call.parts().get(1));
    if (known.isEmpty() || world.older(known.get(), ACKNOWLEDGE_WITHIN)) {
      return Answer.error(404, 10062, "Unknown interaction");
    }
    FakeInteraction interaction = known.get();
    synchronized (interaction) {
      if (interaction.acknowledged()) {
        world.acknowledgedAgain();
        return Answer.error(400, 40060, "Interaction has already been acknowledged.");
      }
      CallbackType callback = CallbackType.of(call.json().path("type").asInt()).orElseThrow();
      if ((callback == CallbackType.DEFERRED_UPDATE || callback == CallbackType.UPDATE)
          && interaction.source().isEmpty()) {
        return Answer.error(400, 50035, "Invalid Form Body: nothing to update");
      }
      interaction.acknowledge(callback);
      return carryOut(interaction, callback, call);
    }
  }

  private Answer carryOut(FakeInteraction interaction, CallbackType callback, Call call) {
    JsonNode data = call.json().path("data");
    switch (callback) {
      case CHOICES -> interaction.offer(data.path("choices"));
      case MESSAGE -> interaction.add(world.answer(interaction, data, call.files()));
      case DEFERRED_MESSAGE -> {
        ObjectNode thinking = world.answer(interaction, data, call.files());
        int flags = data.path("flags").asInt() & FakeInteraction.EPHEMERAL;
        interaction.add(thinking.put("flags", flags | FakeInteraction.LOADING));
      }
      case UPDATE -> {
        ObjectNode source = interaction.source().orElseThrow();
        world.change(source, data, call.files());
        interaction.show(source);
      }
      case DEFERRED_UPDATE -> {}
    }
    if (!call.query().contains("with_response=true")) {
      return Answer.noContent();
    }
    ObjectNode response = Payloads.object();
    response.putObject("interaction").put("id", interaction.id()).put("type", 2);
    interaction
        .stored("@original")
        .ifPresent(
            message ->
                response
                    .putObject("resource")
                    .put("type", call.json().path("type").asInt())
                    .set("message", message));
    return Answer.ok(response);
  }

  private Answer followUp(Call call) {
    return withToken(
        call,
        interaction -> {
          Optional<ObjectNode> original = interaction.stored("@original");
          if (original.isPresent() && isThinking(original.get())) {
            return fill(interaction, original.get(), call);
          }
          ObjectNode message = world.answer(interaction, call.json(), call.files());
          interaction.add(message);
          return Answer.ok(message);
        });
  }

  private Answer editAnswer(Call call, String messageId) {
    return withToken(
        call,
        interaction -> {
          Optional<ObjectNode> message = interaction.stored(messageId);
          if (message.isEmpty()) {
            return Answer.error(404, 10008, "Unknown Message");
          }
          return fill(interaction, message.get(), call);
        });
  }

  /** Edits; the first edit of an answer that was only promised is the answer. */
  private Answer fill(FakeInteraction interaction, ObjectNode message, Call call) {
    boolean first = isThinking(message) || !interaction.answered();
    world.change(message, call.json(), call.files());
    message.put("flags", message.path("flags").asInt() & ~FakeInteraction.LOADING);
    if (first) {
      interaction.show(message);
    }
    return Answer.ok(message);
  }

  private Answer getAnswer(Call call, String messageId) {
    return withToken(
        call,
        interaction ->
            interaction
                .stored(messageId)
                .<Answer>map(Answer::ok)
                .orElseGet(() -> Answer.error(404, 10008, "Unknown Message")));
  }

  private Answer deleteAnswer(Call call, String messageId) {
    return withToken(
        call,
        interaction -> {
          Optional<ObjectNode> message = interaction.stored(messageId);
          message.ifPresent(found -> interaction.remove(found.path("id").asText()));
          return message.isPresent()
              ? Answer.noContent()
              : Answer.error(404, 10008, "Unknown Message");
        });
  }

  private interface WithInteraction {
    Answer handle(FakeInteraction interaction);
  }

  private Answer withToken(Call call, WithInteraction then) {
    Optional<FakeInteraction> known = world.interaction(call.parts().get(1));
    if (known.isEmpty() || !known.get().acknowledged()) {
      return Answer.error(404, 10015, "Unknown Webhook");
    }
    if (world.older(known.get(), TOKEN_LIVES)) {
      return Answer.error(401, 50027, "Invalid Webhook Token");
    }
    synchronized (known.get()) {
      return then.handle(known.get());
    }
  }

  private Answer post(Call call) {
    String channel = call.parts().get(0);
    Optional<Answer> refusal = world.refusal(channel);
    return refusal.isPresent()
        ? refusal.get()
        : Answer.ok(world.post(channel, call.json(), call.files()));
  }

  private Answer edit(Call call) {
    Optional<ObjectNode> message = world.message(call.parts().get(0), call.parts().get(1));
    if (message.isEmpty()) {
      return Answer.error(404, 10008, "Unknown Message");
    }
    world.change(message.get(), call.json(), call.files());
    return Answer.ok(message.get());
  }

  private static boolean isThinking(ObjectNode message) {
    return (message.path("flags").asInt() & FakeInteraction.LOADING) != 0;
  }

  static ArrayNode emptyArray() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
