package hangup.report;

import hangup.reply.Block;
import hangup.reply.Block.Align;
import hangup.reply.Block.Column;
import hangup.reply.Chart;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import hangup.stats.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The calls of a period over time: as a table, and as a chart of failures. */
final class TimeBuckets {

  /** The series of all reasons that have none of their own. */
  static final String OTHERS = "others";

  private static final int STACKED = 4;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE MM-dd", Locale.ROOT);

  private final Period period;
  private final Duration bucket;
  private final List<String> labels = new ArrayList<>();
  private final CallCounts[] all;
  private final long[] before;
  private final Map<String, long[]> failuresByReason = new LinkedHashMap<>();
  private final boolean comparable;

  TimeBuckets(SummaryQuestion question, Evidence evidence) {
    this.period = question.period();
    this.bucket = question.bucket();
    int size = Math.toIntExact(ceilDiv(period.length().toMillis(), bucket.toMillis()));
    this.all = new CallCounts[size];
    Arrays.fill(all, CallCounts.NONE);
    this.before = new long[size];
    this.comparable = evidence.comparable();
    for (int i = 0; i < size; i++) {
      labels.add(label(period.from().plus(bucket.multipliedBy(i))));
    }
    // In the order of the reasons' failures, the most first.
    evidence.reasons().stream()
        .filter(row -> row.counts().failures() > 0)
        .forEach(row -> failuresByReason.put(row.key(), new long[size]));
    for (Row row : evidence.buckets()) {
      int i = index(row, period.from());
      if (i >= 0 && i < size) {
        all[i] = all[i].plus(row.counts());
        long[] failures = failuresByReason.get(row.keys().get(1));
        if (failures != null) {
          failures[i] += row.counts().failures();
        }
      }
    }
    for (Row row : evidence.bucketsBefore()) {
      int i = index(row, period.beforeFrom());
      if (i >= 0 && i < size) {
        before[i] += row.counts().failures();
      }
    }
  }

  private int index(Row row, Instant from) {
    return Math.toIntExact((Long.parseLong(row.key()) - from.toEpochMilli()) / bucket.toMillis());
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  private String label(Instant at) {
    DateTimeFormatter format =
        bucket.compareTo(Duration.ofDays(1)) >= 0
            ? DAY
            : period.length().compareTo(Duration.ofHours(26)) > 0 ? DAY_TIME : TIME;
    return format.format(at.atZone(period.zone()));
  }

  /** Calls, failures and ASR of each bucket. */
  Optional<Block> table(Labels names) {
    if (all.length == 0) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      CallCounts counts = all[i];
      rows.add(
          List.of(
              labels.get(i),
              Figures.count(counts.seizures()),
              Figures.count(counts.failures()),
              Figures.ratio(counts.asr(), counts.seizures()),
              comparable ? Figures.count(before[i]) : "",
              mainReason(i).map(names::codeAndName).orElse("")));
    }
    return Optional.of(
        new Block.Table(
            "Failures " + per(),
            List.of(
                new Column("From", Align.LEFT, true),
                new Column("Calls", Align.RIGHT, true),
                new Column("Failures", Align.RIGHT, true),
                new Column("ASR", Align.RIGHT, true),
                new Column("Before", Align.RIGHT, false),
                new Column("Mostly", Align.LEFT, false)),
            rows));
  }

  /** Failures stacked by their main reasons; empty where nothing failed. */
  Optional<Chart> chart(Labels names) {
    int peak = peak();
    if (all.length < 2 || all[peak].failures() == 0) {
      return Optional.empty();
    }
    List<Chart.Series> stacked = new ArrayList<>();
    long[] others = new long[all.length];
    int taken = 0;
    for (Map.Entry<String, long[]> reason : failuresByReason.entrySet()) {
      if (taken < STACKED) {
        stacked.add(series(names.codeAndName(reason.getKey()), reason.getValue()));
      } else {
        Arrays.setAll(others, i -> others[i] + reason.getValue()[i]);
      }
      taken++;
    }
    if (taken > STACKED) {
      stacked.add(series(OTHERS, others));
    }
    String title = "Failures " + per();
    return Optional.of(
        new Chart(
            title,
            inWords(title, peak, names),
            labels,
            stacked,
            comparable ? Optional.of(series(period.beforeLabel(), before)) : Optional.empty()));
  }

  private String inWords(String title, int peak, Labels names) {
    String main = mainReason(peak).map(key -> ", mostly " + names.codeAndName(key)).orElse("");
    return title
        + " from "
        + labels.get(0)
        + ": most at "
        + labels.get(peak)
        + ", "
        + Figures.count(all[peak].failures())
        + main
        + (comparable ? " (" + Figures.count(before[peak]) + " before)" : "")
        + ".";
  }

  private int peak() {
    int peak = 0;
    for (int i = 1; i < all.length; i++) {
      if (all[i].failures() > all[peak].failures()) {
        peak = i;
      }
    }
    return peak;
  }

  private Optional<String> mainReason(int i) {
    String main = "";
    long most = 0;
    for (Map.Entry<String, long[]> reason : failuresByReason.entrySet()) {
      if (reason.getValue()[i] > most) {
        most = reason.getValue()[i];
        main = reason.getKey();
      }
    }
    return most == 0 ? Optional.empty() : Optional.of(main);
  }

  private String per() {
    long minutes = bucket.toMinutes();
    if (minutes == 60) {
      return "per hour";
    }
    if (minutes == 1440) {
      return "per day";
    }
    return minutes > 60 ? "per " + minutes / 60 + " hours" : "per " + minutes + " minutes";
  }

  private static Chart.Series series(String name, long[] values) {
    return new Chart.Series(name, Arrays.stream(values).boxed().toList());
  }
}
