package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everything the server knows. Thread-safe. */
final class World {

  private final FakeUser bot;
  private final Clock clock;
  private final Updates updates = new Updates(1_000);
  private final Map<Long, FakeChat> chats = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> callbacks = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> inline = new ConcurrentHashMap<>();
  private volatile String webhook = "";

  World(FakeUser bot, Clock clock) {
    this.bot = bot;
    this.clock = clock;
  }

  FakeUser bot() {
    return bot;
  }

  /** The time now, in seconds since 1970. */
  int now() {
    return (int) clock.instant().getEpochSecond();
  }

  Updates updates() {
    return updates;
  }

  Optional<FakeChat> chat(long id) {
    return Optional.ofNullable(chats.get(id));
  }

  FakeChat add(FakeChat chat) {
    chats.put(chat.id(), chat);
    return chat;
  }

  void webhook(String url) {
    webhook = url;
  }

  String webhook() {
    return webhook;
  }

  void openCallback(String id) {
    callbacks.put(id, Optional.empty());
  }

  /** False if there is no such query that waits for an answer. */
  boolean answerCallback(String id, String text) {
    return callbacks.replace(id, Optional.empty(), Optional.of(text));
  }

  Optional<String> callbackAnswer(String id) {
    return callbacks.getOrDefault(id, Optional.empty());
  }

  void forgetCallbacks() {
    callbacks.clear();
  }

  void answerInline(String id, ObjectNode answer) {
    inline.put(id, answer);
  }

  Optional<ObjectNode> inlineAnswer(String id) {
    return Optional.ofNullable(inline.get(id));
  }
}
