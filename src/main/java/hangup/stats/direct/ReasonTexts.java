package hangup.stats.direct;

import hangup.cdr.sql.MappedCalls;
import hangup.cdr.sql.MappedCalls.Sql;
import hangup.stats.CallStats.Question;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The end reasons of a source that gives them as texts. Which code a text stands for only the
 * catalogue knows, so the texts that there are must be known before calls are counted by code.
 */
final class ReasonTexts {

  /** More different texts than this are no names of end reasons. */
  private static final int MOST = 1_000;

  private final MappedCalls calls;
  private final Function<String, OptionalInt> codes;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private volatile @Nullable Known known;

  private record Known(long fromMs, long toMs, long at, Set<String> texts) {}

  ReasonTexts(
      MappedCalls calls,
      Function<String, OptionalInt> codes,
      Duration fresh,
      LongSupplier nanoTime) {
    this.calls = calls;
    this.codes = codes;
    this.freshNanos = fresh.toNanos();
    this.nanoTime = nanoTime;
  }

  /** The texts of a question's period whose key is another, and that key; none for numbers. */
  Map<String, String> renamed(Question question) {
    if (!calls.textReason()) {
      return Map.of();
    }
    long fromMs = DirectQuery.clamp(question.from());
    long toMs = DirectQuery.clamp(question.to());
    Map<String, String> renamed = new TreeMap<>();
    for (String text : texts(fromMs, toMs)) {
      String key = key(text);
      if (!key.equals(text)) {
        renamed.put(text, key);
      }
    }
    return renamed;
  }

  private Set<String> texts(long fromMs, long toMs) {
    Known last = known;
    if (last != null
        && last.fromMs() <= fromMs
        && last.toMs() >= toMs
        && nanoTime.getAsLong() - last.at() < freshNanos) {
      return last.texts();
    }
    Sql sql =
        new Sql(
            "SELECT q.c_reason FROM ("
                + calls.calls(fromMs, toMs)
                + ") q GROUP BY q.c_reason ORDER BY q.c_reason LIMIT "
                + MOST,
            List.of());
    Set<String> texts = new HashSet<>(calls.rows(sql, MOST, row -> row.getString(1)));
    known = new Known(fromMs, toMs, nanoTime.getAsLong(), Set.copyOf(texts));
    return texts;
  }

  /** As the follower would read it: a number is a code, a name of the catalogue too. */
  private String key(String given) {
    String text = given.strip();
    if (text.matches("[+-]?\\d{1,9}")) {
      return Integer.toString(Integer.parseInt(text));
    }
    OptionalInt code = codes.apply(text);
    return code.isPresent() ? Integer.toString(code.getAsInt()) : text;
  }
}
