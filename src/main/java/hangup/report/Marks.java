package hangup.report;

import hangup.catalog.EndReason;
import hangup.catalog.Fact;
import hangup.catalog.Provenance;
import hangup.reply.RichText;
import java.util.Optional;
import java.util.stream.Stream;

/** How the origin of a fact is shown: what the source documents stands without a mark. */
final class Marks {

  private static final String LEGEND = "(practice): our advice, not documented";
  private static final String LEGEND_OPERATOR = LEGEND + "; (operator): your overlay";

  private Marks() {}

  static String of(Provenance provenance) {
    return switch (provenance) {
      case DOCUMENTED -> "";
      case PRACTICE -> " (practice)";
      case OPERATOR -> " (operator)";
    };
  }

  /** What the marks mean. */
  static String legend(EndReason reason) {
    boolean operator =
        reason.contact().isPresent()
            || reason.runbook().isPresent()
            || reason.remedies().stream().anyMatch(r -> r.provenance() == Provenance.OPERATOR)
            || Stream.of(reason.cause(), reason.resolution(), reason.category())
                .flatMap(Optional::stream)
                .anyMatch(fact -> fact.provenance() == Provenance.OPERATOR)
            || reason.notes().stream().anyMatch(n -> n.provenance() == Provenance.OPERATOR);
    return operator ? LEGEND_OPERATOR : LEGEND;
  }

  /** Text with its mark. */
  static RichText marked(String text, Provenance provenance) {
    RichText plain = RichText.of(text);
    return provenance == Provenance.DOCUMENTED ? plain : plain.plusMuted(of(provenance));
  }

  static RichText marked(Fact<String> fact) {
    return marked(fact.value(), fact.provenance());
  }
}
