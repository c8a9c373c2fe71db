package hangup.chat.discord;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.AttachedFile;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.Requester;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/**
 * The requests that the bot makes, by ids, through JDA's queue with its rate limits. JDA's own
 * actions need the channel or the interaction in its cache, and an interaction's can be tried only
 * once; archived threads, a second attempt and answers after a reconnect need neither here.
 */
final class DiscordCalls {

  /** Longer than JDA waits for an answer; a full queue may take longer and counts as failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static final int EPHEMERAL = 1 << 6;

  private final JDA jda;
  private final Runnable tokenRefused;

  /**
   * @param tokenRefused called when Discord says that the token is not valid any more
   */
  DiscordCalls(JDA jda, Runnable tokenRefused) {
    this.jda = jda;
    this.tokenRefused = tokenRefused;
  }

  /** Answers an interaction itself; {@code type} as in "Interaction Callback Type". */
  CompletableFuture<Outcome> callback(String id, String token, int type, DataObject data) {
    DataObject json = DataObject.empty().put("type", type);
    if (!data.keys().isEmpty()) {
      json.put("data", data);
    }
    return request(Route.Interactions.CALLBACK.compile(id, token), json, List.of());
  }

  /** Changes the first answer, or for a button the message it belongs to. */
  Outcome editAnswer(String token, DiscordMessage message) {
    return await(
        request(
            Route.Interactions.EDIT_FOLLOWUP.compile(application(), token, "@original"),
            message.json(),
            message.files()));
  }

  /** Takes the first answer away. */
  Outcome deleteAnswer(String token) {
    return await(
        request(
            Route.Interactions.DELETE_FOLLOWUP.compile(application(), token, "@original"),
            null,
            List.of()));
  }

  /** Adds a further answer. */
  Outcome followUp(String token, DiscordMessage message, boolean ephemeral) {
    return await(
        request(
            Route.Interactions.CREATE_FOLLOWUP
                .compile(application(), token)
                .withQueryParams("wait", "true"),
            message.json().put("flags", ephemeral ? EPHEMERAL : 0),
            message.files()));
  }

  /**
   * Posts into a channel. Within minutes the same nonce gives the message that is there already.
   *
   * @param nonce at most 25 characters
   */
  Outcome post(String channel, DiscordMessage message, String nonce) {
    return await(
        request(
            Route.Messages.SEND_MESSAGE.compile(channel),
            message.json().put("nonce", nonce).put("enforce_nonce", true),
            message.files()));
  }

  /** Posts below the message that it answers. */
  Outcome reply(String channel, String to, DiscordMessage message, String nonce) {
    DataObject json = message.json().put("nonce", nonce).put("enforce_nonce", true);
    json.put(
        "message_reference",
        DataObject.empty().put("message_id", to).put("fail_if_not_exists", false));
    return await(request(Route.Messages.SEND_MESSAGE.compile(channel), json, message.files()));
  }

  /** Changes a message of the bot's own. */
  Outcome edit(String channel, String id, DiscordMessage message) {
    return await(
        request(Route.Messages.EDIT_MESSAGE.compile(channel, id), message.json(), message.files()));
  }

  /** The channel for private messages to a user: its {@code id} is in the answer. */
  Outcome openDirectChannel(String user) {
    return await(
        request(
            Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
            DataObject.empty().put("recipient_id", user),
            List.of()));
  }

  /** Shows for ten seconds that an answer is on its way; whether that works does not matter. */
  void showTyping(String channel) {
    CompletableFuture<Outcome> ignored =
        request(Route.Channels.SEND_TYPING.compile(channel), null, List.of());
  }

  /** Replaces all commands of a scope; an empty guild is the global one. */
  Outcome overwriteCommands(String guild, DataArray commands) {
    return await(
        submit(
            new RestActionImpl<>(
                jda,
                guild.isEmpty()
                    ? Route.Interactions.UPDATE_COMMANDS.compile(application())
                    : Route.Interactions.UPDATE_GUILD_COMMANDS.compile(application(), guild),
                RequestBody.create(commands.toJson(), Requester.MEDIA_TYPE_JSON),
                (response, request) -> DataObject.empty()),
            true));
  }

  /** How many commands a scope has: {@code count} in the answer. */
  Outcome countCommands(String guild) {
    return await(
        submit(
            new RestActionImpl<>(
                jda,
                guild.isEmpty()
                    ? Route.Interactions.GET_COMMANDS.compile(application())
                    : Route.Interactions.GET_GUILD_COMMANDS.compile(application(), guild),
                (response, request) ->
                    DataObject.empty().put("count", response.getArray().length())),
            true));
  }

  String application() {
    return jda.getSelfUser().getApplicationId();
  }

  private CompletableFuture<Outcome> request(
      Route.CompiledRoute route,
      @org.jspecify.annotations.Nullable DataObject json,
      List<Attachment> files) {
    boolean withBotToken = !route.getBaseRoute().isInteractionBucket();
    RestActionImpl<DataObject> action;
    if (files.isEmpty()) {
      action = new RestActionImpl<>(jda, route, json, (response, request) -> object(response));
    } else {
      List<FileUpload> uploads = files.stream().map(Attachment::upload).toList();
      MultipartBody body = AttachedFile.createMultipartBody(uploads, json).build();
      action = new RestActionImpl<>(jda, route, body, (response, request) -> object(response));
    }
    return submit(action, withBotToken);
  }

  private CompletableFuture<Outcome> submit(
      RestActionImpl<DataObject> action, boolean withBotToken) {
    try {
      return action
          .submit()
          .<Outcome>thenApply(Outcome.Done::new)
          .exceptionally(failure -> outcome(failure, withBotToken));
    } catch (RuntimeException e) {
      // JDA's queue is closed.
      return CompletableFuture.completedFuture(new Outcome.Failed("the connection is closed"));
    }
  }

  private Outcome outcome(Throwable failure, boolean withBotToken) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (failure instanceof ErrorResponseException direct) {
      cause = direct;
    }
    if (!(cause instanceof ErrorResponseException error)) {
      return new Outcome.Failed(cause.getClass().getSimpleName());
    }
    int status = error.getResponse().code;
    if (status == 401 && withBotToken) {
      tokenRefused.run();
    }
    return status >= 400 && status < 500
        ? new Outcome.Refused(status, error.getErrorCode(), error.getMeaning())
        : new Outcome.Failed(status > 0 ? "Discord answered " + status : "no connection");
  }

  private static DataObject object(Response response) {
    return response.optObject().orElseGet(DataObject::empty);
  }

  private static Outcome await(CompletableFuture<Outcome> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(false);
      return new Outcome.Failed("no answer within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("interrupted");
    } catch (ExecutionException e) {
      return new Outcome.Failed(String.valueOf(e.getCause()));
    }
  }
}
