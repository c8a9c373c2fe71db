package hangup.report;

import hangup.catalog.EndReason;
import hangup.catalog.Fact;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallStats.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The parts of sentences that findings share. */
final class Wording {

  private final Scene scene;

  Wording(Scene scene) {
    this.scene = scene;
  }

  /** {@code ; 310 before, ×4.0}, where there is anything to compare with. */
  String compared(String separator, long calls, long before) {
    return scene.evidence().comparable() ? separator + comparedTo(calls, before) : "";
  }

  /** {@code 310 before, ×4.0}. */
  String comparedTo(long calls, long before) {
    if (before == 0) {
      return "none before";
    }
    String change = Figures.change(calls, before);
    return change.equals("same") ? "as many before" : Figures.count(before) + " before, " + change;
  }

  /** {@code , 48% of them on GW-7}; empty where the calls are spread. */
  RichText where(String key, long calls) {
    Evidence evidence = scene.evidence();
    if (scene.question().filter().gateway().isEmpty()) {
      Optional<Row> gateway =
          main(Evidence.seconds(evidence.reasonGateways(), key), calls, evidence.gateways());
      if (gateway.isPresent()) {
        return where(true, gateway.get().key(), (double) size(gateway.get()) / calls);
      }
    }
    if (scene.question().filter().customer().isEmpty()) {
      Optional<Row> customer =
          main(Evidence.seconds(evidence.reasonCustomers(), key), calls, evidence.customers());
      if (customer.isPresent()) {
        return where(false, customer.get().key(), (double) size(customer.get()) / calls);
      }
    }
    return RichText.empty();
  }

  /** As {@link #where(String, long)}, of an incident. */
  RichText where(Incident.Main main) {
    return where(main.gateway(), main.name(), main.share());
  }

  private RichText where(boolean gateway, String key, double share) {
    String part = share >= 1 ? ", all " : ", " + Figures.percent(share) + " of them ";
    return RichText.of(part + (gateway ? "on " : "from "))
        .plusStrong(gateway ? key : scene.labels().customer(key));
  }

  private static Optional<Row> main(List<Row> rows, long calls, List<Row> all) {
    // With only one gateway or customer it says nothing.
    if (all.size() < 2 || rows.isEmpty()) {
      return Optional.empty();
    }
    Row first = rows.get(0);
    return first.key().isEmpty() || size(first) < calls * Thresholds.MAIN
        ? Optional.empty()
        : Optional.of(first);
  }

  private static long size(Row row) {
    return row.counts().failures() > 0 ? row.counts().failures() : row.counts().seizures();
  }

  /** {@code from 14:05 to 15:00}, {@code since 14:05}, {@code until 00:40}. */
  RichText when(Incident incident) {
    if (incident.lasting()) {
      return RichText.of("since ").plus(moment(incident.from()));
    }
    return incident.fromStart()
        ? RichText.of("until ").plus(moment(incident.to()))
        : RichText.of("from ")
            .plus(moment(incident.from()))
            .plus(" to ")
            .plus(moment(incident.to()));
  }

  RichText moment(Instant at) {
    Instant reference = scene.question().period().to().minusSeconds(60);
    return RichText.empty()
        .plusMoment(at, Figures.near(at, reference, scene.question().period().zone()));
  }

  /** The catalogue's cause and resolution in a sentence, with a space before. */
  RichText advice(String key) {
    Optional<EndReason> reason = scene.labels().reason(key);
    if (reason.isEmpty()) {
      return RichText.empty();
    }
    Optional<Fact<String>> cause = reason.get().cause();
    Optional<Fact<String>> resolution = reason.get().resolution();
    if (resolution.isEmpty()) {
      return action(key);
    }
    // Our own causes are longer, and the question that follows the finding shows them.
    boolean brief = cause.filter(Fact::documented).isEmpty();
    RichText sentence =
        RichText.of(
            brief
                ? " " + bare(resolution.get().value())
                : " " + bare(cause.get().value()) + ": " + lowered(bare(resolution.get().value())));
    return sentence.plusMuted(Marks.of(resolution.get().provenance())).plus(".");
  }

  /** The action that the group of a reason asks for, with a space before. */
  RichText action(String key) {
    return scene
        .labels()
        .reason(key)
        .flatMap(EndReason::group)
        .map(group -> RichText.of(" " + bare(group.value().action()) + "."))
        .orElse(RichText.empty());
  }

  /** How bad failures with this reason are. */
  Severity severity(String key) {
    Severity severity = scene.labels().reason(key).map(EndReason::severity).orElse(Severity.MEDIUM);
    return severity.compareTo(Severity.LOW) < 0 ? Severity.LOW : severity;
  }

  static String fix(String key) {
    return ReasonLookup.code(key).isPresent() ? "/" + FixCommand.NAME + " " + key : "/reasons";
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
}
