package hangup.report;

import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gateways that answer far less than before, than the others, or for a while; or fell silent. */
final class GatewayRules {

  private static final int GAP = 1;

  private final Scene scene;
  private final Wording wording;
  private final Consumer<Finding> found;

  GatewayRules(Scene scene, Wording wording, Consumer<Finding> found) {
    this.scene = scene;
    this.wording = wording;
    this.found = found;
  }

  void run() {
    Map<String, TreeMap<Long, CallCounts>> overTime = scene.evidence().gatewaysOverTime();
    for (Row row : scene.evidence().gateways()) {
      if (!row.key().isEmpty() && row.counts().seizures() >= Thresholds.GATEWAY_CALLS) {
        boolean all = scene.question().filter().gateway().isEmpty() && collapsed(row);
        if (!all) {
          collapsedForAWhile(row.key(), overTime.getOrDefault(row.key(), new TreeMap<>()));
        }
      }
    }
    if (scene.question().filter().isEmpty() && scene.evidence().comparable()) {
      silent();
    }
  }

  private boolean collapsed(Row row) {
    CallCounts before =
        scene.evidence().comparable()
            ? Evidence.counts(scene.evidence().gatewaysBefore(), row.key())
            : CallCounts.NONE;
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
          .append(scene.question().period().beforeLabel());
    }
    if (rest.seizures() >= Thresholds.GATEWAY_CALLS) {
      compared.append(", the other gateways ").append(Figures.ratio(rest.asr()));
    }
    add(
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
    for (Row other : scene.evidence().gateways()) {
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

  /** A span of buckets. */
  private record Span(long from, long to, CallCounts counts) {}

  private void collapsedForAWhile(String name, SortedMap<Long, CallCounts> buckets) {
    CallCounts all = buckets.values().stream().reduce(CallCounts.NONE, CallCounts::plus);
    Span worst = new Span(0, 0, CallCounts.NONE);
    for (Span span : badSpans(all, buckets)) {
      if (span.counts().seizures() > worst.counts().seizures()) {
        worst = span;
      }
    }
    CallCounts good = without(all, worst.counts());
    double lost = worst.counts().seizures() * good.asr().orElse(0) - worst.counts().answers();
    if (worst.counts().seizures() < Thresholds.GATEWAY_OUTAGE_CALLS
        || lost < scene.evidence().total().seizures() * Thresholds.GATEWAY_LOST_PART
        || good.seizures() < Thresholds.GATEWAY_CALLS) {
      return;
    }
    Instant periodEnd = scene.question().period().to();
    Instant end = Instant.ofEpochMilli(worst.to());
    boolean lasting = !end.isBefore(periodEnd.minus(scene.question().fineBucket()));
    RichText text =
        RichText.strong(name)
            .plus(" answered ")
            .plusStrong(
                worst.counts().answers() == 0
                    ? "none"
                    : "only " + Figures.ratio(worst.counts().asr()))
            .plus(" of " + Figures.calls(worst.counts().seizures()))
            .plus(lasting ? " since " : " between ")
            .plus(wording.moment(Instant.ofEpochMilli(worst.from())));
    text = lasting ? text : text.plus(" and ").plus(wording.moment(end));
    add(
        "gateway-outage",
        name,
        worst.counts(),
        text.plus("; otherwise " + Figures.ratio(good.asr()) + "."));
  }

  private List<Span> badSpans(CallCounts all, SortedMap<Long, CallCounts> buckets) {
    long width = scene.question().fineBucket().toMillis();
    double least =
        (double) all.seizures() / Math.max(1, buckets.size()) * Thresholds.GATEWAY_BUCKET_PART;
    List<Span> spans = new ArrayList<>();
    for (Map.Entry<Long, CallCounts> bucket : buckets.entrySet()) {
      CallCounts here = bucket.getValue();
      OptionalDouble usual = without(all, here).asr();
      if (here.seizures() < least
          || usual.orElse(0) < Thresholds.COLLAPSED_POINTS
          || here.asr().orElse(0) > usual.orElse(0) * Thresholds.COLLAPSED_BUCKET) {
        continue;
      }
      long from = bucket.getKey();
      Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (last != null && from - last.to() <= GAP * width) {
        spans.set(spans.size() - 1, new Span(last.from(), from + width, last.counts().plus(here)));
      } else {
        spans.add(new Span(from, from + width, here));
      }
    }
    return spans;
  }

  private void silent() {
    for (Row row : scene.evidence().gatewaysBefore()) {
      if (!row.key().isEmpty()
          && row.counts().seizures() >= Thresholds.GATEWAY_CALLS
          && Evidence.counts(scene.evidence().gateways(), row.key()).seizures() == 0) {
        found.accept(
            new Finding(
                "gateway-silent",
                Finding.Rank.BROKEN,
                Severity.HIGH,
                row.counts().seizures(),
                RichText.strong(row.key())
                    .plus(" got no call at all; ")
                    .plus(
                        Figures.count(row.counts().seizures())
                            + " "
                            + scene.question().period().beforeLabel()
                            + ". Was it locked, renamed or taken out of the routing?"),
                scene.question().lineBy(By.GATEWAY)));
      }
    }
  }

  private void add(String rule, String name, CallCounts counts, RichText text) {
    RichText more =
        Evidence.mainFirst(scene.evidence().reasonGateways(), name)
            .filter(key -> !isToldOf(name))
            .map(
                key ->
                    RichText.of(
                        " Its failures are mostly " + scene.labels().codeAndName(key) + "."))
            .orElse(RichText.empty());
    found.accept(
        new Finding(
            rule,
            Finding.Rank.BROKEN,
            Severity.HIGH,
            counts.seizures() - counts.answers(),
            text.plus(more),
            scene.question().lineOf(scene.question().filter().withGateway(name))));
  }

  /** Whether an incident already says why the gateway fails. */
  private boolean isToldOf(String gateway) {
    return scene.incidents().stream()
        .flatMap(incident -> incident.main().stream())
        .anyMatch(main -> main.gateway() && main.name().equals(gateway));
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
}
