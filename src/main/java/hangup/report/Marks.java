package hangup.report;

import hangup.catalog.Fact;
import hangup.catalog.Provenance;
import hangup.reply.RichText;

/** How the origin of a fact is shown: what the source documents stands without a mark. */
final class Marks {

  static final String LEGEND =
      "(practice) marks our own advice; what has no mark, the code table's source documents.";
  static final String LEGEND_OPERATOR =
      "(practice) marks our own advice, (operator) your overlay; what has no mark, the code table's"
          + " source documents.";

  private Marks() {}

  static String of(Provenance provenance) {
    return switch (provenance) {
      case DOCUMENTED -> "";
      case PRACTICE -> " (practice)";
      case OPERATOR -> " (operator)";
    };
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
