package hangup.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out whether data speaks the code table in use, and if not, which shipped one it does. */
public final class TableFit {
  private static final int SHOWN = 5;

  private final Catalog catalog;
  private final Function<String, Catalog> builtIn;

  /**
   * @param catalog the table in use, with its overlay
   * @param builtIn reads a shipped table by its name
   */
  public TableFit(Catalog catalog, Function<String, Catalog> builtIn) {
    this.catalog = catalog;
    this.builtIn = builtIn;
  }

  /**
   * What to tell the user of codes that the table in use does not know; empty when it knows all.
   *
   * @param codes how many calls ended with each code
   */
  public Optional<String> warning(Map<Integer, Long> codes) {
    List<Map.Entry<Integer, Long>> unknown =
        codes.entrySet().stream()
            .filter(code -> catalog.byCode(code.getKey()).isEmpty())
            .sorted(
                Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    long calls = unknown.stream().mapToLong(Map.Entry::getValue).sum();
    String names =
        unknown.stream()
            .limit(SHOWN)
            .map(code -> code.getKey() + " (" + count(code.getValue()) + ")")
            .collect(Collectors.joining(", "));
    String more = unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "";
    return Optional.of(
        (calls == 1 ? "1 call has a code" : count(calls) + " calls have codes")
            + " that the table "
            + catalog.table()
            + " does not know: "
            + names
            + more
            + ". "
            + fitting(codes, calls));
  }

  private String fitting(Map<Integer, Long> codes, long unknownNow) {
    String best = "";
    long fewest = unknownNow;
    for (String name : CatalogLoader.builtInTables()) {
      Catalog other = builtIn.apply(name);
      long unknown =
          codes.entrySet().stream()
              .filter(code -> other.byCode(code.getKey()).isEmpty())
              .mapToLong(Map.Entry::getValue)
              .sum();
      if (unknown < fewest) {
        fewest = unknown;
        best = name;
      }
    }
    if (best.isEmpty()) {
      return "They are counted as they are; name them in an overlay (catalog.overlay).";
    }
    return "The table "
        + best
        + " knows "
        + (fewest == 0 ? "all" : "more")
        + " of these codes: if this softswitch speaks it, set catalog.table to "
        + best
        + ".";
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
