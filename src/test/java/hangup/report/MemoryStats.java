package hangup.report;

import hangup.cdr.Cdr;
import hangup.stats.CallCounts;
import hangup.stats.CallStats;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts CDRs in memory, one by one for every question: slow, and plainly right. */
final class MemoryStats implements CallStats {

  private final List<Cdr> calls;
  private final Instant updatedAt;

  MemoryStats(List<Cdr> calls, Instant updatedAt) {
    this.calls = calls.stream().sorted(Comparator.comparingLong(Cdr::startMs)).toList();
    this.updatedAt = updatedAt;
  }

  @Override
  public Answer ask(Question question) {
    List<Cdr> in =
        calls.stream()
            .filter(c -> c.startMs() >= question.from().toEpochMilli())
            .filter(c -> c.startMs() < question.to().toEpochMilli())
            .filter(c -> fits(c, question.filter()))
            .toList();
    CallCounts total = CallCounts.NONE;
    for (Cdr call : in) {
      total = total.plus(one(call, question));
    }
    List<List<Row>> rows = new ArrayList<>();
    for (Breakdown breakdown : question.breakdowns()) {
      rows.add(rows(in, breakdown, question));
    }
    return new Answer(total, rows, state());
  }

  private static List<Row> rows(List<Cdr> calls, Breakdown breakdown, Question question) {
    Map<List<String>, CallCounts> sums = new LinkedHashMap<>();
    for (Cdr call : calls) {
      List<String> keys =
          breakdown.by().stream().map(d -> key(call, d, breakdown, question)).toList();
      sums.merge(keys, one(call, question), CallCounts::plus);
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach((keys, counts) -> rows.add(new Row(keys, counts)));
    if (!breakdown.by().contains(Dimension.TIME)) {
      rows.sort(
          Comparator.comparingLong((Row row) -> -row.counts().failures())
              .thenComparingLong(row -> -row.counts().seizures())
              .thenComparing(row -> String.join("\0", row.keys())));
    }
    return rows.subList(0, Math.min(rows.size(), breakdown.limit()));
  }

  private static String key(Cdr call, Dimension dimension, Breakdown breakdown, Question question) {
    return switch (dimension) {
      case REASON -> reason(call);
      case ROUTING_GATEWAY -> call.routingGateway();
      case MAPPING_GATEWAY -> call.mappingGateway();
      case CUSTOMER -> call.customerAccount();
      case ENDED_BY -> call.endedBy().word();
      case TIME -> {
        long from = question.from().toEpochMilli();
        long width = breakdown.bucket().toMillis();
        yield Long.toString(from + (call.startMs() - from) / width * width);
      }
    };
  }

  private static String reason(Cdr call) {
    String text = call.reasonText();
    return text == null ? Integer.toString(call.reason()) : text;
  }

  private static CallCounts one(Cdr call, Question question) {
    boolean known = call.reasonText() == null;
    boolean failure =
        !call.answered()
            && !(known && question.classification().notFailure().contains(call.reason()));
    boolean effective =
        call.answered()
            || (known && question.classification().networkEffective().contains(call.reason()));
    return new CallCounts(
        1,
        call.answered() ? 1 : 0,
        failure ? 1 : 0,
        effective ? 1 : 0,
        call.talkSeconds(),
        Math.max(0, call.pddMillis()),
        call.pddMillis() < 0 ? 0 : 1);
  }

  private static boolean fits(Cdr call, Filter filter) {
    return (filter.code().isEmpty()
            || (call.reasonText() == null && filter.code().getAsInt() == call.reason()))
        && (filter.gateway().isEmpty()
            || call.routingGateway().equalsIgnoreCase(filter.gateway().get())
            || call.mappingGateway().equalsIgnoreCase(filter.gateway().get()))
        && (filter.customer().isEmpty()
            || call.customerAccount().equalsIgnoreCase(filter.customer().get())
            || call.customerName().equalsIgnoreCase(filter.customer().get()))
        && (filter.endedBy().isEmpty() || filter.endedBy().get() == call.endedBy());
  }

  @Override
  public DataState state() {
    if (calls.isEmpty()) {
      return DataState.EMPTY;
    }
    return new DataState(
        calls.size(),
        Optional.of(Instant.ofEpochMilli(calls.get(0).startMs())),
        Optional.of(Instant.ofEpochMilli(calls.get(calls.size() - 1).startMs())),
        Optional.of(updatedAt),
        List.of("switch-1"),
        Optional.empty());
  }

  Names names() {
    List<String> gateways =
        calls.stream()
            .flatMap(c -> java.util.stream.Stream.of(c.routingGateway(), c.mappingGateway()))
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    List<Names.Customer> customers =
        calls.stream()
            .filter(c -> !c.customerAccount().isEmpty())
            .map(c -> new Names.Customer(c.customerAccount(), c.customerName()))
            .distinct()
            .toList();
    return new Names() {
      @Override
      public List<String> gateways() {
        return gateways;
      }

      @Override
      public List<Customer> customers() {
        return customers;
      }

      @Override
      public List<String> sources() {
        return List.of("switch-1");
      }
    };
  }
}
