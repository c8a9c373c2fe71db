package hangup.catalog;

import hangup.reply.Severity;
import hangup.text.Fold;
import hangup.yaml.Quoted;
import hangup.yaml.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the keys of a code table's file, or of an overlay's. */
final class TableReader {
  static final Map<String, Severity> SEVERITIES = severities();
  private static final int LONGEST_NAME = 100;

  private final Section file;
  private final boolean overlay;
  private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
  private final Map<Integer, ReasonDraft> reasons = new LinkedHashMap<>();
  private final Map<Integer, Integer> linesByCode = new HashMap<>();
  private final List<Word> words = new ArrayList<>();
  private int names;

  private TableReader(Section file, boolean overlay) {
    this.file = file;
    this.overlay = overlay;
  }

  /** Reads a code table. */
  static TableDraft table(Section file) {
    return new TableReader(file, false).read(Map.of(), Map.of());
  }

  /**
   * Reads what an operator lays over a table.
   *
   * @param baseGroups the groups of the table, which the overlay may use
   * @param baseReasons the reasons of the table, which the overlay may change
   */
  static TableDraft overlay(
      Section file, Map<String, GroupDraft> baseGroups, Map<Integer, ReasonDraft> baseReasons) {
    return new TableReader(file, true).read(baseGroups, baseReasons);
  }

  private TableDraft read(
      Map<String, GroupDraft> baseGroups, Map<Integer, ReasonDraft> baseReasons) {
    file.missing("table", "For example table: vos3000-25");
    if (!overlay) {
      file.missing("title", "Give the table's title.");
      file.missing("source", "Say where the table's facts come from.");
    }
    file.missing("reasons", "List the codes below reasons:");
    String table = file.text("table").orElse("");
    String title = file.text("title").orElse("");
    String source = file.text("source").orElse("");
    List<String> include = overlay ? List.of() : file.texts("include").orElse(List.of());
    for (Section group : file.sections("groups")) {
      readGroup(group, baseGroups);
    }
    Map<String, GroupDraft> known = new LinkedHashMap<>(baseGroups);
    known.putAll(groups);
    for (Section reason : file.sections("reasons")) {
      readReason(reason, table, known, baseReasons);
    }
    checkAliases();
    file.reportUnknownKeys();
    return new TableDraft(table, title, source, include, groups, reasons);
  }

  private void readGroup(Section group, Map<String, GroupDraft> baseGroups) {
    group.missing("name", "Give the group's name.");
    Optional<String> name = name(group);
    boolean whole = name.filter(baseGroups::containsKey).isEmpty();
    if (whole) {
      group.missing("impact", "The level in the source's words, for example impact: High");
      group.missing("action", "What to do, one sentence.");
      group.missing("severity", "One of " + String.join(", ", SEVERITIES.keySet()) + ".");
    }
    GroupDraft draft =
        new GroupDraft(
            name.orElse(""),
            group.text("impact"),
            group.text("action"),
            group.choice("severity", SEVERITIES),
            overlay ? Provenance.OPERATOR : Provenance.DOCUMENTED);
    group.reportUnknownKeys();
    if (name.isPresent() && groups.putIfAbsent(name.get(), draft) != null) {
      group.error("name", "a second group " + Quoted.of(name.get()), "Keep one of the two.");
    }
  }

  private void readReason(
      Section section,
      String table,
      Map<String, GroupDraft> known,
      Map<Integer, ReasonDraft> baseReasons) {
    section.missing("code", "For example code: 22");
    Optional<Integer> code = section.integer("code");
    Section reason = code.isPresent() ? section.called("code " + code.get()) : section;
    reason.has("code");
    boolean whole = code.filter(baseReasons::containsKey).isEmpty();
    if (whole) {
      reason.missing("name", "Give the code's name.");
    }
    if (!overlay) {
      reason.missing("failure", "Is an unanswered call with this code a failure? true or false");
      reason.missing("ner", "Does it count as network-effective? true or false");
    }
    ReasonDraft draft =
        new ReasonReader(reason, overlay, table, known).read(code.orElse(0), name(reason));
    reason.reportUnknownKeys();
    if (code.isEmpty()) {
      return;
    }
    Integer first = linesByCode.putIfAbsent(code.get(), reason.line());
    if (first != null) {
      reason.error("code", "this code stands here again, first in line " + first, "Keep one.");
      return;
    }
    collectWords(reason, draft);
    reasons.put(code.get(), draft);
  }

  /**
   * An alias that means two codes would make a CDR's text uncertain. Two codes of the same name are
   * another thing: SIP has them (406 and 606).
   */
  private void checkAliases() {
    Map<String, Integer> codes = new HashMap<>();
    words.forEach(word -> codes.putIfAbsent(word.compact(), word.code()));
    for (Word word : words) {
      int first = codes.getOrDefault(word.compact(), word.code());
      if (word.compact().isEmpty()) {
        word.reason().error(word.key(), Quoted.of(word.text()) + " has no letter or digit", "");
      } else if (first != word.code() && !word.key().equals("name")) {
        word.reason()
            .error(
                word.key(),
                Quoted.of(word.text()) + " already means code " + first,
                "Keep one of the two.");
      }
    }
  }

  private void collectWords(Section reason, ReasonDraft draft) {
    // Names first: an alias gives way to a name, wherever the two stand.
    draft
        .name()
        .ifPresent(
            name ->
                words.add(
                    names++, new Word(reason, "name", name, Fold.compact(name), draft.code())));
    List<String> aliases = draft.aliases().orElse(List.of());
    for (int i = 0; i < aliases.size(); i++) {
      String alias = aliases.get(i);
      words.add(new Word(reason, "aliases[" + i + "]", alias, Fold.compact(alias), draft.code()));
    }
  }

  /** A name or an alias and where it stands. */
  private record Word(Section reason, String key, String text, String compact, int code) {}

  private static Optional<String> name(Section section) {
    Optional<String> name = section.text("name");
    if (name.filter(text -> text.length() > LONGEST_NAME).isPresent()) {
      section.error("name", "is longer than " + LONGEST_NAME + " characters", "Shorten it.");
    }
    return name;
  }

  private static Map<String, Severity> severities() {
    Map<String, Severity> severities = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      severities.put(severity.name().toLowerCase(Locale.ROOT), severity);
    }
    return severities;
  }
}
