package hangup.chat.telegram.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The documented sending rates ("My bot is hitting limits", Bots FAQ), each over any window
 * whatever: 30 messages in a second in all, one in a second in a chat, 20 in a minute in a group.
 * Edits are counted too. Thread-safe.
 */
final class RateWatch {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int OVERALL = 30;
  private static final int GROUP = 20;

  private final Deque<Long> overall = new ArrayDeque<>();
  private final Map<Long, Deque<Long>> chats = new HashMap<>();

  /** Counts a message that arrived at {@code now}; says which rate it exceeds, if any. */
  synchronized Optional<String> count(long chat, long now) {
    if (chats.size() > 5_000) {
      chats.values().removeIf(times -> now - times.getLast() > MINUTE);
    }
    forget(overall, now, SECOND);
    overall.add(now);
    if (overall.size() > OVERALL) {
      return Optional.of("more than 30 messages within a second in all");
    }
    Deque<Long> times = chats.computeIfAbsent(chat, id -> new ArrayDeque<>());
    forget(times, now, MINUTE);
    Long last = times.peekLast();
    times.add(now);
    if (last != null && now - last < SECOND) {
      return Optional.of("two messages within " + (now - last) / 1_000_000 + " ms in chat " + chat);
    }
    if (chat < 0 && times.size() > GROUP) {
      return Optional.of("more than 20 messages within a minute in group " + chat);
    }
    return Optional.empty();
  }

  private static void forget(Deque<Long> times, long now, long window) {
    while (!times.isEmpty() && now - times.getFirst() >= window) {
      times.removeFirst();
    }
  }
}
