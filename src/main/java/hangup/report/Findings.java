package hangup.report;

import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What stands out in the calls of a period, by fixed rules with the minimum counts of {@link
 * Thresholds}. The same counts give the same findings; none when nothing stands out.
 */
final class Findings {

  private static final int CODES_NAMED = 5;
  private static final RichText NOTHING = RichText.empty();

  private final Scene scene;
  private final SummaryQuestion question;
  private final Evidence evidence;
  private final Labels labels;
  private final Wording wording;
  private final List<Finding> found = new ArrayList<>();

  /** Reasons that a finding already tells of. */
  private final Set<String> told = new HashSet<>();

  private Findings(Scene scene) {
    this.scene = scene;
    this.question = scene.question();
    this.evidence = scene.evidence();
    this.labels = scene.labels();
    this.wording = new Wording(scene);
  }

  /** The findings, the most pressing first. */
  static List<Finding> of(Scene scene) {
    Findings findings = new Findings(scene);
    findings.collect();
    findings.found.sort(
        Comparator.comparing(Finding::rank)
            .thenComparing(Comparator.comparingLong(Finding::weight).reversed())
            .thenComparing(Finding::rule));
    List<Finding> shown = new ArrayList<>();
    int little = 0;
    for (Finding finding : findings.found) {
      little += finding.rank() == Finding.Rank.LITTLE ? 1 : 0;
      if (shown.size() < Thresholds.FINDINGS && little <= Thresholds.LITTLE_FINDINGS) {
        shown.add(finding);
      }
    }
    return shown;
  }

  private void collect() {
    if (question.filter().code().isPresent()) {
      theReason(Integer.toString(question.filter().code().getAsInt()));
      return;
    }
    allAlike();
    asrDrop();
    dominating();
    incidents();
    if (scene.catalog().table().equals(CodeTables.VOS3000_25)) {
      new KindRules(scene, wording, told, found::add).run();
    }
    rising();
    new GatewayRules(scene, wording, found::add).run();
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
          Finding.Rank.WHOLE,
          Severity.MEDIUM,
          total.seizures(),
          RichText.strong("Not one unanswered call")
              .plus(
                  " among "
                      + Figures.count(total.seizures())
                      + ": the source seems to hold only answered or billed calls, so ASR and"
                      + " failures cannot be judged. Export all CDRs, also those without talk"
                      + " time."),
          "/about");
    } else if (total.answers() == 0) {
      add(
          "no-answered-calls",
          Finding.Rank.WHOLE,
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
        || !evidence.comparable()
        || before.seizures() < Thresholds.TOTAL_CALLS
        || now.answers() == 0) {
      return;
    }
    double asr = now.asr().orElse(0);
    double was = before.asr().orElse(0);
    if (was - asr >= Thresholds.DROP_POINTS && was - asr >= was * Thresholds.DROP_PART) {
      add(
          "asr-drop",
          Finding.Rank.BROKEN,
          asr <= was * Thresholds.COLLAPSED ? Severity.CRITICAL : Severity.HIGH,
          now.seizures() - now.answers(),
          RichText.strong("The ASR fell to " + Figures.ratio(now.asr()))
              .plus(
                  " from "
                      + Figures.ratio(before.asr())
                      + " "
                      + then(question.period().beforeLabel())
                      + "."),
          question.lineBy(question.filter().gateway().isPresent() ? By.HOUR : By.GATEWAY));
    }
  }

  /** {@code yesterday until 18:01}, {@code on 2026-11-01}. */
  private static String then(String label) {
    return Character.isDigit(label.charAt(0)) ? "on " + label : label;
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
      boolean steady =
          scene.isAsUsual(calls, before)
              && before >= evidence.totalBefore().failures() * Thresholds.DOMINATES;
      Optional<Incident> incident = explaining(row.key(), calls);
      RichText text =
          RichText.strong(
                  labels.codeAndName(row.key())
                      + " is "
                      + Figures.percent(calls, failures)
                      + " of failures")
              .plus(" (" + Figures.calls(calls) + wording.compared("; ", calls, before) + ")")
              .plus(wording.where(row.key(), calls))
              .plus(incident.map(i -> RichText.of(", ").plus(wording.when(i))).orElse(NOTHING))
              .plus(".")
              .plus(incident.map(this::companions).orElse(NOTHING))
              .plus(wording.advice(row.key()));
      boolean little = steady && incident.isEmpty();
      add(
          "dominating-reason",
          little ? Finding.Rank.LITTLE : Finding.Rank.BROKEN,
          little ? Severity.LOW : wording.severity(row.key()),
          calls,
          text,
          Wording.fix(row.key()));
    }
  }

  /** The incident in which the larger part of a reason's calls lies. */
  private Optional<Incident> explaining(String key, long calls) {
    return scene.incidents().stream()
        .filter(incident -> incident.key().equals(key))
        .filter(incident -> incident.calls() >= calls * Thresholds.EXPLAINS)
        .findFirst();
  }

  private void incidents() {
    for (Incident incident : scene.incidents()) {
      if (!told.add(incident.key())) {
        continue;
      }
      RichText text =
          RichText.strong(labels.codeAndName(incident.key()) + " piled up ")
              .plus(wording.when(incident))
              .plus(": " + Figures.calls(incident.calls()) + " where " + usual(incident))
              .plus(incident.main().map(wording::where).orElse(NOTHING))
              .plus(".")
              .plus(companions(incident))
              .plus(wording.advice(incident.key()));
      add(
          "incident",
          Finding.Rank.BROKEN,
          wording.severity(incident.key()),
          Math.round(incident.excess()),
          text,
          Wording.fix(incident.key()));
    }
  }

  /** {@code 102 are usual}. */
  private static String usual(Incident incident) {
    long usual = Math.round(incident.usual());
    return usual == 0
        ? "none is usual"
        : Figures.count(usual) + (usual == 1 ? " is" : " are") + " usual";
  }

  /** What piled up at the same time. */
  private RichText companions(Incident incident) {
    RichText text = NOTHING;
    for (Incident other : incident.companions()) {
      if (!told.add(other.key())) {
        continue;
      }
      text =
          text.plus(text.isEmpty() ? " With it " : " and ")
              .plusStrong(labels.codeAndName(other.key()))
              .plus(
                  " on "
                      + Figures.count(other.calls())
                      + " (usually "
                      + (Math.round(other.usual()) == 0
                          ? "none"
                          : Figures.count(Math.round(other.usual())))
                      + ")");
    }
    return text.isEmpty() ? text : text.plus(".");
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
      add(
          "rising-reason",
          Finding.Rank.WORSE,
          wording.severity(row.key()),
          calls - before,
          RichText.strong(labels.codeAndName(row.key()) + " rose to " + Figures.calls(calls))
              .plus(", " + Figures.percent(calls, failures) + " of failures")
              .plus(" (" + wording.comparedTo(calls, before) + ")")
              .plus(wording.where(row.key(), calls))
              .plus(".")
              .plus(wording.advice(row.key())),
          Wording.fix(row.key()));
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
    boolean failure = evidence.total().failures() > 0;
    RichText where = wording.where(key, calls);
    Optional<Incident> incident =
        scene.incidents().stream().filter(i -> i.key().equals(key)).findFirst();
    if (!risen && where.isEmpty() && incident.isEmpty()) {
      return;
    }
    RichText text =
        RichText.strong(Figures.calls(calls))
            .plus(evidence.comparable() ? " (" + wording.comparedTo(calls, before) + ")" : "")
            .plus(where)
            .plus(".");
    if (incident.isPresent()) {
      boolean all = incident.get().calls() >= calls;
      text =
          text.plus(all ? " All came " : " " + Figures.count(incident.get().calls()) + " came ")
              .plus(wording.when(incident.get()))
              .plus(", where " + usual(incident.get()))
              .plus(all ? NOTHING : incident.get().main().map(wording::where).orElse(NOTHING))
              .plus(".");
    }
    boolean little = !risen && incident.isEmpty();
    add(
        "this-reason",
        little ? Finding.Rank.LITTLE : Finding.Rank.BROKEN,
        failure && !little ? wording.severity(key) : Severity.LOW,
        calls,
        failure ? text.plus(wording.advice(key)) : text,
        Wording.fix(key));
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
    boolean most = calls * 2 >= evidence.total().seizures();
    int named = Math.min(CODES_NAMED, codes.size());
    add(
        "unknown-codes",
        most ? Finding.Rank.WHOLE : Finding.Rank.LITTLE,
        most ? Severity.HIGH : Severity.LOW,
        calls,
        RichText.strong(
                Figures.calls(calls)
                    + (codes.size() == 1 ? " with a reason" : " with reasons")
                    + " that the catalogue ("
                    + scene.catalog().table()
                    + ") does not know")
            .plus(
                ": "
                    + String.join(", ", codes.subList(0, named))
                    + (codes.size() > named ? " and " + (codes.size() - named) + " more" : "")
                    + "."
                    + fitting(numbers, negative, sip)),
        question.lineBy(By.REASON));
  }

  private String fitting(int numbers, boolean negative, int sip) {
    String table =
        negative
            ? CodeTables.VOS3000_SIGNED
            : sip * 2 >= numbers ? CodeTables.SIP : CodeTables.Q850;
    return numbers == 0 || table.equals(scene.catalog().table())
        ? " Add them in an overlay file."
        : " They look like the table "
            + table
            + ": set catalog.table to it, or add the codes in an overlay file.";
  }

  private void add(
      String rule,
      Finding.Rank rank,
      Severity severity,
      long weight,
      RichText text,
      String command) {
    found.add(new Finding(rule, rank, severity, weight, text, command));
  }
}
