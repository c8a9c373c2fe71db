package hangup.report;

import hangup.catalog.Billable;
import hangup.catalog.EndReason;
import hangup.catalog.Fact;
import hangup.catalog.Provenance;
import hangup.catalog.ReasonGroup;
import hangup.catalog.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An end reason for scripts. The fields themselves hold only what the code table's source documents
 * or the operator's overlay says; our advice stands apart under {@code practice}. {@code
 * documented} and {@code operator} name the fields by origin.
 */
final class CardData {

  private final Map<String, @Nullable Object> data = new LinkedHashMap<>();
  private final Map<String, Object> practice = new LinkedHashMap<>();
  private final List<String> documented = new ArrayList<>();
  private final List<String> operator = new ArrayList<>();

  private CardData() {}

  static Map<String, @Nullable Object> of(EndReason reason) {
    return new CardData().collect(reason);
  }

  private Map<String, @Nullable Object> collect(EndReason reason) {
    data.put("code", reason.code());
    data.put("name", reason.name());
    data.put("table", reason.table());
    fact("category", reason.category(), null);
    group(reason.group());
    fact("cause", reason.cause(), null);
    fact("resolution", reason.resolution(), null);
    fact("cdrGenerated", reason.cdrGenerated(), null);
    billable(reason.billable());
    fact("billingModes", reason.billingModes(), List.of());
    fact("sip", reason.sip(), List.of());
    fact("q850", reason.q850(), List.of());
    notes(reason.notes());
    data.put("severity", reason.severity().name().toLowerCase(Locale.ROOT));
    data.put("failure", reason.failure());
    data.put("networkEffective", reason.networkEffective());
    data.put("tellApart", reason.tellApart().orElse(null));
    data.put("contact", reason.contact().orElse(null));
    data.put("runbook", reason.runbook().map(Object::toString).orElse(null));
    data.put("documented", List.copyOf(documented));
    data.put("operator", List.copyOf(operator));
    data.put("practice", practice);
    data.put("remedies", remedies(reason.remedies()));
    return data;
  }

  private void fact(String field, Optional<? extends Fact<?>> fact, @Nullable Object absent) {
    data.put(field, absent);
    fact.ifPresent(present -> put(field, present.value(), present.provenance()));
  }

  private void put(String field, Object value, Provenance provenance) {
    if (provenance == Provenance.PRACTICE) {
      practice.put(field, value);
      return;
    }
    data.put(field, value);
    (provenance == Provenance.OPERATOR ? operator : documented).add(field);
  }

  private void group(Optional<Fact<ReasonGroup>> group) {
    for (String field : List.of("group", "impact", "action")) {
      data.put(field, null);
    }
    group.ifPresent(
        fact -> {
          put("group", fact.value().name(), fact.provenance());
          put("impact", fact.value().impact(), fact.provenance());
          put("action", fact.value().action(), fact.provenance());
        });
  }

  private void billable(Fact<Billable> billable) {
    data.put("billable", Billable.UNKNOWN.word());
    if (billable.value() != Billable.UNKNOWN) {
      put("billable", billable.value().word(), billable.provenance());
    }
  }

  private void notes(List<Fact<String>> notes) {
    for (Provenance provenance : Provenance.values()) {
      List<String> texts =
          notes.stream().filter(n -> n.provenance() == provenance).map(Fact::value).toList();
      if (provenance == Provenance.DOCUMENTED) {
        data.put("notes", texts);
      } else if (!texts.isEmpty()) {
        if (provenance == Provenance.PRACTICE) {
          practice.put("notes", texts);
        } else {
          data.put("operatorNotes", texts);
        }
      }
    }
  }

  static List<Map<String, @Nullable Object>> remedies(List<Remedy> remedies) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>(remedies.size());
    for (Remedy remedy : remedies) {
      Map<String, @Nullable Object> step = new LinkedHashMap<>();
      step.put("kind", remedy.kind().name().toLowerCase(Locale.ROOT));
      step.put("text", remedy.text());
      step.put("where", remedy.where().orElse(null));
      step.put("provenance", remedy.provenance().name().toLowerCase(Locale.ROOT));
      list.add(step);
    }
    return list;
  }
}
