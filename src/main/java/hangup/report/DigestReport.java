package hangup.report;

import hangup.reply.Block;
import hangup.reply.Block.Align;
import hangup.reply.Block.Column;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.report.DigestFacts.Compared;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Row;
import hangup.stats.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts the facts of a digest into an order that is read in ten seconds. */
final class DigestReport {

  private static final int REASONS = 6;
  private static final int WORST = 3;
  private static final int NEW = 4;
  private static final int FINDINGS = 4;

  /** Calls of a code or gateway before it is worth a word that it is new. */
  private static final long NEW_CALLS = 5;

  /** Without a call for so long before its end, a period may lack some. */
  private static final Duration SILENCE = Duration.ofHours(1);

  private final DigestFacts facts;
  private final Reply overview;
  private final String title;
  private final Period period;

  /**
   * @param overview the summary of the same calls
   */
  DigestReport(DigestFacts facts, Reply overview, String title) {
    this.facts = facts;
    this.overview = overview;
    this.title = title;
    this.period = facts.period();
  }

  Reply reply() {
    Optional<String> incomplete = incomplete(facts.now().state());
    Verdict verdict = verdict();
    Severity severity = verdict.severity();
    if (overview.severity().compareTo(severity) > 0) {
      severity = overview.severity();
    }
    boolean empty = facts.total().seizures() == 0;
    if ((incomplete.isPresent() || empty) && severity.compareTo(Severity.MEDIUM) < 0) {
      severity = Severity.MEDIUM;
    }
    Reply.Builder reply = Reply.builder(title, severity);
    incomplete.ifPresent(why -> reply.text(RichText.strong("Not complete: ").plus(why + ".")));
    if (empty) {
      reply.text(RichText.strong("No calls at all").plus(" in " + period.label() + "." + before()));
    } else {
      reply.text(RichText.strong(verdict.words() + despite(verdict)).plus(verdict.because()));
      reply.add(new Block.Fields(figures()));
      // Before the tables: who reads on a phone may not come further than here.
      findings(reply);
      whatIsNew().ifPresent(reply::text);
      reasons().ifPresent(reply::add);
      worst("Worst gateways", "Gateway", facts.gateways(), 5).ifPresent(reply::add);
      worst("Worst customers", "Customer", facts.customers(), 3).ifPresent(reply::add);
      special(reply);
      overview.chart().ifPresent(reply::chart);
    }
    overview.buttons().forEach(button -> reply.button(button.label(), button.command()));
    reply.footer(footer());
    return reply.data(data(verdict, incomplete)).build();
  }

  // --- whether the figures are whole ---

  private Optional<String> incomplete(DataState state) {
    if (state.isEmpty()) {
      return Optional.of("there is no call data yet");
    }
    if (state.note().isPresent()) {
      return Optional.of(bare(state.note().get()));
    }
    Instant end = period.to();
    Optional<Instant> updated = state.updatedAt();
    if (updated.isPresent() && updated.get().isBefore(end)) {
      return Optional.of(
          "data was last added at "
              + Figures.near(updated.get(), end.minusSeconds(60), period.zone())
              + ", before the end of the period");
    }
    Optional<Instant> last = state.lastCall();
    boolean busy = facts.dayBefore().total().seizures() >= Thresholds.TOTAL_CALLS;
    if (busy && last.isPresent() && last.get().isBefore(end.minus(SILENCE))) {
      return Optional.of(
          "the newest call is of "
              + Figures.near(last.get(), end.minusSeconds(60), period.zone())
              + "; what came after may be missing");
    }
    return Optional.empty();
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private String before() {
    long calls = facts.dayBefore().total().seizures();
    return calls == 0
        ? ""
        : " There were " + Figures.count(calls) + " " + facts.dayBefore().label() + ".";
  }

  // --- better or worse ---

  private record Verdict(String words, String because, Severity severity) {}

  private Verdict verdict() {
    CallCounts now = facts.total();
    List<Compared> compared =
        facts.compared().stream()
            .filter(one -> one.total().seizures() >= Thresholds.TOTAL_CALLS)
            .toList();
    if (now.seizures() < Thresholds.TOTAL_CALLS) {
      return new Verdict(
          "Few calls", ": " + Figures.count(now.seizures()) + ", too few to judge.", Severity.OK);
    }
    if (compared.isEmpty()) {
      return new Verdict("Nothing to compare with yet", ".", Severity.OK);
    }
    double asr = now.asr().orElse(0);
    boolean worse = compared.stream().allMatch(one -> falls(asr, one));
    boolean better = compared.stream().allMatch(one -> rises(asr, one));
    String because =
        ": ASR " + Figures.ratio(now.asr()) + " (" + references(compared) + ")" + main() + ".";
    if (worse) {
      boolean half = compared.stream().allMatch(one -> asr <= one.total().asr().orElse(0) / 2);
      return new Verdict(
          half ? "Much worse than usual" : "Worse than usual",
          because,
          half ? Severity.CRITICAL : Severity.HIGH);
    }
    return new Verdict(better ? "Better than usual" : "As usual", because, Severity.OK);
  }

  /** An ordinary day on the whole may have had an hour that was not. */
  private String despite(Verdict verdict) {
    int things = findings().size();
    return verdict.severity() == Severity.OK
            && overview.severity().compareTo(Severity.HIGH) >= 0
            && things > 0
        ? " on the whole, but "
            + (things == 1 ? "one thing stands" : things + " things stand")
            + " out"
        : "";
  }

  private static boolean falls(double asr, Compared before) {
    double was = before.total().asr().orElse(0);
    return was - asr >= Thresholds.DROP_POINTS && was - asr >= was * Thresholds.DROP_PART;
  }

  private static boolean rises(double asr, Compared before) {
    double was = before.total().asr().orElse(0);
    return asr - was >= Thresholds.DROP_POINTS && asr - was >= was * Thresholds.DROP_PART;
  }

  private static String references(List<Compared> compared) {
    return String.join(
        ", ",
        compared.stream()
            .map(one -> one.label() + " " + Figures.ratio(one.total().asr()))
            .toList());
  }

  private String main() {
    return facts.reasons().stream()
        .filter(row -> row.counts().failures() > 0)
        .findFirst()
        .map(
            row ->
                "; most failures: "
                    + facts.labels().codeAndName(row.key())
                    + " ("
                    + Figures.percent(row.counts().failures(), facts.total().failures())
                    + ")")
        .orElse("");
  }

  // --- the figures ---

  private List<Block.Field> figures() {
    CallCounts now = facts.total();
    List<Block.Field> fields = new ArrayList<>();
    fields.add(
        field(
            "Calls",
            Figures.count(now.seizures()),
            one -> Figures.change(now.seizures(), one.seizures())));
    fields.add(
        field(
            "Failures",
            Figures.count(now.failures()),
            one -> Figures.change(now.failures(), one.failures())));
    fields.add(
        field(
            "ASR",
            Figures.ratio(now.asr(), now.seizures()),
            one -> points(now.asr(), now, one.asr(), one)));
    fields.add(
        field(
            "NER",
            Figures.ratio(now.ner(), now.seizures()),
            one -> points(now.ner(), now, one.ner(), one)));
    fields.add(
        field(
            "ACD",
            now.acdSeconds().isPresent()
                ? Figures.duration(now.acdSeconds().getAsDouble())
                : Figures.NONE,
            one ->
                now.acdSeconds().isPresent() && one.acdSeconds().isPresent()
                    ? Figures.change(
                        Math.round(now.acdSeconds().getAsDouble()),
                        Math.round(one.acdSeconds().getAsDouble()))
                    : Figures.NONE));
    return fields;
  }

  private interface Change {
    String from(CallCounts before);
  }

  private Block.Field field(String name, String value, Change change) {
    List<String> changes = new ArrayList<>();
    for (Compared one : facts.compared()) {
      String words = change.from(one.total());
      if (!words.equals(Figures.NONE)) {
        changes.add(one.label() + " " + words);
      }
    }
    RichText text = RichText.strong(value);
    return new Block.Field(
        name,
        changes.isEmpty() ? text : text.plusMuted(" (" + String.join(", ", changes) + ")"),
        false);
  }

  private static String points(
      OptionalDouble now, CallCounts counts, OptionalDouble before, CallCounts countsBefore) {
    if (Math.min(counts.seizures(), countsBefore.seizures()) < Thresholds.MIN_FOR_RATIO) {
      return Figures.NONE;
    }
    long tenths = Math.round((now.orElse(0) - before.orElse(0)) * 1000);
    return tenths == 0
        ? "same"
        : (tenths > 0 ? "+" : "−")
            + Math.abs(tenths) / 10
            + "."
            + Math.abs(tenths) % 10
            + " points";
  }

  // --- what is new ---

  private Optional<RichText> whatIsNew() {
    if (facts.compared().isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (Row row : facts.reasons()) {
      if (row.counts().failures() >= NEW_CALLS && isNew(0, row.key())) {
        parts.add(
            facts.labels().codeAndName(row.key())
                + " ("
                + Figures.calls(row.counts().failures())
                + ")");
      }
    }
    for (Row row : facts.gateways()) {
      if (!row.key().isEmpty() && row.counts().seizures() >= NEW_CALLS && isNew(1, row.key())) {
        parts.add("gateway " + row.key() + " (" + Figures.calls(row.counts().seizures()) + ")");
      }
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    int more = parts.size() - NEW;
    return Optional.of(
        RichText.strong("New: ")
            .plus(
                String.join(", ", parts.subList(0, Math.min(NEW, parts.size())))
                    + (more > 0 ? " and " + more + " more" : "")
                    + "."));
  }

  private boolean isNew(int breakdown, String key) {
    return facts.compared().stream().noneMatch(one -> one.has(breakdown, key));
  }

  // --- tables ---

  private Optional<Block> reasons() {
    List<Row> failing =
        facts.reasons().stream().filter(row -> row.counts().failures() > 0).toList();
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("Code", Align.RIGHT, true));
    columns.add(new Column("End reason", Align.LEFT, true));
    columns.add(new Column("Calls", Align.RIGHT, true));
    columns.add(new Column("Share", Align.RIGHT, false));
    List<Compared> compared = facts.compared();
    for (int i = 0; i < compared.size(); i++) {
      // A short header: on a phone it is the width of the column.
      String header = i == 0 ? "Change" : "vs " + compared.get(i).label();
      columns.add(new Column(header, Align.RIGHT, i == 0));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Row row : failing.subList(0, Math.min(REASONS, failing.size()))) {
      long calls = row.counts().failures();
      List<String> cells = new ArrayList<>();
      cells.add(row.key());
      cells.add(facts.labels().nameOf(row.key()));
      cells.add(Figures.count(calls));
      cells.add(Figures.share(calls, facts.total().failures()));
      compared.forEach(one -> cells.add(Figures.change(calls, one.reason(row.key()).failures())));
      rows.add(cells);
    }
    String caption =
        compared.isEmpty()
            ? "Failures by reason"
            : "Failures by reason, change against " + against(compared.get(0).label());
    return Optional.of(new Block.Table(caption, columns, rows));
  }

  private static String against(String label) {
    return label.equals("day before") ? "the day before" : label;
  }

  private Optional<Block> worst(String caption, String header, List<Row> all, int reasonPairs) {
    boolean customers = header.equals("Customer");
    List<Row> failing =
        all.stream()
            .filter(row -> row.counts().failures() > 0 && !row.key().isEmpty())
            .limit(WORST)
            .toList();
    boolean one =
        customers ? facts.filter().customer().isPresent() : facts.filter().gateway().isPresent();
    if (failing.isEmpty() || one) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    for (Row row : failing) {
      rows.add(
          List.of(
              customers ? facts.labels().customer(row.key()) : row.key(),
              Figures.count(row.counts().failures()),
              Figures.ratio(row.counts().asr(), row.counts().seizures()),
              facts
                  .mainReason(reasonPairs, row.key())
                  .map(facts.labels()::codeAndName)
                  .orElse("")));
    }
    return Optional.of(
        new Block.Table(
            caption,
            List.of(
                new Column(header, Align.LEFT, true),
                new Column("Failures", Align.RIGHT, true),
                new Column("ASR", Align.RIGHT, true),
                new Column("Mostly", Align.LEFT, false)),
            rows));
  }

  // --- money and security ---

  /** The meaning of these codes is that of vos3000-25 alone. */
  private void special(Reply.Builder reply) {
    if (!facts.catalog().table().equals(CodeTables.VOS3000_25)) {
      return;
    }
    List<String> billing = new ArrayList<>();
    for (String key : List.of("7", "8", "24")) {
      long calls = facts.reason(key).seizures();
      if (calls > 0) {
        billing.add(
            Figures.count(calls) + " × " + facts.labels().codeAndName(key) + change(key, calls));
      }
    }
    if (!billing.isEmpty()) {
      reply.text(RichText.strong("Billing lost: ").plus(String.join(", ", billing) + "."));
    }
    List<String> security = new ArrayList<>();
    for (String key : List.of("16", "17", "20")) {
      long calls = facts.reason(key).seizures();
      if (calls > 0) {
        security.add(
            Figures.count(calls)
                + " × "
                + facts.labels().codeAndName(key)
                + change(key, calls)
                + sources(key));
      }
    }
    if (!security.isEmpty()) {
      reply.text(RichText.strong("Security: ").plus(String.join("; ", security) + "."));
    }
  }

  private String change(String key, long calls) {
    List<Compared> compared = facts.compared();
    if (compared.isEmpty()) {
      return "";
    }
    String change = Figures.change(calls, compared.get(0).reason(key).seizures());
    return change.equals(Figures.NONE) || change.equals("same") ? "" : " (" + change + ")";
  }

  /** Who it came from: customers where they are known, else gateways of the customer's side. */
  private String sources(String key) {
    List<String> names = new ArrayList<>();
    for (Row row : facts.pairs(3, key)) {
      if (!row.keys().get(1).isEmpty() && names.size() < WORST) {
        names.add(
            facts.labels().customer(row.keys().get(1))
                + " "
                + Figures.count(row.counts().seizures()));
      }
    }
    for (Row row : facts.pairs(4, key)) {
      if (!row.keys().get(1).isEmpty() && names.size() < WORST) {
        names.add(row.keys().get(1) + " " + Figures.count(row.counts().seizures()));
      }
    }
    return names.isEmpty() ? "" : ", from " + String.join(", ", names);
  }

  // --- findings ---

  private void findings(Reply.Builder reply) {
    if (!findings().isEmpty()) {
      reply.heading("What stands out");
      reply.add(new Block.Bullets(findings()));
    }
  }

  private List<RichText> findings() {
    for (Block block : overview.blocks()) {
      if (block instanceof Block.Bullets bullets) {
        return bullets.items().subList(0, Math.min(FINDINGS, bullets.items().size()));
      }
    }
    return List.of();
  }

  // --- the rest ---

  private RichText footer() {
    return RichText.of(
            Figures.calls(facts.total().seizures())
                + " counted, "
                + Figures.dayTime(period.from(), period.zone())
                + " to "
                + Figures.near(period.to(), period.from(), period.zone())
                + " "
                + Freshness.zone(period.zone())
                + unusualLength()
                + " · ")
        .plus(Freshness.of(facts.now().state(), period.to().minusSeconds(60), period.zone()));
  }

  /** Who compares a day with the day before shall know that the clocks were changed. */
  private String unusualLength() {
    ZonedDateTime from = period.from().atZone(period.zone());
    long hours = period.length().toHours();
    boolean day = from.plusDays(1).toInstant().equals(period.to());
    return day && hours != 24 ? " (the clocks were changed: " + hours + " hours)" : "";
  }

  private Map<String, Object> data(Verdict verdict, Optional<String> incomplete) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("verdict", verdict.words());
    data.put("complete", incomplete.isEmpty());
    data.put("from", period.from().toEpochMilli());
    data.put("to", period.to().toEpochMilli());
    data.put("zone", period.zone().getId());
    data.put("seizures", facts.total().seizures());
    data.put("answers", facts.total().answers());
    data.put("failures", facts.total().failures());
    return data;
  }
}
