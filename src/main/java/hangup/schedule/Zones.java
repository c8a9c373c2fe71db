package hangup.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Time zones as they are typed: {@code Asia/Dhaka}, {@code dhaka}, {@code +06:00}. */
public final class Zones {

  private Zones() {}

  /** Reads a zone; empty if the text is none. */
  public static Optional<ZoneId> parse(String text) {
    String typed = text.strip();
    try {
      return Optional.of(ZoneId.of(typed));
    } catch (DateTimeException e) {
      String lower = typed.toLowerCase(Locale.ROOT).replace(' ', '_');
      return new TreeSet<>(ZoneId.getAvailableZoneIds())
          .stream()
              .filter(
                  zone -> {
                    String known = zone.toLowerCase(Locale.ROOT);
                    return known.equals(lower) || known.endsWith("/" + lower);
                  })
              .findFirst()
              .map(ZoneId::of);
    }
  }
}
