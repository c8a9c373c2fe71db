package hangup.stats;

import hangup.cdr.Cdr;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** Answers questions by looking at every call: slow, and simple enough to be believed. */
final class Recount {

  record Call(String source, Cdr cdr) {}

  private final List<Call> calls;
  private final Function<String, OptionalInt> codes;

  Recount(List<Call> calls, Function<String, OptionalInt> codes) {
    this.calls = calls;
    this.codes = codes;
  }

  CallCounts total(Question question) {
    CallCounts total = CallCounts.NONE;
    for (Call call : matching(question)) {
      total = total.plus(counts(question, call.cdr()));
    }
    return total;
  }

  Map<List<String>, CallCounts> rows(Question question, Breakdown breakdown) {
    Map<List<String>, CallCounts> rows = new HashMap<>();
    for (Call call : matching(question)) {
      List<String> key = new ArrayList<>();
      for (Dimension dimension : breakdown.by()) {
        key.add(key(question, breakdown, dimension, call.cdr()));
      }
      rows.merge(key, counts(question, call.cdr()), CallCounts::plus);
    }
    return rows;
  }

  private String key(Question question, Breakdown breakdown, Dimension dimension, Cdr cdr) {
    return switch (dimension) {
      case REASON -> reason(cdr);
      case ROUTING_GATEWAY -> cdr.routingGateway();
      case MAPPING_GATEWAY -> cdr.mappingGateway();
      case CUSTOMER -> customer(cdr);
      case ENDED_BY -> cdr.endedBy().word();
      case TIME -> {
        long from = question.from().toEpochMilli();
        long width = breakdown.bucket().toMillis();
        yield Long.toString(from + Math.floorDiv(cdr.startMs() - from, width) * width);
      }
    };
  }

  private String reason(Cdr cdr) {
    String text = cdr.reasonText();
    if (text == null) {
      return Integer.toString(cdr.reason());
    }
    OptionalInt code = codes.apply(text);
    return code.isPresent() ? Integer.toString(code.getAsInt()) : text;
  }

  private static String customer(Cdr cdr) {
    return cdr.customerAccount().isEmpty() ? cdr.customerName() : cdr.customerAccount();
  }

  private List<Call> matching(Question question) {
    Filter filter = question.filter();
    return calls.stream()
        .filter(call -> call.cdr().startMs() >= question.from().toEpochMilli())
        .filter(call -> call.cdr().startMs() < question.to().toEpochMilli())
        .filter(
            call ->
                filter.code().isEmpty()
                    || reason(call.cdr()).equals(Integer.toString(filter.code().getAsInt())))
        .filter(
            call ->
                filter
                    .gateway()
                    .map(
                        name ->
                            same(name, call.cdr().mappingGateway())
                                || same(name, call.cdr().routingGateway()))
                    .orElse(true))
        .filter(
            call ->
                filter
                    .customer()
                    .map(
                        name ->
                            same(name, customer(call.cdr()))
                                || same(name, call.cdr().customerName()))
                    .orElse(true))
        .filter(call -> filter.endedBy().map(call.cdr().endedBy()::equals).orElse(true))
        .filter(call -> filter.source().map(name -> same(name, call.source())).orElse(true))
        .toList();
  }

  private static boolean same(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private CallCounts counts(Question question, Cdr cdr) {
    boolean answered = cdr.answered();
    OptionalInt code = code(reason(cdr));
    boolean failure =
        !answered
            && !(code.isPresent()
                && question.classification().notFailure().contains(code.getAsInt()));
    boolean effective =
        answered
            || (code.isPresent()
                && question.classification().networkEffective().contains(code.getAsInt()));
    boolean pdd = cdr.pddMillis() >= 0;
    return new CallCounts(
        1,
        answered ? 1 : 0,
        failure ? 1 : 0,
        effective ? 1 : 0,
        answered ? cdr.talkSeconds() : 0,
        pdd ? cdr.pddMillis() : 0,
        pdd ? 1 : 0);
  }

  private static OptionalInt code(String reason) {
    try {
      return OptionalInt.of(Integer.parseInt(reason));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
