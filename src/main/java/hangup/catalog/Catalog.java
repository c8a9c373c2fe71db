package hangup.catalog;

import hangup.text.Fold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A code table with the operator's additions: what each end reason means. Immutable. */
public final class Catalog {
  private final String table;
  private final String title;
  private final String source;
  private final List<ReasonGroup> groups;
  private final List<EndReason> reasons;
  private final CodeIndex codes;
  private final Map<Integer, List<EndReason>> sip;
  private final Map<Integer, List<EndReason>> q850;
  private final Map<Integer, List<EndReason>> practiceSip;
  private final Map<Integer, List<EndReason>> practiceQ850;
  private final Lazy<Map<String, Integer>> codesByText;
  private final Set<Integer> notFailure;
  private final Set<Integer> networkEffective;
  private final ReasonSearch search;

  /**
   * Computes the look-ups.
   *
   * @param table the name of the code table, such as {@code vos3000-25}
   * @param title the table's title, for people
   * @param source where its facts come from, for people
   * @param groups in the table's order
   * @param reasons no two with the same code; a table before the ones it includes
   * @throws IllegalArgumentException if two reasons have the same code
   */
  public Catalog(
      String table,
      String title,
      String source,
      List<ReasonGroup> groups,
      List<EndReason> reasons) {
    this.table = table;
    this.title = title;
    this.source = source;
    this.groups = List.copyOf(groups);
    this.reasons = reasons.stream().sorted(Comparator.comparingInt(EndReason::code)).toList();
    this.codes = new CodeIndex(this.reasons);
    this.sip = index(EndReason::sip, "sip", fact -> !practice(fact));
    this.q850 = index(EndReason::q850, "q850", fact -> !practice(fact));
    this.practiceSip = index(EndReason::sip, "", Catalog::practice);
    this.practiceQ850 = index(EndReason::q850, "", Catalog::practice);
    // A process that answers one question by code needs neither this nor the search's words.
    List<EndReason> inOrder = List.copyOf(reasons);
    this.codesByText = new Lazy<>(() -> texts(inOrder));
    this.notFailure = codes(reason -> !reason.failure());
    this.networkEffective = codes(EndReason::networkEffective);
    this.search = new ReasonSearch(this, this.reasons);
  }

  public String table() {
    return table;
  }

  public String title() {
    return title;
  }

  public String source() {
    return source;
  }

  /** Empty where the table does not know the code. */
  public Optional<EndReason> byCode(int code) {
    return codes.get(code);
  }

  /** Every reason, by code, the smallest first. */
  public List<EndReason> all() {
    return reasons;
  }

  /** The functional groups, in the table's order. */
  public List<ReasonGroup> groups() {
    return groups;
  }

  /**
   * The reasons that the table's source or the operator gives for a SIP response code, by code; in
   * a table of SIP codes, also the code itself.
   */
  public List<EndReason> bySip(int response) {
    return sip.getOrDefault(response, List.of());
  }

  /** As {@link #bySip}, for an ITU-T Q.850 cause. */
  public List<EndReason> byQ850(int cause) {
    return q850.getOrDefault(cause, List.of());
  }

  /** The reasons that go with a SIP response code by this project's advice only. */
  public List<EndReason> practiceBySip(int response) {
    return practiceSip.getOrDefault(response, List.of());
  }

  /** The reasons that go with a Q.850 cause by this project's advice only. */
  public List<EndReason> practiceByQ850(int cause) {
    return practiceQ850.getOrDefault(cause, List.of());
  }

  /**
   * Finds a reason by its code or by words of its names, in any case, with typing slips. Whatever
   * the text, the time is bounded.
   */
  public SearchResult search(String words) {
    return search.find(words);
  }

  /**
   * The code that a cause given as text stands for: a reason's name or alias, whatever the case,
   * spaces, underscores and diacritics. Empty where two codes of one table share the name.
   */
  public OptionalInt codeOf(String text) {
    Integer code = codesByText.get().get(Fold.compact(text));
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** The codes whose unanswered calls are no failures. */
  public Set<Integer> notFailureCodes() {
    return notFailure;
  }

  /** The codes whose unanswered calls count as effective in the NER. */
  public Set<Integer> networkEffectiveCodes() {
    return networkEffective;
  }

  private static boolean practice(Fact<?> fact) {
    return fact.provenance() == Provenance.PRACTICE;
  }

  private Map<Integer, List<EndReason>> index(
      Function<EndReason, Optional<Fact<List<Integer>>>> equivalents,
      String ownTable,
      Predicate<Fact<?>> wanted) {
    Map<Integer, List<EndReason>> index = new HashMap<>();
    for (EndReason reason : reasons) {
      Set<Integer> keys = new TreeSet<>();
      equivalents.apply(reason).filter(wanted).map(Fact::value).ifPresent(keys::addAll);
      if (reason.table().equals(ownTable)) {
        keys.add(reason.code());
      }
      keys.forEach(key -> index.computeIfAbsent(key, none -> new ArrayList<>()).add(reason));
    }
    index.replaceAll((key, found) -> List.copyOf(found));
    return index;
  }

  /**
   * Names before aliases, and a table's own before those of the tables it includes. A name that two
   * codes of a table share stands for neither.
   */
  private static Map<String, Integer> texts(List<EndReason> reasons) {
    Map<String, EndReason> first = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (EndReason reason : reasons) {
      String name = Fold.compact(reason.name());
      EndReason other = first.putIfAbsent(name, reason);
      if (other != null && other.table().equals(reason.table())) {
        shared.add(name);
      }
    }
    for (EndReason reason : reasons) {
      for (String alias : reason.aliases()) {
        first.putIfAbsent(Fold.compact(alias), reason);
      }
    }
    first.keySet().removeAll(shared);
    first.remove("");
    Map<String, Integer> codes = new HashMap<>();
    first.forEach((text, reason) -> codes.put(text, reason.code()));
    return codes;
  }

  private Set<Integer> codes(Predicate<EndReason> wanted) {
    return reasons.stream()
        .filter(wanted)
        .map(EndReason::code)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return table + " (" + reasons.size() + " reasons)";
  }

  /** Codes lie close together: a list answers most look-ups. */
  private static final class CodeIndex {
    private static final int DENSE_FROM = -256;
    private static final int DENSE_TO = 1024;

    private final List<Optional<EndReason>> dense =
        new ArrayList<>(Collections.nCopies(DENSE_TO - DENSE_FROM, Optional.empty()));
    private final Map<Integer, Optional<EndReason>> others = new HashMap<>();

    CodeIndex(List<EndReason> reasons) {
      for (EndReason reason : reasons) {
        int code = reason.code();
        if (get(code).isPresent()) {
          throw new IllegalArgumentException("two reasons with code " + code);
        }
        if (code >= DENSE_FROM && code < DENSE_TO) {
          dense.set(code - DENSE_FROM, Optional.of(reason));
        } else {
          others.put(code, Optional.of(reason));
        }
      }
    }

    Optional<EndReason> get(int code) {
      return code >= DENSE_FROM && code < DENSE_TO
          ? dense.get(code - DENSE_FROM)
          : others.getOrDefault(code, Optional.empty());
    }
  }
}
