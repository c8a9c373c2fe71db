package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Something a user did with the bot, and what the bot answered. Thread-safe. */
public final class FakeInteraction {

  /** The types of an interaction's callback. */
  public enum CallbackType {
    MESSAGE(4),
    DEFERRED_MESSAGE(5),
    DEFERRED_UPDATE(6),
    UPDATE(7),
    CHOICES(8);

    private final int type;

    CallbackType(int type) {
      this.type = type;
    }

    static Optional<CallbackType> of(int type) {
      for (CallbackType callback : values()) {
        if (callback.type == type) {
          return Optional.of(callback);
        }
      }
      return Optional.empty();
    }
  }

  static final int EPHEMERAL = 1 << 6;
  static final int LOADING = 1 << 7;

  private final String id;
  private final String token;
  private final String channel;
  private final Instant created;
  private final long sentNanos = System.nanoTime();
  private final Optional<ObjectNode> source;
  private final CompletableFuture<CallbackType> acknowledged = new CompletableFuture<>();
  private final CompletableFuture<JsonNode> answered = new CompletableFuture<>();
  private final List<ObjectNode> messages = new ArrayList<>();
  private volatile long acknowledgedNanos;
  private volatile long answeredNanos;
  private int answers;
  private @Nullable JsonNode choices;

  FakeInteraction(
      String id, String token, String channel, Instant created, Optional<ObjectNode> source) {
    this.id = id;
    this.token = token;
    this.channel = channel;
    this.created = created;
    this.source = source;
  }

  public String id() {
    return id;
  }

  String token() {
    return token;
  }

  String channel() {
    return channel;
  }

  Instant created() {
    return created;
  }

  /** The message whose button or menu was used. */
  Optional<ObjectNode> source() {
    return source;
  }

  private void answeredNow() {
    if (!answered.isDone()) {
      answeredNanos = System.nanoTime();
    }
  }

  /** Waits for the first answer to the interaction itself. */
  public CallbackType awaitAcknowledgement(Duration atMost) {
    return await(acknowledged, atMost, "not acknowledged");
  }

  /** Waits until the user sees something else than "thinking". */
  public JsonNode awaitAnswer(Duration atMost) {
    return await(answered, atMost, "not answered");
  }

  public boolean acknowledged() {
    return acknowledged.isDone();
  }

  public boolean answered() {
    return answered.isDone();
  }

  /** From the event's dispatch to the arrival of the acknowledgement. */
  public Duration timeToAcknowledge() {
    return Duration.ofNanos(acknowledgedNanos - sentNanos);
  }

  /** From the event's dispatch to what the user sees instead of "thinking". */
  public Duration timeToAnswer() {
    return Duration.ofNanos(answeredNanos - sentNanos);
  }

  /** How often something was put in front of the user; more than once is an answer given twice. */
  public synchronized int answers() {
    return answers;
  }

  /** The messages that answer this interaction, oldest first, as they stand now. */
  public synchronized List<ObjectNode> messages() {
    return messages.stream().map(ObjectNode::deepCopy).toList();
  }

  /** What autocomplete offered. */
  public synchronized Optional<JsonNode> choices() {
    return Optional.ofNullable(choices);
  }

  public static boolean isEphemeral(JsonNode message) {
    return (message.path("flags").asInt() & EPHEMERAL) != 0;
  }

  void acknowledge(CallbackType callback) {
    acknowledgedNanos = System.nanoTime();
    acknowledged.complete(callback);
  }

  synchronized void offer(JsonNode offered) {
    choices = offered;
    answeredNow();
    answered.complete(offered);
  }

  synchronized void add(ObjectNode message) {
    messages.add(message);
    if ((message.path("flags").asInt() & LOADING) == 0) {
      show(message);
    }
  }

  synchronized void show(JsonNode message) {
    answers++;
    answeredNow();
    answered.complete(message);
  }

  synchronized void remove(String messageId) {
    messages.removeIf(message -> message.path("id").asText().equals(messageId));
  }

  /** The message by id, or {@code @original}; the stored one, to be changed in place. */
  synchronized Optional<ObjectNode> stored(String messageId) {
    if (messageId.equals("@original")) {
      return source.isPresent() && messages.isEmpty() ? source : messages.stream().findFirst();
    }
    return messages.stream()
        .filter(message -> message.path("id").asText().equals(messageId))
        .findFirst();
  }

  private <T> T await(CompletableFuture<T> future, Duration atMost, String otherwise) {
    try {
      return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("interaction " + id + " " + otherwise + " within " + atMost, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
