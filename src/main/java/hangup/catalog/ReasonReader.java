package hangup.catalog;

import hangup.catalog.Remedy.Kind;
import hangup.yaml.Quoted;
import hangup.yaml.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads the keys of one reason. A table gives each fact below {@code documented} or {@code
 * practice}; an overlay may also give it without, for there all of it is the operator's.
 */
final class ReasonReader {
  private static final Map<String, Billable> BILLABLE =
      Map.of(
          "yes", Billable.YES,
          "no", Billable.NO,
          "partial", Billable.PARTIAL,
          "unknown", Billable.UNKNOWN);
  private static final List<String> FACTS =
      List.of(
          "category",
          "group",
          "cause",
          "resolution",
          "cdrGenerated",
          "billable",
          "billingModes",
          "sip",
          "q850",
          "notes");
  private static final int LONGEST_ALIAS = 60;

  private final Section reason;
  private final boolean overlay;
  private final String table;
  private final Map<String, GroupDraft> groups;
  private final List<Layer> layers = new ArrayList<>();

  ReasonReader(Section reason, boolean overlay, String table, Map<String, GroupDraft> groups) {
    this.reason = reason;
    this.overlay = overlay;
    this.table = table;
    this.groups = groups;
  }

  /** One of the places where facts stand. */
  private record Layer(Section section, Provenance provenance) {}

  ReasonDraft read(int code, Optional<String> name) {
    Optional<Section> documented = reason.section("documented");
    Optional<Section> practice = reason.section("practice");
    documented.ifPresent(section -> layers.add(layer(section, Provenance.DOCUMENTED)));
    practice.ifPresent(section -> layers.add(layer(section, Provenance.PRACTICE)));
    if (overlay) {
      layers.add(layer(reason, Provenance.OPERATOR));
    } else {
      FACTS.forEach(this::refuseLoose);
    }
    ReasonDraft draft =
        new ReasonDraft(
            code,
            table,
            name,
            aliases(),
            reason.flag("failure"),
            reason.flag("ner"),
            reason.choice("severity", TableReader.SEVERITIES),
            facts(),
            documented.flatMap(section -> notes(section, Provenance.DOCUMENTED)),
            practiceNotes(practice),
            reason.text("tellApart"),
            remedies(),
            reason.text("contact"),
            runbook());
    documented.ifPresent(Section::reportUnknownKeys);
    practice.ifPresent(Section::reportUnknownKeys);
    return draft;
  }

  private void refuseLoose(String key) {
    if (reason.keys().contains(key)) {
      reason.has(key);
      reason.error(key, "says not where it comes from", "Move it below documented or practice.");
    }
  }

  private Layer layer(Section section, Provenance provenance) {
    return new Layer(section, overlay ? Provenance.OPERATOR : provenance);
  }

  private ReasonDraft.Facts facts() {
    return new ReasonDraft.Facts(
        fact("category", Section::text),
        group(),
        fact("cause", Section::text),
        fact("resolution", Section::text),
        fact("cdrGenerated", Section::flag),
        fact("billable", (section, key) -> section.choice(key, BILLABLE)),
        fact("billingModes", (section, key) -> integers(section, key, -99, 99)),
        fact("sip", (section, key) -> integers(section, key, 100, 699)),
        fact("q850", (section, key) -> integers(section, key, 1, 127)));
  }

  private <T> Optional<Fact<T>> fact(String key, BiFunction<Section, String, Optional<T>> getter) {
    Optional<Fact<T>> found = Optional.empty();
    Section first = null;
    for (Layer layer : layers) {
      if (!layer.section().has(key)) {
        continue;
      }
      Optional<T> value = getter.apply(layer.section(), key);
      if (first != null) {
        layer
            .section()
            .error(
                key,
                "this fact stands here twice, first in line " + first.line(key),
                "Keep one of the two.");
        continue;
      }
      first = layer.section();
      found = value.map(given -> new Fact<>(given, layer.provenance()));
    }
    return found;
  }

  private Optional<Fact<String>> group() {
    Optional<Fact<String>> group = fact("group", Section::text);
    for (Layer layer : layers) {
      if (!layer.section().has("group")) {
        continue;
      }
      if (layer.provenance() == Provenance.PRACTICE) {
        layer.section().error("group", "a group can only be documented", "Move it to documented.");
      }
      String name = group.map(Fact::value).orElse("");
      if (group.isPresent() && !groups.containsKey(name)) {
        String mend = Section.didYouMean(name, groups.keySet());
        layer
            .section()
            .error(
                "group",
                "there is no group " + Quoted.of(name),
                mend.isEmpty() ? "Groups: " + String.join(", ", groups.keySet()) + "." : mend);
      }
    }
    return group;
  }

  private static Optional<List<Integer>> integers(Section section, String key, int from, int to) {
    Optional<List<Integer>> values = section.integers(key);
    for (int value : values.orElse(List.of())) {
      if (value < from || value > to) {
        section.error(key, value + " is not between " + from + " and " + to, "");
      }
    }
    return values;
  }

  private Optional<List<String>> aliases() {
    Optional<List<String>> aliases =
        reason
            .texts("aliases")
            .map(list -> list.stream().map(alias -> alias.toLowerCase(Locale.ROOT)).toList());
    for (String alias : aliases.orElse(List.of())) {
      if (alias.length() > LONGEST_ALIAS) {
        reason.error("aliases", "longer than " + LONGEST_ALIAS + ": " + Quoted.of(alias), "");
      }
    }
    return aliases;
  }

  private Optional<List<Fact<String>>> practiceNotes(Optional<Section> practice) {
    Optional<List<Fact<String>>> notes =
        practice.flatMap(section -> notes(section, Provenance.PRACTICE));
    Optional<List<Fact<String>>> own =
        overlay ? notes(reason, Provenance.OPERATOR) : Optional.empty();
    if (own.isEmpty() || notes.isEmpty()) {
      return own.or(() -> notes);
    }
    List<Fact<String>> all = new ArrayList<>(notes.get());
    all.addAll(own.get());
    return Optional.of(all);
  }

  private Optional<List<Fact<String>>> notes(Section section, Provenance provenance) {
    Provenance from = overlay ? Provenance.OPERATOR : provenance;
    return section
        .texts("notes")
        .map(list -> list.stream().map(note -> new Fact<>(note, from)).toList());
  }

  private Optional<List<Remedy>> remedies() {
    if (!reason.has("remedies")) {
      return Optional.empty();
    }
    List<Remedy> remedies = new ArrayList<>();
    for (Section step : reason.sections("remedies")) {
      readStep(step, remedies);
      step.reportUnknownKeys();
    }
    return Optional.of(remedies);
  }

  private void readStep(Section step, List<Remedy> remedies) {
    Optional<String> where = step.text("where");
    boolean documented = step.flag("documented").orElse(false);
    int kinds = 0;
    for (Kind kind : Kind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      if (step.has(key)) {
        kinds++;
        step.text(key)
            .ifPresent(text -> remedies.add(new Remedy(kind, text, where, from(documented))));
      }
    }
    if (kinds != 1) {
      step.error(
          "",
          "a step needs exactly one of check, fix and escalate",
          "For example - check: Is the gateway online?");
    }
  }

  private Provenance from(boolean documented) {
    if (overlay) {
      return Provenance.OPERATOR;
    }
    return documented ? Provenance.DOCUMENTED : Provenance.PRACTICE;
  }

  private Optional<URI> runbook() {
    Optional<String> text = reason.text("runbook");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Told below, in our words.
    }
    reason.error(
        "runbook",
        Quoted.of(text.get()) + " is not a web address",
        "Write an address such as https://wiki.example.net/noc/no-route");
    return Optional.empty();
  }
}
