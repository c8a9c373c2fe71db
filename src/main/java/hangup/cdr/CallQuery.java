package hangup.cdr;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A search for single unanswered calls.
 *
 * @param by what {@code value} is
 * @param value the beginning of a caller's or callee's number, or the whole name of a gateway of
 *     either side, or the whole customer account
 * @param code only calls with this end reason
 * @param excluded end reasons that are left out; used without {@code code}
 * @param fromMs earliest start of a call, UTC epoch ms, inclusive
 * @param toMs latest start, exclusive
 * @param limit at most so many calls
 * @param budget how long the search may take; what it has found until then is given
 */
public record CallQuery(
    By by,
    String value,
    OptionalInt code,
    Set<Integer> excluded,
    long fromMs,
    long toMs,
    int limit,
    Duration budget) {

  /** What a search goes by. */
  public enum By {
    NUMBER,
    GATEWAY,
    CUSTOMER
  }

  /**
   * @throws IllegalArgumentException if a value would match everything, or the limits make no sense
   */
  public CallQuery {
    excluded = Set.copyOf(excluded);
    if (value.isBlank()) {
      throw new IllegalArgumentException("nothing to search for");
    }
    if (limit < 1 || toMs < fromMs || budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("limit, period or budget make no sense");
    }
  }

  /** The same search whatever the end reason. */
  public CallQuery withAnyReason() {
    return new CallQuery(by, value, OptionalInt.empty(), Set.of(), fromMs, toMs, limit, budget);
  }

  /** Without the value: it may be a phone number. */
  @Override
  public String toString() {
    return "CallQuery[by=" + by + ", fromMs=" + fromMs + ", toMs=" + toMs + "]";
  }
}
