package hangup.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Context;
import hangup.command.Gate;
import hangup.config.LimitSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets so many requests a minute through, of each user and in each channel; a minute's worth may
 * come at once. Whoever sits at the machine is not limited. Thread-safe.
 */
public final class RateLimits implements Gate {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_KEYS = 20_000;

  private final Supplier<LimitSettings> settings;
  private final Ticker ticker;
  private final Cache<String, Bucket> buckets;

  /**
   * @param settings asked for every request: a change begins with full buckets
   */
  public RateLimits(Supplier<LimitSettings> settings) {
    this(settings, Ticker.systemTicker());
  }

  RateLimits(Supplier<LimitSettings> settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    // A bucket that nobody took from for a minute is full: forgetting it changes nothing.
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(MINUTE)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Optional<String> turnedAway(Context context) {
    ChannelRef channel = context.channel();
    if (channel.platform().equals(ChannelRef.CONSOLE.platform())) {
      return Optional.empty();
    }
    LimitSettings limits = settings.get();
    Asker asker = context.asker();
    Optional<Duration> user =
        take(
            "u " + limits.perUser() + " " + channel.platform() + " " + asker.id(),
            limits.perUser());
    if (user.isPresent()) {
      return Optional.of(
          "You asked "
              + requests(limits.perUser())
              + " within a minute, which is as many as I answer. Please ask again in "
              + seconds(user.get())
              + ".");
    }
    return take(
            "c " + limits.perChannel() + " " + channel.platform() + " " + channel.channel(),
            limits.perChannel())
        .map(
            wait ->
                "This channel had "
                    + requests(limits.perChannel())
                    + " within a minute, which is as many as I answer. Please ask again in "
                    + seconds(wait)
                    + ".");
  }

  private Optional<Duration> take(String key, int perMinute) {
    return perMinute == 0
        ? Optional.empty()
        : buckets.get(key, k -> new Bucket(perMinute, ticker.read())).take(ticker.read());
  }

  private static String requests(int count) {
    return count == 1 ? "1 question" : count + " questions";
  }

  private static String seconds(Duration wait) {
    long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }

  /** Fills evenly, one minute from empty to full. */
  private static final class Bucket {
    private final int size;
    private final long nanosEach;

    /** When the bucket will be full, in the ticker's time. */
    private long fullAt;

    Bucket(int size, long now) {
      this.size = size;
      this.nanosEach = MINUTE.toNanos() / size;
      this.fullAt = now;
    }

    /** Empty if there was one to take, else how long until there is. */
    synchronized Optional<Duration> take(long now) {
      long full = Math.max(0, fullAt - now);
      long wait = full + nanosEach - nanosEach * size;
      if (wait > 0) {
        return Optional.of(Duration.ofNanos(wait));
      }
      fullAt = now + full + nanosEach;
      return Optional.empty();
    }
  }
}
