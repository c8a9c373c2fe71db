package hangup.report;

import hangup.reply.RichText;
import hangup.stats.CallStats.DataState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** How fresh figures are, in words. */
final class Freshness {

  private Freshness() {}

  /** Up to when there is data, from where, and what must be known of it. */
  static RichText of(DataState state, Instant reference, ZoneId zone) {
    RichText text =
        state
            .lastCall()
            .map(at -> RichText.of("data until ").plusMoment(at, Figures.near(at, reference, zone)))
            .orElseGet(() -> RichText.of("no data"));
    if (!state.sources().isEmpty()) {
      text = text.plus(" from " + String.join(", ", state.sources()));
    }
    if (state.note().isPresent()) {
      text = text.plus(" · ").plusStrong(state.note().get());
    }
    return text;
  }

  /** A time that passed, roughly. */
  static String span(Duration span) {
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return Math.max(1, span.toSeconds()) + " s";
    }
    if (span.compareTo(Duration.ofHours(2)) < 0) {
      return span.toMinutes() + " min";
    }
    return span.toDays() < 2 ? span.toHours() + " h" : span.toDays() + " days";
  }

  /** Whether the data goes back far enough for a span to be compared with. */
  static boolean covers(DataState state, Instant from, Instant to) {
    long slack = Math.round(Duration.between(from, to).toMillis() * Thresholds.UNCOVERED);
    return state.firstCall().filter(first -> !first.isAfter(from.plusMillis(slack))).isPresent();
  }

  /** The zone as it is shown, such as {@code Europe/Berlin}. */
  static String zone(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }
}
