package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A chat and the messages that stand in it now. Thread-safe. */
public final class FakeChat {

  private static final int KEPT = 300;

  private final long id;
  private final String type;
  private final String title;
  private final TreeMap<Integer, FakeMessage> messages = new TreeMap<>();
  private final Map<Long, String> ranks = new HashMap<>();
  private final Set<Integer> topics = new HashSet<>();
  private int lastId;
  private Optional<Fault> refusal = Optional.empty();
  private long migratedTo;

  FakeChat(long id, String type, String title) {
    this.id = id;
    this.type = type;
    this.title = title;
  }

  public long id() {
    return id;
  }

  public boolean isPrivate() {
    return type.equals("private");
  }

  /** The messages that stand in the chat, oldest first. */
  public synchronized List<FakeMessage> messages() {
    return new ArrayList<>(messages.values());
  }

  /** The messages of bots, oldest first. */
  public List<FakeMessage> fromBot() {
    return messages().stream().filter(message -> message.from().bot()).toList();
  }

  /** Makes somebody an administrator. */
  public synchronized void promote(FakeUser user) {
    ranks.put(user.id(), "administrator");
  }

  /** Opens a topic. */
  public synchronized void openTopic(int thread) {
    topics.add(thread);
  }

  /** Deletes a topic. */
  public synchronized void deleteTopic(int thread) {
    topics.remove(thread);
  }

  /** The bot is blocked or thrown out. */
  public synchronized void refuse(String description) {
    refusal = Optional.of(Fault.error(403, "Forbidden: " + description));
  }

  /** The bot may write again. */
  public synchronized void welcome() {
    refusal = Optional.empty();
  }

  synchronized void migrate(long to) {
    migratedTo = to;
  }

  synchronized long migratedTo() {
    return migratedTo;
  }

  synchronized Optional<Fault> refusal() {
    return refusal;
  }

  synchronized boolean hasTopic(int thread) {
    return topics.contains(thread);
  }

  synchronized String rank(long user) {
    return ranks.getOrDefault(user, "member");
  }

  synchronized FakeMessage add(IntFunction<FakeMessage> message) {
    lastId++;
    FakeMessage made = message.apply(lastId);
    messages.put(lastId, made);
    if (messages.size() > KEPT) {
      messages.pollFirstEntry();
    }
    return made;
  }

  /** The message of this number, if it stands here. */
  public synchronized Optional<FakeMessage> find(int message) {
    return Optional.ofNullable(messages.get(message));
  }

  synchronized void change(int message, UnaryOperator<FakeMessage> change) {
    messages.computeIfPresent(message, (key, old) -> change.apply(old));
  }

  synchronized boolean delete(int message) {
    return messages.remove(message) != null;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("type", type);
    json.put(isPrivate() ? "first_name" : "title", title);
    return json;
  }
}
