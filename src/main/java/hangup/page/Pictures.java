package hangup.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hangup.reply.Chart;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** The charts of the answers that were just shown, in memory, for the browser. Thread-safe. */
final class Pictures {

  private static final int MOST = 32;
  private static final Duration KEEP = Duration.ofMinutes(10);

  private final Function<Chart, byte[]> painter;
  private final Cache<Chart, byte[]> painted = cache();
  private final Cache<String, byte[]> shown = cache();

  Pictures(Function<Chart, byte[]> painter) {
    this.painter = painter;
  }

  private static <K> Cache<K, byte[]> cache() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEEP).build();
  }

  /** The chart as a PNG, drawn once. */
  byte[] paint(Chart chart) {
    return painted.get(chart, painter);
  }

  /** Under which address the picture can be had for some minutes. */
  String address(byte[] png) {
    String id = id(png);
    shown.put(id, png);
    return LocalPage.CHART + "?id=" + id;
  }

  /** A picture by what stands behind {@code id=}; empty if it is gone. */
  Optional<byte[]> find(String id) {
    return Optional.ofNullable(shown.getIfPresent(id));
  }

  private static String id(byte[] png) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(png);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
