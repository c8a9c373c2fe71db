package hangup.report;

import hangup.catalog.Catalog;
import hangup.command.CommandLines;
import hangup.reply.Block;
import hangup.reply.RichText;
import hangup.stats.CallCounts;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Classification;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Today's calls with one end reason, against the same hours of the seven days before. Thread-safe.
 */
final class TodayFigures {

  private static final int DAYS = 7;
  private static final int TOP = 3;

  private final CallStats stats;
  private final Clock clock;

  TodayFigures(CallStats stats, Clock clock) {
    this.stats = stats;
    this.clock = clock;
  }

  /**
   * What a card shows between its facts and its steps.
   *
   * @param state of the data it was made of
   */
  record Section(
      List<Block> blocks, RichText footer, Map<String, @Nullable Object> data, DataState state) {}

  /** The running minute; a section is good for as long as this and the data stay the same. */
  Instant minute() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  /**
   * Counts.
   *
   * @param source only calls of this one
   * @throws StatsUnavailableException if there are no figures now
   */
  Section of(int code, Optional<String> source, Catalog catalog, Labels labels, ZoneId zone) {
    Instant to = minute().plus(1, ChronoUnit.MINUTES);
    LocalDateTime midnight = to.minusSeconds(60).atZone(zone).toLocalDate().atStartOfDay();
    Instant from = midnight.atZone(zone).toInstant().truncatedTo(ChronoUnit.MINUTES);
    Classification flags =
        new Classification(catalog.notFailureCodes(), catalog.networkEffectiveCodes());
    Filter everything = source.map(Filter.NONE::withSource).orElse(Filter.NONE);
    Filter filter = everything.withCode(code);
    Answer all = stats.ask(new Question(from, to, everything, flags, List.of()));
    if (all.total().seizures() == 0) {
      return nothingToday(code, source, all.state(), zone);
    }
    Answer today =
        stats.ask(
            new Question(
                from,
                to,
                filter,
                flags,
                List.of(
                    Breakdown.by(Dimension.ROUTING_GATEWAY, TOP),
                    Breakdown.by(Dimension.CUSTOMER, TOP))));
    List<Long> before = new ArrayList<>();
    for (int day = 1; day <= DAYS; day++) {
      // The same local hours: also where a day has 23 or 25 of them.
      Instant start = sameLocal(from, day, zone);
      Instant end = sameLocal(to, day, zone);
      if (!start.isBefore(end) || !Freshness.covers(all.state(), start, end)) {
        break;
      }
      before.add(stats.ask(new Question(start, end, filter, flags, List.of())).total().seizures());
    }
    return new Counted(labels, source, all.total(), today, before, to, zone).section();
  }

  private static Instant sameLocal(Instant at, int daysBack, ZoneId zone) {
    return at.atZone(zone)
        .toLocalDateTime()
        .minusDays(daysBack)
        .atZone(zone)
        .toInstant()
        .truncatedTo(ChronoUnit.MINUTES);
  }

  /** As an option of a question. */
  static String words(Optional<String> source) {
    return source.map(name -> " source:" + CommandLines.value(name)).orElse("");
  }

  private static Section nothingToday(
      int code, Optional<String> source, DataState state, ZoneId zone) {
    Map<String, @Nullable Object> today = new LinkedHashMap<>();
    today.put("calls", 0);
    String newest =
        state
            .lastCall()
            .map(
                at -> {
                  ZonedDateTime local = at.atZone(zone);
                  return " The newest data is of "
                      + Figures.dayTime(at, zone)
                      + ": /summary "
                      + local.toLocalDate()
                      + " code:"
                      + code
                      + words(source);
                })
            .orElse("");
    return new Section(
        List.of(
            new Block.Note(
                RichText.of(
                    "No calls of today"
                        + source.map(name -> " from " + name).orElse("")
                        + " in the data yet."
                        + newest
                        + state.note().map(note -> " (" + note + ")").orElse("")))),
        RichText.empty(),
        Map.of("today", today),
        state);
  }

  /** The counts of one code, put into words. */
  private record Counted(
      Labels labels,
      Optional<String> source,
      CallCounts all,
      Answer today,
      List<Long> before,
      Instant to,
      ZoneId zone) {

    Section section() {
      long calls = today.total().seizures();
      List<Block.Field> fields = new ArrayList<>();
      fields.add(new Block.Field("Today", headline(calls), false));
      if (!before.isEmpty()) {
        fields.add(new Block.Field("Before", comparison(calls), false));
      }
      if (calls > 0) {
        top("Gateways", today.rows().get(0), Labels::gateway).ifPresent(fields::add);
        top("Customers", today.rows().get(1), labels::customer).ifPresent(fields::add);
      }
      return new Section(
          List.of(new Block.Fields(fields)), footer(), Map.of("today", data()), today.state());
    }

    private RichText headline(long calls) {
      String until = " until " + Figures.time(to, zone);
      if (calls == 0) {
        return RichText.of("no call with this reason" + until);
      }
      RichText text = RichText.strong(Figures.calls(calls)).plus(until);
      long failures = today.total().failures();
      if (failures > 0) {
        text =
            text.plus(
                ", "
                    + (all.failures() < Thresholds.MIN_FOR_RATIO
                        ? Figures.count(failures)
                        : Figures.percent(failures, all.failures()))
                    + " of "
                    + Figures.plural(all.failures(), "failure"));
      } else {
        text = text.plus(", " + Figures.percent(calls, all.seizures()) + " of all calls");
      }
      return text;
    }

    private RichText comparison(long calls) {
      StringBuilder text = new StringBuilder();
      text.append(before.get(0) == 0 ? "none" : Figures.count(before.get(0)))
          .append(" yesterday in the same hours");
      String change = Figures.change(calls, before.get(0));
      if (!change.equals(Figures.NONE)) {
        text.append(" (").append(change).append(')');
      }
      if (before.size() > 1) {
        long mean = Math.round(mean());
        text.append("; ")
            .append(Figures.count(mean))
            .append(" in the mean of ")
            .append(before.size())
            .append(" days");
        String toMean = Figures.change(calls, mean);
        if (!toMean.equals(Figures.NONE)) {
          text.append(" (").append(toMean).append(')');
        }
      }
      return RichText.of(text.toString());
    }

    private double mean() {
      return before.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private Optional<Block.Field> top(String name, List<Row> rows, Function<String, String> label) {
      RichText text = RichText.empty();
      long calls = today.total().seizures();
      boolean any = false;
      for (Row row : rows) {
        if (row.counts().seizures() == 0) {
          continue;
        }
        any |= !row.key().isEmpty();
        text = text.isEmpty() ? text : text.plus(", ");
        text =
            (row.key().isEmpty()
                    ? text.plus(label.apply(""))
                    : text.plusStrong(label.apply(row.key())))
                .plus(": " + Figures.count(row.counts().seizures()))
                .plusMuted(share(row.counts().seizures(), calls));
      }
      return any ? Optional.of(new Block.Field(name, text, false)) : Optional.empty();
    }

    private static String share(long part, long whole) {
      return whole < Thresholds.MIN_FOR_RATIO ? "" : " (" + Figures.percent(part, whole) + ")";
    }

    private RichText footer() {
      RichText text =
          RichText.of(
              "today until "
                  + Figures.time(to, zone)
                  + " "
                  + Freshness.zone(zone)
                  + source.map(name -> " · only source " + name).orElse(""));
      return text.plus(" · ").plus(Freshness.of(today.state(), to, zone));
    }

    private Map<String, @Nullable Object> data() {
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("calls", today.total().seizures());
      data.put("failures", today.total().failures());
      data.put(
          "shareOfFailures",
          all.failures() == 0 ? null : (double) today.total().failures() / all.failures());
      data.put("yesterday", before.isEmpty() ? null : before.get(0));
      data.put("mean", before.size() < 2 ? null : mean());
      data.put("meanDays", before.size());
      data.put("gateways", rows(today.rows().get(0)));
      data.put("customers", rows(today.rows().get(1)));
      data.put("to", to.toEpochMilli());
      data.put("zone", zone.getId());
      source.ifPresent(name -> data.put("source", name));
      return data;
    }

    private static List<Map<String, Object>> rows(List<Row> rows) {
      List<Map<String, Object>> list = new ArrayList<>();
      for (Row row : rows) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", row.key());
        one.put("calls", row.counts().seizures());
        list.add(one);
      }
      return list;
    }
  }
}
