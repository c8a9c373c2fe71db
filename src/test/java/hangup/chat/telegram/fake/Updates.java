package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The updates that wait for the bot. They are kept until a request with a higher offset confirms
 * them; a second poller makes the first fail with 409. Thread-safe.
 */
final class Updates {

  private final TreeMap<Integer, JsonNode> waiting = new TreeMap<>();
  private final Map<Integer, Long> handedOutAt = new TreeMap<>();
  private int nextId;
  private long generation;
  private int pollers;
  private long confirmed;
  private int conflicts;

  Updates(int firstId) {
    nextId = firstId;
  }

  synchronized int takeId() {
    return nextId++;
  }

  synchronized void add(int id, JsonNode update) {
    waiting.put(id, update);
    notifyAll();
  }

  /** When an update was first given to the bot, by {@link System#nanoTime}. */
  synchronized Optional<Long> handedOutAt(int id) {
    return Optional.ofNullable(handedOutAt.get(id));
  }

  synchronized List<Integer> unconfirmed() {
    return new ArrayList<>(waiting.keySet());
  }

  synchronized long confirmed() {
    return confirmed;
  }

  /** How many polls were ended by another. */
  synchronized int conflicts() {
    return conflicts;
  }

  synchronized int pollers() {
    return pollers;
  }

  /** Ends every poll that waits, as when the server goes down. */
  synchronized void wakeAll() {
    generation++;
    notifyAll();
  }

  /** The next updates; empty if another poller has taken over. */
  synchronized Optional<ArrayNode> poll(int offset, int limit, long timeoutMillis)
      throws InterruptedException {
    generation++;
    long mine = generation;
    notifyAll();
    while (offset > 0 && !waiting.isEmpty() && waiting.firstKey() < offset) {
      waiting.pollFirstEntry();
      confirmed++;
    }
    pollers++;
    try {
      long until = System.nanoTime() + timeoutMillis * 1_000_000;
      while (waiting.isEmpty() && generation == mine) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
    } finally {
      pollers--;
    }
    if (generation != mine) {
      conflicts++;
      return Optional.empty();
    }
    ArrayNode updates = JsonNodeFactory.instance.arrayNode();
    long now = System.nanoTime();
    if (handedOutAt.size() > 20_000) {
      handedOutAt.clear();
    }
    for (Map.Entry<Integer, JsonNode> entry : waiting.entrySet()) {
      if (updates.size() == limit) {
        break;
      }
      handedOutAt.putIfAbsent(entry.getKey(), now);
      updates.add(entry.getValue());
    }
    return Optional.of(updates);
  }
}
