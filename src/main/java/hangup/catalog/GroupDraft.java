package hangup.catalog;

import hangup.reply.Severity;
import java.util.Optional;

/** A group as one file has it; an overlay may give only a part. */
record GroupDraft(
    String name,
    Optional<String> impact,
    Optional<String> action,
    Optional<Severity> severity,
    Provenance provenance) {

  /** The same group with what this file leaves out taken from another. */
  GroupDraft over(GroupDraft base) {
    return new GroupDraft(
        base.name,
        impact.or(() -> base.impact),
        action.or(() -> base.action),
        severity.or(() -> base.severity),
        provenance);
  }

  ReasonGroup group() {
    return new ReasonGroup(
        name, impact.orElse(""), action.orElse(""), severity.orElse(Severity.MEDIUM));
  }
}
