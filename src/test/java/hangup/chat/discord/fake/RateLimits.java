package hangup.chat.discord.fake;

import com.sun.net.httpserver.Headers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Discord's limits by bucket: so many requests in a window that opens with the first of them. */
final class RateLimits {

  static final int CHANNEL_MESSAGES = 5;

  /** "All bots can make up to 50 requests per second", interactions aside. */
  private static final int OVERALL = 50;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(5);

  private static final class Bucket {
    private long opened;
    private int used;
  }

  private final Map<String, Bucket> buckets = new HashMap<>();
  private final Deque<Long> lastSecond = new ArrayDeque<>();

  /** Counts a request of the bot's; whether it is one too many in any second. */
  synchronized boolean exceedsOverall() {
    long now = System.nanoTime();
    while (!lastSecond.isEmpty() && now - lastSecond.getFirst() >= SECOND) {
      lastSecond.removeFirst();
    }
    lastSecond.add(now);
    return lastSecond.size() > OVERALL;
  }

  /** Counts one request and writes the headers; seconds to wait if it is one too many, else 0. */
  synchronized double use(String key, int limit, Headers headers) {
    Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket());
    long now = System.nanoTime();
    if (bucket.used == 0 || now - bucket.opened >= WINDOW) {
      bucket.opened = now;
      bucket.used = 0;
    }
    double wait = (bucket.opened + WINDOW - now) / 1e9;
    boolean tooMany = bucket.used >= limit;
    if (!tooMany) {
      bucket.used++;
    }
    headers.set("X-RateLimit-Bucket", Integer.toHexString(key.split(":", 2)[0].hashCode()));
    headers.set("X-RateLimit-Limit", Integer.toString(limit));
    headers.set("X-RateLimit-Remaining", Integer.toString(limit - bucket.used));
    headers.set("X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", wait));
    headers.set(
        "X-RateLimit-Reset",
        String.format(Locale.ROOT, "%.3f", System.currentTimeMillis() / 1000.0 + wait));
    return tooMany ? wait : 0;
  }
}
