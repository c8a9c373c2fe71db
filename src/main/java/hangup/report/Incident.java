package hangup.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A span of time in which calls with one reason piled up.
 *
 * @param key the reason
 * @param fromStart whether it was there when the period began
 * @param lasting whether it lasts to the period's end
 * @param calls calls with the reason in it
 * @param usual how many its traffic explains
 * @param main the gateway or customer that has the larger part of them
 * @param companions other reasons that piled up at the same time
 */
record Incident(
    String key,
    Instant from,
    Instant to,
    boolean fromStart,
    boolean lasting,
    long calls,
    double usual,
    Optional<Main> main,
    List<Incident> companions) {

  /**
   * Whom it is about.
   *
   * @param gateway whether {@code name} is a gateway; else it is a customer's account
   * @param share of the incident's calls
   */
  record Main(boolean gateway, String name, double share) {}

  double excess() {
    return calls - usual;
  }

  /** Whether half of the shorter of both lies in the other. */
  boolean overlaps(Incident other) {
    Instant start = from.isAfter(other.from) ? from : other.from;
    Instant end = to.isBefore(other.to) ? to : other.to;
    Duration shorter = Duration.between(from, to);
    Duration its = Duration.between(other.from, other.to);
    shorter = its.compareTo(shorter) < 0 ? its : shorter;
    return start.isBefore(end)
        && Duration.between(start, end).multipliedBy(2).compareTo(shorter) >= 0;
  }

  Incident with(List<Incident> others) {
    return new Incident(key, from, to, fromStart, lasting, calls, usual, main, others);
  }
}
