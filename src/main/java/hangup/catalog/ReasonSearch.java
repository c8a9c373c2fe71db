package hangup.catalog;

import hangup.catalog.SearchResult.Found;
import hangup.catalog.SearchResult.Near;
import hangup.catalog.SearchResult.Several;
import hangup.text.DidYouMean;
import hangup.text.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds reasons by words. Each reason is known by phrases: its name and its aliases. A phrase fits
 * when every word asked for is one of its words, the beginning of one, or near one in spelling.
 *
 * <p>The reasons that fit without a slip go before those that fit with one, and of these the ones
 * with the fewest. Among them a single reason that fits by its name is the clear hit; aliases only
 * decide where no name does.
 */
final class ReasonSearch {
  private static final int MOST_OFFERED = 6;
  private static final int MOST_SUGGESTED = 3;
  private static final int MOST_WORDS = 12;
  private static final int LONGEST_WORD = 40;
  private static final int MOST_DIGITS = 9;

  private final Catalog catalog;
  private final Lazy<List<Entry>> entries;

  ReasonSearch(Catalog catalog, List<EndReason> reasons) {
    this.catalog = catalog;
    this.entries = new Lazy<>(() -> reasons.stream().map(Entry::of).toList());
  }

  /** The names of one reason; the first phrase is its own name. */
  private record Entry(EndReason reason, List<Phrase> phrases) {
    static Entry of(EndReason reason) {
      List<Phrase> phrases = new ArrayList<>();
      phrases.add(Phrase.of(reason.name()));
      reason.aliases().forEach(alias -> phrases.add(Phrase.of(alias)));
      return new Entry(reason, phrases);
    }

    Phrase name() {
      return phrases.get(0);
    }
  }

  private record Phrase(String compact, List<String> words) {
    static Phrase of(String text) {
      return new Phrase(Fold.compact(text), split(Fold.words(text)));
    }
  }

  /**
   * How a phrase fits.
   *
   * @param slips typing slips in all
   * @param begun words of which only the beginning was given
   * @param left words of the phrase that were not asked for
   */
  private record Fit(int slips, int begun, int left) {
    static final Comparator<Fit> BEST_FIRST =
        Comparator.comparingInt(Fit::slips)
            .thenComparingInt(Fit::begun)
            .thenComparingInt(Fit::left);
  }

  private record Hit(Entry entry, boolean byName, Fit fit) {
    int code() {
      return entry.reason().code();
    }

    static final Comparator<Hit> BEST_FIRST =
        Comparator.comparing((Hit hit) -> !hit.byName())
            .thenComparing(Hit::fit, Fit.BEST_FIRST)
            .thenComparingInt(Hit::code);
  }

  SearchResult find(String text) {
    String asked = text.strip();
    OptionalInt number = number(asked);
    if (number.isPresent()) {
      return byNumber(number.getAsInt());
    }
    List<String> words = split(Fold.words(asked));
    if (words.isEmpty()) {
      return new Near(List.of());
    }
    String compact = Fold.compact(asked);
    List<Hit> hits = hits(words, compact);
    return hits.isEmpty() ? nearest(words, asked) : decide(hits, compact);
  }

  /** Reads {@code 22}, {@code #22}, {@code +22} and {@code -8}, with any of the usual dashes. */
  private static OptionalInt number(String text) {
    int at = text.startsWith("#") ? 1 : 0;
    char sign = at < text.length() ? text.charAt(at) : ' ';
    boolean negative = sign == '-' || sign == '\u2212' || sign == '\u2013';
    if (negative || sign == '+') {
      at++;
    }
    if (at == text.length() || text.length() - at > MOST_DIGITS) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (; at < text.length(); at++) {
      char digit = text.charAt(at);
      if (digit < '0' || digit > '9') {
        return OptionalInt.empty();
      }
      value = value * 10 + digit - '0';
    }
    return OptionalInt.of(negative ? -value : value);
  }

  /** A number that is no code of the table may be a SIP code or a Q.850 cause. */
  private SearchResult byNumber(int number) {
    Optional<EndReason> reason = catalog.byCode(number);
    if (reason.isPresent()) {
      return new Found(reason.get());
    }
    Map<Integer, EndReason> equivalents = new LinkedHashMap<>();
    catalog.bySip(number).forEach(found -> equivalents.put(found.code(), found));
    catalog.byQ850(number).forEach(found -> equivalents.put(found.code(), found));
    return new Near(equivalents.values().stream().limit(MOST_SUGGESTED).toList());
  }

  private static SearchResult decide(List<Hit> hits, String compact) {
    List<Hit> exactNames =
        hits.stream().filter(hit -> hit.entry().name().compact().equals(compact)).toList();
    if (exactNames.size() == 1) {
      return new Found(exactNames.get(0).entry().reason());
    }
    List<Hit> names = hits.stream().filter(Hit::byName).toList();
    List<Hit> exactAliases =
        hits.stream()
            .filter(
                hit -> hit.entry().phrases().stream().anyMatch(p -> p.compact().equals(compact)))
            .toList();
    // By code: hashing a whole reason would cost more than the search.
    Map<Integer, EndReason> clear = new LinkedHashMap<>();
    names.forEach(hit -> clear.put(hit.code(), hit.entry().reason()));
    exactAliases.forEach(hit -> clear.put(hit.code(), hit.entry().reason()));
    if (clear.isEmpty()) {
      hits.forEach(hit -> clear.put(hit.code(), hit.entry().reason()));
    }
    if (clear.size() == 1) {
      return new Found(clear.values().iterator().next());
    }
    hits.forEach(hit -> clear.put(hit.code(), hit.entry().reason()));
    return new Several(clear.values().stream().limit(MOST_OFFERED).toList());
  }

  /** The reasons that fit, best first, none that needs more slips than the best. */
  private List<Hit> hits(List<String> words, String compact) {
    List<Hit> hits = new ArrayList<>();
    for (Entry entry : entries.get()) {
      Hit best = null;
      for (int i = 0; i < entry.phrases().size(); i++) {
        Fit fit = fit(words, compact, entry.phrases().get(i));
        if (fit != null) {
          Hit hit = new Hit(entry, i == 0, fit);
          boolean better =
              best == null
                  || hit.fit().slips() < best.fit().slips()
                  || (hit.fit().slips() == best.fit().slips()
                      && Hit.BEST_FIRST.compare(hit, best) < 0);
          best = better ? hit : best;
        }
      }
      if (best != null) {
        hits.add(best);
      }
    }
    int fewest = hits.stream().mapToInt(hit -> hit.fit().slips()).min().orElse(0);
    hits.removeIf(hit -> hit.fit().slips() > fewest);
    hits.sort(Hit.BEST_FIRST);
    return hits;
  }

  private static @Nullable Fit fit(List<String> asked, String compact, Phrase phrase) {
    if (phrase.compact().equals(compact)) {
      return new Fit(0, 0, 0);
    }
    Fit byWords = fitWords(asked, phrase.words());
    if (byWords != null && byWords.slips() == 0) {
      return byWords;
    }
    // "noroute", "balanceinsuficient": words run together.
    int slips = Spelling.slips(compact, phrase.compact());
    Fit whole = slips < 0 ? null : new Fit(slips, 0, 0);
    if (byWords == null || (whole != null && whole.slips() < byWords.slips())) {
      return whole;
    }
    return byWords;
  }

  private static @Nullable Fit fitWords(List<String> asked, List<String> words) {
    if (asked.size() > words.size()) {
      return null;
    }
    boolean[] taken = new boolean[words.size()];
    int slips = 0;
    int begun = 0;
    for (String word : asked) {
      int best = -1;
      int bestCost = Integer.MAX_VALUE;
      for (int i = 0; i < taken.length; i++) {
        int cost = taken[i] ? Integer.MAX_VALUE : Spelling.cost(word, words.get(i));
        if (cost < bestCost) {
          best = i;
          bestCost = cost;
        }
      }
      if (best < 0) {
        return null;
      }
      taken[best] = true;
      slips += bestCost / 2;
      begun += bestCost % 2;
    }
    return new Fit(slips, begun, words.size() - asked.size());
  }

  /** What fits in part: most words first, then fewest slips. */
  private SearchResult nearest(List<String> asked, String text) {
    Map<Integer, Integer> scores = new TreeMap<>();
    for (String word : asked) {
      OptionalInt code = number(word);
      if (code.isPresent()) {
        catalog.byCode(code.getAsInt()).ifPresent(reason -> scores.put(reason.code(), 10));
      }
    }
    for (Entry entry : entries.get()) {
      int best = 0;
      for (Phrase phrase : entry.phrases()) {
        int score = 0;
        for (String word : asked) {
          int cost =
              phrase.words().stream()
                  .mapToInt(
                      known -> word.length() < 3 ? Integer.MAX_VALUE : Spelling.cost(word, known))
                  .min()
                  .orElse(Integer.MAX_VALUE);
          score += cost == Integer.MAX_VALUE ? 0 : 10 - Math.min(cost, 9);
        }
        best = Math.max(best, score);
      }
      if (best > 0) {
        scores.merge(entry.reason().code(), best, Integer::sum);
      }
    }
    List<EndReason> suggestions =
        scores.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(MOST_SUGGESTED)
            .flatMap(scored -> catalog.byCode(scored.getKey()).stream())
            .toList();
    return new Near(suggestions.isEmpty() ? byWholeText(text) : suggestions);
  }

  private List<EndReason> byWholeText(String text) {
    Map<String, EndReason> names = new LinkedHashMap<>();
    entries.get().forEach(entry -> names.putIfAbsent(entry.reason().name(), entry.reason()));
    return DidYouMean.among(text, names.keySet(), MOST_SUGGESTED).stream().map(names::get).toList();
  }

  private static List<String> split(String folded) {
    return folded.isEmpty()
        ? List.of()
        : Arrays.stream(folded.split(" ", -1))
            .limit(MOST_WORDS)
            .map(word -> word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD))
            .toList();
  }
}
