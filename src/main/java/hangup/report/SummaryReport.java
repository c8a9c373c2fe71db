package hangup.report;

import hangup.catalog.EndReason;
import hangup.reply.Block;
import hangup.reply.Block.Align;
import hangup.reply.Block.Column;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import hangup.stats.Filter;
import hangup.stats.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts the counts of a period into words, tables and a chart. */
final class SummaryReport {

  private static final int FEW = 5;
  private static final int FEW_FINDINGS = 3;
  private static final int REASONS = 8;
  private static final int MANY = 20;

  private final SummaryQuestion question;
  private final Evidence evidence;
  private final List<Finding> findings;
  private final Labels labels;
  private final Period period;
  private final TimeBuckets buckets;

  SummaryReport(
      SummaryQuestion question, Evidence evidence, List<Finding> findings, Labels labels) {
    this.question = question;
    this.evidence = evidence;
    this.findings = findings;
    this.labels = labels;
    this.period = question.period();
    this.buckets = new TimeBuckets(question, evidence);
  }

  /**
   * The reply.
   *
   * @param mapping the gateways on the customers' side, where they are asked for
   */
  Reply reply(List<Row> mapping) {
    Reply.Builder reply = Reply.builder(title(question), severity());
    reply.add(new Block.Fields(totals()));
    if (question.by().isEmpty()) {
      findings(reply, findings);
      overview(reply);
    } else {
      switch (question.by().get()) {
        case REASON -> byReason(reply);
        case CATEGORY -> byCategory(reply);
        case GATEWAY -> byGateway(reply, mapping);
        case CUSTOMER -> names(reply, "Customers", "Customer", evidence.customers(), MANY, true);
        case HOUR -> buckets.table(labels).ifPresent(reply::add);
      }
      findings(reply, findings.subList(0, Math.min(FEW_FINDINGS, findings.size())));
    }
    buckets.chart(labels).ifPresent(reply::chart);
    reply.footer(footer());
    buttons(reply);
    return reply.data(SummaryData.of(question, evidence, findings, labels)).build();
  }

  /** The period with the filter, as a title. */
  static String title(SummaryQuestion question) {
    String label = question.period().label();
    String words = question.filterWords();
    return Character.toUpperCase(label.charAt(0))
        + label.substring(1)
        + question.by().map(by -> ", by " + by.word()).orElse("")
        + (words.isEmpty() ? "" : ": " + words);
  }

  private Severity severity() {
    return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.OK);
  }

  // --- the totals ---

  private List<Block.Field> totals() {
    CallCounts now = evidence.total();
    CallCounts before = evidence.totalBefore();
    List<Block.Field> fields = new ArrayList<>();
    fields.add(counted("Calls", now.seizures(), before.seizures()));
    if (question.filter().code().isEmpty()) {
      fields.add(counted("Answered", now.answers(), before.answers()));
    }
    if (question.filter().code().isEmpty() || now.failures() > 0) {
      fields.add(counted("Failures", now.failures(), before.failures()));
    }
    if (question.filter().code().isEmpty()) {
      // Of calls that all have one reason these ratios say nothing.
      fields.add(ratio("ASR", now.asr(), before.asr()));
      fields.add(ratio("NER", now.ner(), before.ner()));
    }
    now.acdSeconds().ifPresent(acd -> fields.add(brief("ACD", RichText.of(Figures.duration(acd)))));
    now.pddMeanMillis().ifPresent(pdd -> fields.add(brief("PDD", RichText.of(Figures.delay(pdd)))));
    return fields;
  }

  private Block.Field counted(String name, long now, long before) {
    RichText text = RichText.strong(Figures.count(now));
    String change = evidence.comparable() ? Figures.change(now, before) : Figures.NONE;
    return brief(name, change.equals(Figures.NONE) ? text : text.plusMuted(" (" + change + ")"));
  }

  private Block.Field ratio(String name, OptionalDouble now, OptionalDouble before) {
    if (evidence.total().seizures() < Thresholds.MIN_FOR_RATIO) {
      return brief(
          name, RichText.of(Figures.NONE).plusMuted(" (under " + Thresholds.MIN_FOR_RATIO + ")"));
    }
    RichText text = RichText.strong(Figures.ratio(now));
    return brief(
        name,
        !evidence.comparable() || evidence.totalBefore().seizures() < Thresholds.MIN_FOR_RATIO
            ? text
            : text.plusMuted(" (was " + Figures.ratio(before) + ")"));
  }

  // --- what stands out ---

  private void findings(Reply.Builder reply, List<Finding> shown) {
    if (shown.isEmpty()) {
      reply.text(RichText.strong("Nothing stands out").plus(": " + calm() + "."));
      return;
    }
    reply.heading("What stands out");
    reply.add(
        new Block.Bullets(
            findings.stream().map(f -> f.text().plus(" ").plusCode(f.command())).toList()));
  }

  private String calm() {
    if (evidence.total().seizures() < Thresholds.REASON_CALLS) {
      return "there are too few calls to judge";
    }
    if (question.filter().code().isPresent()) {
      return "these calls are spread over time and gateways";
    }
    if (evidence.total().failures() == 0) {
      return "no call failed";
    }
    return evidence.comparable()
        ? "no reason dominates or rose, and no gateway or customer is far off its usual"
        : "no reason dominates, and no gateway or customer is far off the others; there is nothing "
            + period.beforeLabel()
            + " to compare with";
  }

  // --- the overview ---

  private void overview(Reply.Builder reply) {
    if (question.filter().code().isEmpty()) {
      reasons(reply, REASONS);
    }
    if (question.filter().gateway().isEmpty()) {
      names(
          reply,
          question.filter().code().isPresent() ? "By gateway" : "Gateways with most failures",
          "Gateway",
          evidence.gateways(),
          FEW,
          question.filter().code().isEmpty());
    }
    if (question.filter().customer().isEmpty()) {
      names(
          reply,
          question.filter().code().isPresent() ? "By customer" : "Customers with most failures",
          "Customer",
          evidence.customers(),
          FEW,
          question.filter().code().isEmpty());
    }
  }

  private void reasons(Reply.Builder reply, int most) {
    List<Row> failing = evidence.reasons().stream().filter(SummaryReport::fails).toList();
    if (failing.isEmpty()) {
      return;
    }
    long all = evidence.total().failures();
    List<List<String>> rows = new ArrayList<>();
    for (Row row : failing.subList(0, Math.min(most, failing.size()))) {
      long calls = row.counts().failures();
      long before = Evidence.counts(evidence.reasonsBefore(), row.key()).failures();
      rows.add(
          List.of(
              row.key(),
              labels.nameOf(row.key()),
              Figures.count(calls),
              Figures.share(calls, all),
              change(calls, before)));
    }
    if (failing.size() > most) {
      long others =
          failing.subList(most, failing.size()).stream()
              .mapToLong(r -> r.counts().failures())
              .sum();
      rows.add(
          List.of(
              "",
              Figures.plural(failing.size() - most, "other reason"),
              Figures.count(others),
              Figures.share(others, all),
              ""));
    }
    reply.add(
        new Block.Table(
            "Failures by reason",
            List.of(
                new Column("Code", Align.RIGHT, true),
                new Column("End reason", Align.LEFT, true),
                new Column("Calls", Align.RIGHT, true),
                new Column("Share", Align.RIGHT, true),
                new Column("Change", Align.RIGHT, false)),
            rows));
  }

  /** Gateways or customers; with the ASR unless all calls have the same reason. */
  private void names(
      Reply.Builder reply, String caption, String header, List<Row> all, int most, boolean asr) {
    boolean customers = header.equals("Customer");
    boolean failures = evidence.total().failures() > 0;
    List<Row> rows =
        all.stream().filter(row -> most > FEW || !failures || fails(row)).limit(most).toList();
    if (rows.isEmpty() || (rows.size() == 1 && rows.get(0).key().isEmpty())) {
      return;
    }
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(header, Align.LEFT, true));
    columns.add(new Column(failures ? "Failures" : "Calls", Align.RIGHT, true));
    columns.add(new Column("Share", Align.RIGHT, true));
    if (asr) {
      columns.add(new Column("Calls", Align.RIGHT, false));
      columns.add(new Column("ASR", Align.RIGHT, false));
    }
    columns.add(new Column("Change", Align.RIGHT, false));
    if (asr) {
      columns.add(new Column("Mostly", Align.LEFT, false));
    }
    List<Row> before = customers ? evidence.customersBefore() : evidence.gatewaysBefore();
    List<Row> pairs = customers ? evidence.reasonCustomers() : evidence.reasonGateways();
    long whole = size(evidence.total(), failures);
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      CallCounts counts = row.counts();
      List<String> line = new ArrayList<>();
      line.add(customers ? labels.customer(row.key()) : Labels.gateway(row.key()));
      line.add(Figures.count(size(counts, failures)));
      line.add(Figures.share(size(counts, failures), whole));
      if (asr) {
        line.add(Figures.count(counts.seizures()));
        line.add(Figures.ratio(counts.asr(), counts.seizures()));
      }
      line.add(change(size(counts, failures), size(Evidence.counts(before, row.key()), failures)));
      if (asr) {
        line.add(
            failures
                ? Evidence.mainFirst(pairs, row.key()).map(labels::codeAndName).orElse("")
                : "");
      }
      cells.add(line);
    }
    reply.add(new Block.Table(caption, columns, cells));
    if (most > FEW && all.size() > rows.size()) {
      reply.note(
          "The first "
              + rows.size()
              + " of "
              + (all.size() >= Evidence.CUSTOMERS && customers ? "more than " : "")
              + Figures.count(all.size())
              + ", those with the most failures.");
    }
  }

  private static long size(CallCounts counts, boolean failures) {
    return failures ? counts.failures() : counts.seizures();
  }

  // --- lists ---

  private void byReason(Reply.Builder reply) {
    reasons(reply, 30);
    List<Row> others = evidence.reasons().stream().filter(row -> !fails(row)).toList();
    if (others.isEmpty()) {
      return;
    }
    reply.add(
        new Block.Table(
            "Other ends, no failures",
            List.of(
                new Column("Code", Align.RIGHT, true),
                new Column("End reason", Align.LEFT, true),
                new Column("Calls", Align.RIGHT, true),
                new Column("Answered", Align.RIGHT, true)),
            others.stream()
                .limit(MANY)
                .map(
                    row ->
                        List.of(
                            row.key(),
                            labels.nameOf(row.key()),
                            Figures.count(row.counts().seizures()),
                            Figures.count(row.counts().answers())))
                .toList()));
  }

  private void byCategory(Reply.Builder reply) {
    Map<String, CallCounts> now = categories(evidence.reasons());
    Map<String, CallCounts> before = categories(evidence.reasonsBefore());
    Map<String, String> main = new LinkedHashMap<>();
    evidence.reasons().stream()
        .filter(SummaryReport::fails)
        .forEach(row -> main.putIfAbsent(category(row.key()), row.key()));
    List<List<String>> rows = new ArrayList<>();
    now.entrySet().stream()
        .sorted(
            (a, b) -> {
              int failures = Long.compare(b.getValue().failures(), a.getValue().failures());
              return failures != 0
                  ? failures
                  : Long.compare(b.getValue().seizures(), a.getValue().seizures());
            })
        .forEach(
            entry -> {
              String key = main.get(entry.getKey());
              CallCounts counts = entry.getValue();
              rows.add(
                  List.of(
                      entry.getKey(),
                      Figures.count(counts.failures()),
                      Figures.share(counts.failures(), evidence.total().failures()),
                      change(
                          counts.failures(),
                          before.getOrDefault(entry.getKey(), CallCounts.NONE).failures()),
                      Figures.count(counts.seizures()),
                      key == null ? "" : labels.codeAndName(key)));
            });
    reply.add(
        new Block.Table(
            "Failures by category",
            List.of(
                new Column("Category", Align.LEFT, true),
                new Column("Failures", Align.RIGHT, true),
                new Column("Share", Align.RIGHT, true),
                new Column("Change", Align.RIGHT, false),
                new Column("All calls", Align.RIGHT, false),
                new Column("Mostly", Align.LEFT, false)),
            rows));
  }

  private Map<String, CallCounts> categories(List<Row> reasons) {
    Map<String, CallCounts> sums = new LinkedHashMap<>();
    reasons.forEach(row -> sums.merge(category(row.key()), row.counts(), CallCounts::plus));
    return sums;
  }

  private String category(String key) {
    Optional<EndReason> reason = labels.reason(key);
    if (reason.isEmpty()) {
      return "Not in the catalogue";
    }
    return reason.get().category().map(c -> c.value()).orElse("No category");
  }

  private void byGateway(Reply.Builder reply, List<Row> mapping) {
    names(reply, "Routing gateways (vendors)", "Gateway", evidence.gateways(), MANY, true);
    if (mapping.isEmpty() || (mapping.size() == 1 && mapping.get(0).key().isEmpty())) {
      return;
    }
    long all = evidence.total().failures();
    reply.add(
        new Block.Table(
            "Mapping gateways (customers)",
            List.of(
                new Column("Gateway", Align.LEFT, true),
                new Column("Failures", Align.RIGHT, true),
                new Column("Share", Align.RIGHT, true),
                new Column("Calls", Align.RIGHT, false),
                new Column("ASR", Align.RIGHT, false)),
            mapping.stream()
                .limit(MANY / 2)
                .map(
                    row ->
                        List.of(
                            row.key().isEmpty() ? Labels.NO_NAME : row.key(),
                            Figures.count(row.counts().failures()),
                            Figures.share(row.counts().failures(), all),
                            Figures.count(row.counts().seizures()),
                            Figures.ratio(row.counts().asr(), row.counts().seizures())))
                .toList()));
  }

  private String change(long now, long before) {
    return evidence.comparable() ? Figures.change(now, before) : "";
  }

  private static boolean fails(Row row) {
    return row.counts().failures() > 0;
  }

  // --- what was counted ---

  private RichText footer() {
    StringBuilder text = new StringBuilder();
    text.append(Figures.calls(evidence.total().seizures()))
        .append(" counted, ")
        .append(Figures.dayTime(period.from(), period.zone()))
        .append(" to ")
        .append(Figures.near(period.to(), period.from(), period.zone()))
        .append(' ')
        .append(Freshness.zone(period.zone()));
    text.append(
        evidence.comparable()
            ? " · compared with " + period.beforeLabel()
            : " · nothing to compare with " + period.beforeLabel());
    if (!question.filter().isEmpty()) {
      text.append(" · only ").append(question.filterWords());
    }
    if (evidence.total().failures() > 0) {
      text.append(" · shares are of failures");
    }
    return RichText.of(text.append(" · ").toString())
        .plus(Freshness.of(evidence.state(), period.to().minusSeconds(60), period.zone()));
  }

  private void buttons(Reply.Builder reply) {
    Filter filter = question.filter();
    if (filter.code().isEmpty()) {
      evidence.reasons().stream()
          .filter(SummaryReport::fails)
          .map(Row::key)
          .filter(key -> labels.reason(key).isPresent())
          .findFirst()
          .ifPresent(key -> reply.button("Fix " + key, "/" + FixCommand.NAME + " " + key));
    } else {
      int code = filter.code().getAsInt();
      reply.button("Fix " + code, "/" + FixCommand.NAME + " " + code);
    }
    for (By by : List.of(By.GATEWAY, By.CUSTOMER, By.HOUR)) {
      if (!question.by().equals(Optional.of(by))) {
        reply.button("By " + by.word(), question.lineBy(by));
      }
    }
    for (String other : List.of("today", "yesterday", "last 7d")) {
      if (!other.equals(period.command())) {
        reply.button(
            Character.toUpperCase(other.charAt(0)) + other.substring(1), question.lineFor(other));
      }
    }
  }

  private static Block.Field brief(String name, RichText value) {
    return new Block.Field(name, value, true);
  }
}
