package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which tables a question reads: the few rows of the coarse ones wherever they will do. */
final class QueryPlanTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T16:44:00Z");
  private static final Breakdown CUSTOMERS = Breakdown.by(Dimension.CUSTOMER, 10);

  private static QueryPlan today(Instant firstCall, Instant lastCall) {
    return new QueryPlan(
        new Question(
            MIDNIGHT, NOW, Filter.NONE, new Classification(Set.of(), Set.of()), List.of(CUSTOMERS)),
        Dictionaries.EMPTY,
        new DataState(
            3,
            Optional.of(firstCall),
            Optional.of(lastCall),
            Optional.of(NOW),
            List.of("vos1"),
            Optional.empty()));
  }

  @Test
  void untilNowNoMinutesAreRead() {
    QueryPlan plan = today(MIDNIGHT, NOW.minusMillis(1));

    assertThat(plan.of(CUSTOMERS)).contains("customer_daypart").doesNotContain("cross", "UNION");
    assertThat(plan.total()).contains("reason_hour").doesNotContain("quarter", "minute");
    assertThat(plan.of(Breakdown.overTime(Duration.ofMinutes(15), Dimension.ROUTING_GATEWAY)))
        .contains("routing_quarter")
        .doesNotContain("cross", "UNION");
  }

  @Test
  void minutesAreReadWhereCallsFollow() {
    QueryPlan plan = today(MIDNIGHT, NOW);

    assertThat(plan.of(CUSTOMERS))
        .contains("customer_daypart", "customer_hour", "cross_minute", "UNION");
  }

  @Test
  void nothingIsReadWhereThereAreNoCalls() {
    assertThat(today(NOW, NOW).isEmpty()).isFalse();
    assertThat(today(NOW.plus(Duration.ofMinutes(16)), NOW.plus(Duration.ofHours(1))).isEmpty())
        .isTrue();
    assertThat(today(MIDNIGHT.minusSeconds(9), MIDNIGHT.minusMillis(1)).isEmpty()).isTrue();
    assertThat(today(MIDNIGHT.minusSeconds(9), MIDNIGHT).isEmpty()).isFalse();
  }
}
