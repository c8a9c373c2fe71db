package hangup.report;

import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A summary for scripts. */
final class SummaryData {

  private SummaryData() {}

  static Map<String, @Nullable Object> of(
      SummaryQuestion question, Evidence evidence, List<Finding> findings, Labels labels) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("from", question.period().from().toEpochMilli());
    data.put("to", question.period().to().toEpochMilli());
    data.put("zone", question.period().zone().getId());
    data.put("filter", filter(question));
    counts(data, evidence.total());
    Map<String, @Nullable Object> before = new LinkedHashMap<>();
    before.put("from", question.period().beforeFrom().toEpochMilli());
    before.put("to", question.period().beforeTo().toEpochMilli());
    counts(before, evidence.totalBefore());
    data.put("before", evidence.comparable() ? before : null);
    data.put("reasons", reasons(evidence, labels));
    data.put("gateways", names(evidence.gateways(), evidence.gatewaysBefore(), null));
    data.put("customers", names(evidence.customers(), evidence.customersBefore(), labels));
    List<Map<String, Object>> list = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rule", finding.rule());
      one.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      one.put("text", finding.text().plainText());
      one.put("command", finding.command());
      list.add(one);
    }
    data.put("findings", list);
    return data;
  }

  private static Map<String, @Nullable Object> filter(SummaryQuestion question) {
    Map<String, @Nullable Object> filter = new LinkedHashMap<>();
    question.filter().code().ifPresent(code -> filter.put("code", code));
    question.filter().gateway().ifPresent(name -> filter.put("gateway", name));
    question.filter().customer().ifPresent(name -> filter.put("customer", name));
    question.filter().endedBy().ifPresent(side -> filter.put("direction", side.word()));
    return filter;
  }

  private static void counts(Map<String, @Nullable Object> data, CallCounts counts) {
    data.put("seizures", counts.seizures());
    data.put("answers", counts.answers());
    data.put("failures", counts.failures());
    data.put("asr", orNull(counts.asr()));
    data.put("ner", orNull(counts.ner()));
    data.put("acdSeconds", orNull(counts.acdSeconds()));
    data.put("pddMillis", orNull(counts.pddMeanMillis()));
  }

  private static List<Map<String, @Nullable Object>> reasons(Evidence evidence, Labels labels) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    long all = evidence.total().failures();
    for (Row row : evidence.reasons()) {
      if (row.counts().failures() == 0) {
        continue;
      }
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      // A source may give a text in place of a code.
      one.put("code", code(row.key()));
      one.put("name", labels.reason(row.key()).map(r -> r.name()).orElse(null));
      one.put("calls", row.counts().failures());
      one.put("share", (double) row.counts().failures() / all);
      one.put("before", Evidence.counts(evidence.reasonsBefore(), row.key()).failures());
      list.add(one);
    }
    return list;
  }

  private static Object code(String key) {
    var code = ReasonLookup.code(key);
    return code.isPresent() ? (Object) code.getAsInt() : key;
  }

  private static List<Map<String, @Nullable Object>> names(
      List<Row> rows, List<Row> before, @Nullable Labels customers) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Row row : rows) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", row.key());
      if (customers != null && !row.key().isEmpty()) {
        one.put("label", customers.customer(row.key()));
      }
      one.put("calls", row.counts().seizures());
      one.put("answers", row.counts().answers());
      one.put("failures", row.counts().failures());
      one.put("asr", orNull(row.counts().asr()));
      one.put("failuresBefore", Evidence.counts(before, row.key()).failures());
      list.add(one);
    }
    return list;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isEmpty() ? null : (Double) value.getAsDouble();
  }
}
