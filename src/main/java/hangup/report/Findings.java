package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.Fact;
import hangup.catalog.Provenance;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import hangup.stats.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What stands out in the calls of a period, by fixed rules with the minimum counts of {@link
 * Thresholds}. The same counts give the same findings; none when nothing stands out.
 */
final class Findings {

  /** Codes of vos3000-25 whose matter is the customer's account or money. */
  private static final List<String> ACCOUNT = List.of("8", "9", "10", "24");

  /** Codes of vos3000-25 that stand for something missing in the rate or route table. */
  private static final List<String> GAPS = List.of("7", "6");

  private static final List<String> SECURITY = List.of("16", "17", "20");
  private static final List<String> CAPACITY = List.of("18", "19", "5");

  private final SummaryQuestion question;
  private final Evidence evidence;
  private final Catalog catalog;
  private final Labels labels;
  private final Histogram histogram;
  private final List<Finding> found = new ArrayList<>();

  /** Reasons that a finding already tells of. */
  private final Set<String> told = new HashSet<>();

  private Findings(
      SummaryQuestion question,
      Evidence evidence,
      Catalog catalog,
      Labels labels,
      Histogram histogram) {
    this.question = question;
    this.evidence = evidence;
    this.catalog = catalog;
    this.labels = labels;
    this.histogram = histogram;
  }

  /** The findings, the gravest first. */
  static List<Finding> of(
      SummaryQuestion question,
      Evidence evidence,
      Catalog catalog,
      Labels labels,
      Histogram histogram) {
    Findings findings = new Findings(question, evidence, catalog, labels, histogram);
    findings.collect();
    return findings.found.stream()
        .sorted(
            Comparator.comparing(Finding::severity)
                .thenComparingLong(Finding::weight)
                .reversed()
                .thenComparing(Finding::rule))
        .limit(Thresholds.FINDINGS)
        .toList();
  }

  private void collect() {
    if (question.filter().code().isPresent()) {
      theReason(Integer.toString(question.filter().code().getAsInt()));
      return;
    }
    allAlike();
    asrDrop();
    dominating();
    if (catalog.table().equals(CodeTables.VOS3000_25)) {
      security();
      accounts();
      gaps();
      capacity();
    }
    rising();
    gateways();
    unknownCodes();
  }

  // --- all calls ---

  private void allAlike() {
    CallCounts total = evidence.total();
    // A filter can make all calls alike.
    if (total.seizures() < Thresholds.ALL_ALIKE_CALLS || !question.filter().isEmpty()) {
      return;
    }
    if (total.answers() == total.seizures()) {
      add(
          "no-unanswered-calls",
          Severity.MEDIUM,
          total.seizures(),
          RichText.strong("Not one unanswered call")
              .plus(
                  " among "
                      + Figures.count(total.seizures())
                      + ": the source seems to hold only answered or billed calls, so ASR and"
                      + " failures cannot be judged. Export all CDRs (in VOS3000 also those without"
                      + " talk time)."),
          "/about");
    } else if (total.answers() == 0) {
      add(
          "no-answered-calls",
          Severity.CRITICAL,
          total.seizures(),
          RichText.strong("Not one call was answered")
              .plus(" of " + Figures.count(total.seizures()) + "."),
          question.lineBy(By.REASON));
    }
  }

  private void asrDrop() {
    CallCounts now = evidence.total();
    CallCounts before = evidence.totalBefore();
    if (now.seizures() < Thresholds.TOTAL_CALLS
        || before.seizures() < Thresholds.TOTAL_CALLS
        || now.answers() == 0) {
      return;
    }
    double asr = now.asr().orElse(0);
    double was = before.asr().orElse(0);
    if (was - asr >= Thresholds.DROP_POINTS && was - asr >= was * Thresholds.DROP_PART) {
      add(
          "asr-drop",
          asr <= was / 2 ? Severity.CRITICAL : Severity.HIGH,
          now.failures(),
          RichText.strong("The ASR fell to " + Figures.ratio(now.asr()))
              .plus(
                  " from "
                      + Figures.ratio(before.asr())
                      + " "
                      + question.period().beforeLabel()
                      + "."),
          question.lineBy(question.filter().gateway().isPresent() ? By.HOUR : By.GATEWAY));
    }
  }

  // --- reasons ---

  private void dominating() {
    long failures = evidence.total().failures();
    for (Row row : evidence.reasons()) {
      long calls = row.counts().failures();
      if (calls < Thresholds.REASON_CALLS || calls < failures * Thresholds.DOMINATES) {
        return;
      }
      told.add(row.key());
      long before = Evidence.counts(evidence.reasonsBefore(), row.key()).failures();
      boolean steady = isAsUsual(calls, before) && shareBefore(before) >= Thresholds.DOMINATES;
      RichText text =
          RichText.strong(
                  labels.codeAndName(row.key())
                      + " is "
                      + Figures.percent(calls, failures)
                      + " of failures")
              .plus(" (" + Figures.calls(calls) + compared(calls, before) + ")")
              .plus(whereAndWhen(row.key(), calls))
              .plus(".")
              .plus(advice(row.key()));
      add(
          "dominating-reason",
          steady ? Severity.LOW : severityOf(row.key()),
          calls,
          text,
          fix(row.key()));
    }
  }

  private void rising() {
    if (!evidence.comparable()) {
      return;
    }
    long failures = evidence.total().failures();
    for (Row row : evidence.reasons()) {
      long calls = row.counts().failures();
      long before = Evidence.counts(evidence.reasonsBefore(), row.key()).failures();
      if (calls < Thresholds.REASON_CALLS
          || calls < failures * Thresholds.RISING_SHARE
          || calls < before * Thresholds.RISEN
          || !told.add(row.key())) {
        continue;
      }
      RichText text =
          RichText.strong(labels.codeAndName(row.key()) + " rose to " + Figures.calls(calls))
              .plus(", " + Figures.percent(calls, failures) + " of failures")
              .plus(" (" + comparedTo(calls, before) + ")")
              .plus(whereAndWhen(row.key(), calls))
              .plus(".")
              .plus(advice(row.key()));
      add("rising-reason", severityOf(row.key()), calls, text, fix(row.key()));
    }
  }

  /** What stands out where only one reason was asked for. */
  private void theReason(String key) {
    long calls = evidence.total().seizures();
    if (calls < Thresholds.REASON_CALLS) {
      return;
    }
    long before = evidence.totalBefore().seizures();
    boolean risen = evidence.comparable() && calls >= before * Thresholds.RISEN;
    RichText where = whereAndWhen(key, calls);
    if (!risen && where.isEmpty()) {
      return;
    }
    boolean failure = evidence.total().failures() > 0;
    add(
        "this-reason",
        failure ? severityOf(key) : Severity.LOW,
        calls,
        RichText.strong(Figures.calls(calls))
            .plus(evidence.comparable() ? " (" + comparedTo(calls, before) + ")" : "")
            .plus(where)
            .plus(".")
            .plus(failure ? advice(key) : RichText.empty()),
        fix(key));
  }

  private boolean isAsUsual(long calls, long before) {
    return evidence.comparable() && calls <= before * Thresholds.STEADY;
  }

  private double shareBefore(long before) {
    long all = evidence.totalBefore().failures();
    return all == 0 ? 0 : (double) before / all;
  }

  private String compared(long calls, long before) {
    return evidence.comparable() ? "; " + comparedTo(calls, before) : "";
  }

  private String comparedTo(long calls, long before) {
    if (before == 0) {
      return "none before";
    }
    String change = Figures.change(calls, before);
    return change.equals("same") ? "as many before" : Figures.count(before) + " before, " + change;
  }

  /** {@code , 48% of them on GW-7, since 14:05}. */
  private RichText whereAndWhen(String key, long calls) {
    Filter filter = question.filter();
    OptionalInt code = ReasonLookup.code(key);
    if (code.isPresent()) {
      filter = filter.withCode(code.getAsInt());
    }
    RichText text = RichText.empty();
    Optional<Row> gateway =
        question.filter().gateway().isPresent()
            ? Optional.empty()
            : main(Evidence.seconds(evidence.reasonGateways(), key), calls, evidence.gateways());
    Optional<Row> customer =
        question.filter().customer().isPresent()
            ? Optional.empty()
            : main(Evidence.seconds(evidence.reasonCustomers(), key), calls, evidence.customers());
    if (gateway.isPresent()) {
      text = named(text, gateway.get(), calls, "on ", gateway.get().key());
      filter = filter.withGateway(gateway.get().key());
    } else if (customer.isPresent()) {
      text = named(text, customer.get(), calls, "from ", labels.customer(customer.get().key()));
      filter = filter.withCustomer(customer.get().key());
    }
    return code.isPresent() ? text.plus(when(filter)) : text;
  }

  private static RichText named(RichText text, Row row, long calls, String how, String name) {
    String part = sizeOf(row) >= calls ? "all" : Figures.percent(sizeOf(row), calls) + " of them";
    return text.plus(", " + part + " " + how).plusStrong(name);
  }

  /** The one with a large part of the calls, unless there is only one or it has no name. */
  private static Optional<Row> main(List<Row> rows, long calls, List<Row> all) {
    if (all.size() < 2 || rows.isEmpty()) {
      return Optional.empty();
    }
    Row first = rows.get(0);
    return first.key().isEmpty() || sizeOf(first) < calls * Thresholds.MAIN
        ? Optional.empty()
        : Optional.of(first);
  }

  private static long sizeOf(Row row) {
    return row.counts().failures() > 0 ? row.counts().failures() : row.counts().seizures();
  }

  private RichText when(Filter filter) {
    Optional<Onset> onset = Onset.find(histogram.failures(filter), histogram.calls());
    if (onset.isEmpty()) {
      return RichText.empty();
    }
    RichText text =
        RichText.of(onset.get().lasting() ? ", since " : ", from ")
            .plus(moment(onset.get().first()));
    return onset.get().lasting() ? text : text.plus(" to ").plus(moment(onset.get().end()));
  }

  private RichText moment(int bucket) {
    Instant at = histogram.start(bucket);
    return RichText.empty()
        .plusMoment(
            at,
            Figures.near(at, question.period().to().minusSeconds(60), question.period().zone()));
  }

  // --- gateways ---

  private void gateways() {
    if (question.filter().gateway().isPresent()) {
      // Asked for one gateway: its own figures are the summary.
      return;
    }
    Map<String, Map<Long, CallCounts>> overTime = evidence.gatewaysOverTime();
    for (Row row : evidence.gateways()) {
      if (!row.key().isEmpty()
          && row.counts().seizures() >= Thresholds.GATEWAY_CALLS
          && !collapsed(row)) {
        collapsedForAWhile(row.key(), overTime.getOrDefault(row.key(), Map.of()));
      }
    }
    silent();
  }

  private boolean collapsed(Row row) {
    CallCounts before = Evidence.counts(evidence.gatewaysBefore(), row.key());
    CallCounts rest = rest(row);
    boolean below = isCollapsed(row.counts(), before);
    boolean alone = before.seizures() < Thresholds.GATEWAY_CALLS && isCollapsed(row.counts(), rest);
    if (!below && !alone) {
      return false;
    }
    StringBuilder compared = new StringBuilder();
    if (below) {
      compared
          .append(", ")
          .append(Figures.ratio(before.asr()))
          .append(' ')
          .append(question.period().beforeLabel());
    }
    if (rest.seizures() >= Thresholds.GATEWAY_CALLS) {
      compared.append(", the other gateways ").append(Figures.ratio(rest.asr()));
    }
    gateway(
        "gateway-asr",
        row.key(),
        row.counts(),
        RichText.strong(row.key())
            .plus(" answers ")
            .plusStrong(Figures.ratio(row.counts().asr()))
            .plus(" of its " + Figures.calls(row.counts().seizures()) + compared + "."));
    return true;
  }

  private CallCounts rest(Row row) {
    CallCounts rest = CallCounts.NONE;
    for (Row other : evidence.gateways()) {
      if (!other.key().equals(row.key()) && !other.key().isEmpty()) {
        rest = rest.plus(other.counts());
      }
    }
    return rest;
  }

  private static boolean isCollapsed(CallCounts now, CallCounts reference) {
    if (reference.seizures() < Thresholds.GATEWAY_CALLS) {
      return false;
    }
    double asr = now.asr().orElse(0);
    double usual = reference.asr().orElse(0);
    return asr <= usual * Thresholds.COLLAPSED && usual - asr >= Thresholds.COLLAPSED_POINTS;
  }

  /** A gateway that fell silent or failed for some of the time, and is well over the whole. */
  private void collapsedForAWhile(String name, Map<Long, CallCounts> buckets) {
    if (buckets.size() < 4) {
      return;
    }
    CallCounts all = buckets.values().stream().reduce(CallCounts.NONE, CallCounts::plus);
    CallCounts bad = CallCounts.NONE;
    long from = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Map.Entry<Long, CallCounts> bucket : buckets.entrySet()) {
      CallCounts here = bucket.getValue();
      OptionalDouble usual = without(all, here).asr();
      if (here.seizures() >= Thresholds.GATEWAY_BUCKET_CALLS
          && usual.isPresent()
          && usual.getAsDouble() >= Thresholds.COLLAPSED_POINTS
          && here.asr().orElse(0) <= usual.getAsDouble() * Thresholds.COLLAPSED_BUCKET) {
        bad = bad.plus(here);
        from = Math.min(from, bucket.getKey());
        last = Math.max(last, bucket.getKey());
      }
    }
    CallCounts good = without(all, bad);
    if (bad.seizures() == 0 || good.seizures() < Thresholds.GATEWAY_CALLS) {
      return;
    }
    Instant start = Instant.ofEpochMilli(from);
    Instant end = Instant.ofEpochMilli(last).plus(question.bucket());
    Instant periodEnd = question.period().to();
    boolean lasting = !end.isBefore(periodEnd);
    RichText text =
        RichText.strong(name)
            .plus(" answered only ")
            .plusStrong(Figures.ratio(bad.asr()))
            .plus(" of " + Figures.calls(bad.seizures()))
            .plus(lasting ? " since " : " between ")
            .plusMoment(start, local(start));
    text = lasting ? text : text.plus(" and ").plusMoment(end, local(end));
    gateway(
        "gateway-outage", name, bad, text.plus("; otherwise " + Figures.ratio(good.asr()) + "."));
  }

  private String local(Instant at) {
    return Figures.near(at, question.period().to().minusSeconds(60), question.period().zone());
  }

  private void gateway(String rule, String name, CallCounts counts, RichText text) {
    RichText more =
        Evidence.mainFirst(evidence.reasonGateways(), name)
            .map(key -> RichText.of(" Its failures are mostly " + labels.codeAndName(key) + "."))
            .orElse(RichText.empty());
    add(
        rule,
        Severity.HIGH,
        counts.seizures() - counts.answers(),
        text.plus(more),
        question.lineOf(question.filter().withGateway(name)));
  }

  private void silent() {
    if (evidence.gateways().size() >= Evidence.NAMES) {
      return;
    }
    for (Row row : evidence.gatewaysBefore()) {
      if (!row.key().isEmpty()
          && row.counts().seizures() >= Thresholds.GATEWAY_CALLS
          && Evidence.counts(evidence.gateways(), row.key()).seizures() == 0) {
        add(
            "gateway-silent",
            Severity.HIGH,
            row.counts().seizures(),
            RichText.strong(row.key())
                .plus(" got no call at all; ")
                .plus(
                    Figures.count(row.counts().seizures())
                        + " "
                        + question.period().beforeLabel()
                        + ". Was it locked, renamed or taken out of the routing?"),
            question.lineBy(By.GATEWAY));
      }
    }
  }

  // --- kinds of reasons ---

  private void accounts() {
    Map<String, CallCounts> refused = new LinkedHashMap<>();
    Map<String, String> mainCode = new LinkedHashMap<>();
    for (Row row : evidence.reasonCustomers()) {
      String customer = row.keys().get(1);
      if (ACCOUNT.contains(row.key()) && !customer.isEmpty()) {
        refused.merge(customer, row.counts(), CallCounts::plus);
        mainCode.putIfAbsent(customer, row.key());
      }
    }
    refused.forEach(
        (customer, counts) -> {
          // With 24 the call was answered and then cut.
          long calls = counts.seizures();
          long all = Evidence.counts(evidence.customers(), customer).seizures();
          String code = mainCode.getOrDefault(customer, "");
          if (calls >= Thresholds.ACCOUNT_CALLS && calls >= all * Thresholds.ACCOUNT_SHARE) {
            add(
                "customer-refused",
                Severity.HIGH,
                calls,
                RichText.strong(labels.customer(customer))
                    .plus(" is refused or cut off: ")
                    .plus(
                        Figures.count(calls)
                            + " of its "
                            + Figures.calls(all)
                            + ", mostly "
                            + labels.codeAndName(code)
                            + ".")
                    .plus(advice(code)),
                question.lineOf(question.filter().withCustomer(customer)));
          }
        });
  }

  private void gaps() {
    for (String key : GAPS) {
      long calls = Evidence.counts(evidence.reasons(), key).failures();
      if (calls < Thresholds.GAP_CALLS
          || calls < evidence.total().failures() * Thresholds.GAP_SHARE
          || !told.add(key)) {
        continue;
      }
      long before = Evidence.counts(evidence.reasonsBefore(), key).failures();
      String what =
          key.equals("7")
              ? " found no rate, so they failed and bring in no revenue"
              : " found no route for their prefix";
      add(
          key.equals("7") ? "rate-gaps" : "route-gaps",
          isAsUsual(calls, before) ? Severity.LOW : Severity.MEDIUM,
          calls,
          RichText.strong(Figures.calls(calls) + what)
              .plus(" (" + labels.codeAndName(key) + compared(calls, before) + ")")
              .plus(topCustomers(key, calls))
              .plus(".")
              .plus(advice(key)),
          question.lineOf(question.filter().withCode(Integer.parseInt(key))));
    }
  }

  private RichText topCustomers(String key, long calls) {
    RichText text = RichText.empty();
    int shown = 0;
    for (Row row : Evidence.seconds(evidence.reasonCustomers(), key)) {
      if (row.key().isEmpty() || shown == 3 || row.counts().failures() * 10 < calls) {
        continue;
      }
      text =
          text.plus(shown == 0 ? ", most from " : ", ")
              .plusStrong(labels.customer(row.key()))
              .plus(" (" + Figures.percent(row.counts().failures(), calls) + ")");
      shown++;
    }
    return text;
  }

  private void security() {
    for (String key : SECURITY) {
      long calls = Evidence.counts(evidence.reasons(), key).failures();
      if (calls < Thresholds.SECURITY_CALLS || !told.add(key)) {
        continue;
      }
      long before = Evidence.counts(evidence.reasonsBefore(), key).failures();
      // Scanners knock every day: alarming is what is new or grows.
      boolean usual = evidence.comparable() && calls < before * Thresholds.RISEN;
      add(
          "security",
          usual ? Severity.LOW : Severity.CRITICAL,
          calls,
          RichText.strong(Figures.calls(calls) + ": " + labels.codeAndName(key))
              .plus(evidence.comparable() ? " (" + comparedTo(calls, before) + ")" : "")
              .plus(whereAndWhen(key, calls))
              .plus(".")
              .plus(action(key)),
          fix(key));
    }
  }

  private void capacity() {
    long failures = evidence.total().failures();
    for (String key : CAPACITY) {
      long calls = Evidence.counts(evidence.reasons(), key).failures();
      if (calls < Thresholds.CAPACITY_CALLS
          || calls < failures * Thresholds.CAPACITY_SHARE
          || !told.add(key)) {
        continue;
      }
      long before = Evidence.counts(evidence.reasonsBefore(), key).failures();
      if (isAsUsual(calls, before)) {
        continue;
      }
      add(
          "capacity",
          Severity.MEDIUM,
          calls,
          RichText.strong("Capacity: " + Figures.calls(calls) + " ended with ")
              .plusStrong(labels.codeAndName(key))
              .plus(evidence.comparable() ? " (" + comparedTo(calls, before) + ")" : "")
              .plus(whereAndWhen(key, calls))
              .plus(".")
              .plus(action(key)),
          fix(key));
    }
  }

  private void unknownCodes() {
    List<String> codes = new ArrayList<>();
    long calls = 0;
    boolean negative = false;
    int sip = 0;
    int numbers = 0;
    for (Row row : evidence.reasons()) {
      if (labels.reason(row.key()).isPresent() || row.key().isEmpty()) {
        continue;
      }
      calls += row.counts().seizures();
      codes.add(row.key() + " (" + Figures.count(row.counts().seizures()) + ")");
      OptionalInt code = ReasonLookup.code(row.key());
      if (code.isPresent()) {
        numbers++;
        negative |= code.getAsInt() < 0;
        sip += code.getAsInt() >= 200 && code.getAsInt() <= 699 ? 1 : 0;
      }
    }
    if (codes.isEmpty()) {
      return;
    }
    String table =
        numbers == 0
            ? ""
            : negative
                ? CodeTables.VOS3000_SIGNED
                : sip * 2 >= numbers ? CodeTables.SIP : CodeTables.Q850;
    String advice =
        table.isEmpty() || table.equals(catalog.table())
            ? " Add them in an overlay file."
            : " They look like the table "
                + table
                + ": set catalog.table to it, or add the codes in an overlay file.";
    add(
        "unknown-codes",
        calls * 2 >= evidence.total().seizures() ? Severity.HIGH : Severity.LOW,
        calls,
        RichText.strong(
                Figures.calls(calls)
                    + (codes.size() == 1 ? " with a reason" : " with reasons")
                    + " that the catalogue ("
                    + catalog.table()
                    + ") does not know")
            .plus(
                ": "
                    + String.join(", ", codes.subList(0, Math.min(5, codes.size())))
                    + (codes.size() > 5 ? " and " + (codes.size() - 5) + " more" : "")
                    + "."
                    + advice),
        question.lineBy(By.REASON));
  }

  // --- words ---

  /** The catalogue's cause and resolution in a sentence. */
  private RichText advice(String key) {
    Optional<EndReason> reason = labels.reason(key);
    if (reason.isEmpty()) {
      return RichText.empty();
    }
    Optional<Fact<String>> cause = reason.get().cause();
    Optional<Fact<String>> resolution = reason.get().resolution();
    if (resolution.isEmpty()) {
      return action(key);
    }
    String text =
        cause.map(fact -> " " + bare(fact.value()) + ": ").orElse(" ")
            + (cause.isPresent()
                ? lowered(bare(resolution.get().value()))
                : resolution.get().value());
    boolean practice =
        resolution.get().provenance() == Provenance.PRACTICE
            || cause.filter(fact -> fact.provenance() == Provenance.PRACTICE).isPresent();
    RichText sentence = RichText.of(bare(text));
    return (practice ? sentence.plusMuted(Marks.of(Provenance.PRACTICE)) : sentence).plus(".");
  }

  /** The action that the group of a reason asks for. */
  private RichText action(String key) {
    return labels
        .reason(key)
        .flatMap(EndReason::group)
        .map(group -> RichText.of(" " + bare(group.value().action()) + "."))
        .orElse(RichText.empty());
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** With a small first letter, unless an abbreviation begins it. */
  private static String lowered(String text) {
    return text.length() > 1 && Character.isLowerCase(text.charAt(1))
        ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
        : text;
  }

  private Severity severityOf(String key) {
    Severity severity = labels.reason(key).map(EndReason::severity).orElse(Severity.MEDIUM);
    return severity.compareTo(Severity.LOW) < 0 ? Severity.LOW : severity;
  }

  private static String fix(String key) {
    return ReasonLookup.code(key).isPresent() ? "/" + FixCommand.NAME + " " + key : "/reasons";
  }

  private static CallCounts without(CallCounts all, CallCounts part) {
    return new CallCounts(
        all.seizures() - part.seizures(),
        all.answers() - part.answers(),
        all.failures() - part.failures(),
        all.effective() - part.effective(),
        all.talkSeconds() - part.talkSeconds(),
        all.pddMillis() - part.pddMillis(),
        all.pddCalls() - part.pddCalls());
  }

  private void add(String rule, Severity severity, long weight, RichText text, String command) {
    found.add(new Finding(rule, severity, weight, text, command));
  }
}
