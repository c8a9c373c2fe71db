package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.stats.CallCounts;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Classification;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares what the statistics count with the calls there were. */
public final class Truth {
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");

  private Truth() {}

  public static long counted(CallStats stats) {
    return stats.ask(question(List.of())).total().seizures();
  }

  /** Each call exactly once, with its reason, customer, gateway and hour. */
  public static void assertCounted(CallStats stats, Collection<Cdr> calls) {
    Set<Cdr> distinct = new HashSet<>(calls);
    for (Dimension dimension :
        List.of(
            Dimension.REASON, Dimension.CUSTOMER, Dimension.ROUTING_GATEWAY, Dimension.ENDED_BY)) {
      CallStats.Answer answer = stats.ask(question(List.of(Breakdown.by(dimension, 100_000))));
      Map<String, Long> counted = new TreeMap<>();
      for (Row row : answer.rows().get(0)) {
        counted.put(row.key(), row.counts().seizures());
      }
      Map<String, Long> expected = new TreeMap<>();
      distinct.forEach(cdr -> expected.merge(key(cdr, dimension), 1L, Long::sum));
      assertThat(counted).isEqualTo(expected);
    }
    CallCounts total = stats.ask(question(List.of())).total();
    assertThat(total.seizures()).isEqualTo(distinct.size());
    assertThat(total.talkSeconds()).isEqualTo(distinct.stream().mapToLong(Cdr::talkSeconds).sum());
    assertThat(total.answers()).isEqualTo(distinct.stream().filter(Cdr::answered).count());
  }

  private static String key(Cdr cdr, Dimension dimension) {
    return switch (dimension) {
      case REASON -> String.valueOf(cdr.reason());
      case CUSTOMER -> cdr.customerAccount();
      case ROUTING_GATEWAY -> cdr.routingGateway();
      case ENDED_BY -> cdr.endedBy().word();
      default -> throw new IllegalArgumentException(dimension.name());
    };
  }

  private static Question question(List<Breakdown> breakdowns) {
    return new Question(FROM, TO, Filter.NONE, new Classification(Set.of(), Set.of()), breakdowns);
  }
}
