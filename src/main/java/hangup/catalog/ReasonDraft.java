package hangup.catalog;

import hangup.reply.Severity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reason as one file has it; an overlay gives only what it adds or changes.
 *
 * @param table the table that defines the code
 * @param documentedNotes kept apart from the others, so that an overlay's notes replace advice and
 *     leave alone what the source states
 */
record ReasonDraft(
    int code,
    String table,
    Optional<String> name,
    Optional<List<String>> aliases,
    Optional<Boolean> failure,
    Optional<Boolean> networkEffective,
    Optional<Severity> severity,
    Facts facts,
    Optional<List<Fact<String>>> documentedNotes,
    Optional<List<Fact<String>>> practiceNotes,
    Optional<String> tellApart,
    Optional<List<Remedy>> remedies,
    Optional<String> contact,
    Optional<URI> runbook) {

  /**
   * The facts that have a provenance each.
   *
   * @param group the group's name
   */
  record Facts(
      Optional<Fact<String>> category,
      Optional<Fact<String>> group,
      Optional<Fact<String>> cause,
      Optional<Fact<String>> resolution,
      Optional<Fact<Boolean>> cdrGenerated,
      Optional<Fact<Billable>> billable,
      Optional<Fact<List<Integer>>> billingModes,
      Optional<Fact<List<Integer>>> sip,
      Optional<Fact<List<Integer>>> q850) {

    Facts over(Facts base) {
      return new Facts(
          first(category, base.category),
          first(group, base.group),
          first(cause, base.cause),
          first(resolution, base.resolution),
          first(cdrGenerated, base.cdrGenerated),
          first(billable, base.billable),
          first(billingModes, base.billingModes),
          first(sip, base.sip),
          first(q850, base.q850));
    }
  }

  /** The same reason with what this file leaves out taken from the table. */
  ReasonDraft over(ReasonDraft base) {
    return new ReasonDraft(
        code,
        base.table,
        first(name, base.name),
        first(aliases, base.aliases),
        first(failure, base.failure),
        first(networkEffective, base.networkEffective),
        first(severity, base.severity),
        facts.over(base.facts),
        first(documentedNotes, base.documentedNotes),
        first(practiceNotes, base.practiceNotes),
        first(tellApart, base.tellApart),
        first(remedies, base.remedies),
        first(contact, base.contact),
        first(runbook, base.runbook));
  }

  /**
   * The finished reason. A flag that no file gives is as for an unknown code: a failure, and not
   * network-effective.
   *
   * @param groups by name, those that {@link Facts#group} can name
   */
  EndReason reason(Map<String, GroupDraft> groups) {
    boolean isFailure = failure.orElse(true);
    Optional<Fact<ReasonGroup>> inGroup =
        facts
            .group()
            .flatMap(
                named ->
                    Optional.ofNullable(groups.get(named.value()))
                        .map(group -> fact(named, group)));
    Supplier<Severity> ofGroup =
        () ->
            inGroup
                .map(group -> group.value().severity())
                .orElse(isFailure ? Severity.MEDIUM : Severity.OK);
    List<Fact<String>> notes = new ArrayList<>(documentedNotes.orElse(List.of()));
    notes.addAll(practiceNotes.orElse(List.of()));
    return new EndReason(
        code,
        name.orElse("Code " + code),
        table,
        aliases.orElse(List.of()),
        facts.category(),
        inGroup,
        severity.orElseGet(ofGroup),
        facts.cause(),
        facts.resolution(),
        facts.cdrGenerated(),
        facts.billable().orElse(new Fact<>(Billable.UNKNOWN, Provenance.PRACTICE)),
        facts.billingModes(),
        facts.sip(),
        facts.q850(),
        notes,
        tellApart,
        remedies.orElse(List.of()),
        isFailure,
        networkEffective.orElse(false),
        contact,
        runbook);
  }

  private static Fact<ReasonGroup> fact(Fact<String> named, GroupDraft group) {
    boolean operators =
        named.provenance() == Provenance.OPERATOR || group.provenance() == Provenance.OPERATOR;
    return new Fact<>(group.group(), operators ? Provenance.OPERATOR : named.provenance());
  }

  private static <T> Optional<T> first(Optional<T> own, Optional<T> base) {
    return own.isPresent() ? own : base;
  }
}
