package hangup.stats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers from what was followed and from sources that answer by themselves, as if all were one. A
 * source that cannot be asked is left out, and the answer says so; if no other has calls, there is
 * no answer.
 */
public final class MergedCallStats implements CallStats {
  private static final Logger log = LoggerFactory.getLogger(MergedCallStats.class);

  /**
   * So many rows of a breakdown are asked of each part. The worst of all together are among the
   * worst of the parts' rows only if no part has more than it gives.
   */
  static final int ROWS = 20_000;

  private final CallStats followed;
  private final List<Part> parts;

  /** A source that answers by itself. */
  public record Part(String source, CallStats stats) {}

  /**
   * @param followed answers for all other sources
   */
  public MergedCallStats(CallStats followed, List<Part> parts) {
    this.followed = followed;
    this.parts = List.copyOf(parts);
  }

  @Override
  public Answer ask(Question question) {
    Optional<String> only = question.filter().source();
    List<Part> asked =
        parts.stream()
            .filter(part -> only.isEmpty() || only.get().equalsIgnoreCase(part.source()))
            .toList();
    if (asked.isEmpty()) {
      return followed.ask(question);
    }
    Question all = withAllRows(question);
    Answer first = followed.ask(all);
    if (first.total().seizures() == 0
        && asked.size() == 1
        && (only.isPresent() || first.state().isEmpty())) {
      return asked.get(0).stats().ask(question);
    }
    List<Answer> answers = new ArrayList<>(List.of(first));
    List<String> notes = new ArrayList<>();
    StatsUnavailableException failure = null;
    for (Part part : asked) {
      try {
        answers.add(part.stats().ask(all));
      } catch (StatsUnavailableException e) {
        failure = e;
        notes.add(missing(part, e));
      }
    }
    boolean nothing = answers.stream().allMatch(answer -> answer.state().isEmpty());
    if (failure != null && nothing) {
      throw failure;
    }
    return merged(question, answers, notes);
  }

  @Override
  public DataState state() {
    List<DataState> states = new ArrayList<>(List.of(followed.state()));
    List<String> notes = new ArrayList<>();
    StatsUnavailableException failure = null;
    for (Part part : parts) {
      try {
        states.add(part.stats().state());
      } catch (StatsUnavailableException e) {
        failure = e;
        notes.add(missing(part, e));
      }
    }
    if (failure != null && states.stream().allMatch(DataState::isEmpty)) {
      throw failure;
    }
    return merged(states, notes);
  }

  private static String missing(Part part, StatsUnavailableException e) {
    log.debug("{}", e.getMessage());
    return "source " + part.source() + " cannot be asked now: its calls are missing here";
  }

  /** Those that are cut after so many rows could miss one that is among the worst of all. */
  private static Question withAllRows(Question question) {
    return new Question(
        question.from(),
        question.to(),
        question.filter(),
        question.classification(),
        question.breakdowns().stream()
            .map(
                breakdown ->
                    new Breakdown(
                        breakdown.by(), Math.max(ROWS, breakdown.limit()), breakdown.bucket()))
            .toList());
  }

  private static Answer merged(Question question, List<Answer> answers, List<String> notes) {
    CallCounts total =
        answers.stream().map(Answer::total).reduce(CallCounts.NONE, CallCounts::plus);
    List<List<Row>> rows = new ArrayList<>();
    List<String> all = new ArrayList<>(notes);
    for (int i = 0; i < question.breakdowns().size(); i++) {
      int index = i;
      List<List<Row>> parts = answers.stream().map(answer -> answer.rows().get(index)).toList();
      Breakdown breakdown = question.breakdowns().get(i);
      boolean time = breakdown.by().contains(Dimension.TIME);
      if (!time
          && parts.stream().anyMatch(part -> part.size() >= Math.max(ROWS, breakdown.limit()))) {
        all.add("more rows than can be put together: the smallest are missing");
      }
      rows.add(merged(breakdown, parts));
    }
    DataState state = merged(answers.stream().map(Answer::state).toList(), all);
    return new Answer(total, rows, state);
  }

  private static List<Row> merged(Breakdown breakdown, List<List<Row>> parts) {
    Map<List<String>, CallCounts> sums = new LinkedHashMap<>();
    parts.forEach(
        part -> part.forEach(row -> sums.merge(row.keys(), row.counts(), CallCounts::plus)));
    List<Row> rows = new ArrayList<>();
    sums.forEach((keys, counts) -> rows.add(new Row(keys, counts)));
    int time = breakdown.by().indexOf(Dimension.TIME);
    if (time >= 0) {
      rows.sort(
          Comparator.comparingLong((Row row) -> Long.parseLong(row.keys().get(time)))
              .thenComparing(row -> String.join("\0", row.keys())));
      return rows;
    }
    rows.sort(
        Comparator.comparingLong((Row row) -> -row.counts().failures())
            .thenComparingLong(row -> -row.counts().seizures())
            .thenComparing(row -> String.join("\0", row.keys())));
    return rows.subList(0, Math.min(rows.size(), breakdown.limit()));
  }

  /** The first of the states is that of what was followed: only there is anything dropped. */
  private static DataState merged(List<DataState> states, List<String> more) {
    long calls = 0;
    @Nullable Instant first = null;
    @Nullable Instant last = null;
    @Nullable Instant updated = null;
    TreeSet<String> sources = new TreeSet<>();
    List<String> notes = new ArrayList<>();
    for (DataState state : states) {
      calls += state.calls();
      first = earlier(first, state.firstCall().orElse(null));
      last = later(last, state.lastCall().orElse(null));
      updated = later(updated, state.updatedAt().orElse(null));
      sources.addAll(state.sources());
      state.note().ifPresent(notes::add);
    }
    notes.addAll(more);
    return new DataState(
        calls,
        Optional.ofNullable(first),
        Optional.ofNullable(last),
        Optional.ofNullable(updated),
        List.copyOf(sources),
        states.get(0).keptFrom(),
        states.get(0).fineFrom(),
        notes.isEmpty()
            ? Optional.empty()
            : Optional.of(String.join("; ", notes.stream().distinct().toList())));
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }
}
