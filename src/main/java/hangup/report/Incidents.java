package hangup.report;

import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Row;
import hangup.stats.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds when and where calls with a reason piled up. */
final class Incidents {

  private static final int MOST = 3;
  private static final int COMPANIONS = 2;

  private final Period period;
  private final Evidence evidence;
  private final Magnifier magnifier;
  private final Duration bucket;
  private final long[] traffic;
  private final long[] failing;

  private Incidents(SummaryQuestion question, Evidence evidence, Magnifier magnifier) {
    this.period = question.period();
    this.evidence = evidence;
    this.magnifier = magnifier;
    this.bucket = question.fineBucket();
    long length = period.length().toMillis();
    int size = Math.toIntExact((length + bucket.toMillis() - 1) / bucket.toMillis());
    this.traffic = new long[size];
    this.failing = new long[size];
    for (Row row : evidence.traffic()) {
      traffic[index(row)] += row.counts().seizures();
      failing[index(row)] += row.counts().failures();
    }
  }

  /**
   * The incidents, the largest first; what happened at the same time stands together.
   *
   * @param magnifier asked for the exact time and place of each incident
   */
  static List<Incident> of(SummaryQuestion question, Evidence evidence, Magnifier magnifier) {
    return new Incidents(question, evidence, magnifier).find();
  }

  private List<Incident> find() {
    List<Incident> all = new ArrayList<>();
    counts().forEach((key, counts) -> candidate(key, counts).ifPresent(all::add));
    all.sort(Comparator.comparingDouble(Incident::excess).reversed());
    List<Incident> found = new ArrayList<>();
    while (!all.isEmpty() && found.size() < MOST) {
      Incident first = all.remove(0);
      List<Incident> companions = all.stream().filter(first::overlaps).limit(COMPANIONS).toList();
      all.removeIf(first::overlaps);
      found.add(closer(first).with(companions));
    }
    return found;
  }

  /** For each reason its failures in each bucket; its calls, where nothing fails at all. */
  private Map<String, long[]> counts() {
    boolean failures = evidence.total().failures() > 0;
    Map<String, long[]> all = new LinkedHashMap<>();
    for (Row row : evidence.buckets()) {
      long count = failures ? row.counts().failures() : row.counts().seizures();
      if (count > 0) {
        all.computeIfAbsent(row.keys().get(1), key -> new long[traffic.length])[index(row)] +=
            count;
      }
    }
    return all;
  }

  private int index(Row row) {
    long since = Long.parseLong(row.key()) - period.from().toEpochMilli();
    return Math.toIntExact(since / bucket.toMillis());
  }

  private Optional<Incident> candidate(String key, long[] counts) {
    Optional<Onset> onset = Onset.find(counts, traffic);
    if (onset.isEmpty()) {
      return Optional.empty();
    }
    Onset span = onset.get();
    double excess = span.calls() - span.usual();
    long around = 0;
    for (int i = span.first(); i < span.end(); i++) {
      around += failing[i];
    }
    if (excess < Thresholds.INCIDENT_CALLS
        || excess < evidence.total().failures() * Thresholds.INCIDENT_PART
        || excess < around * Thresholds.INCIDENT_SHARE) {
      return Optional.empty();
    }
    return Optional.of(
        new Incident(
            key,
            start(span.first()),
            start(span.end()),
            span.first() == 0,
            // The running bucket is often too short to be hot itself.
            span.end() >= counts.length - 1,
            span.calls(),
            span.usual(),
            Optional.empty(),
            List.of()));
  }

  private Instant start(int i) {
    Instant at = period.from().plus(bucket.multipliedBy(i));
    return at.isBefore(period.to()) ? at : period.to();
  }

  private Incident closer(Incident incident) {
    Instant from = max(incident.from().minus(bucket), period.from());
    Instant to = min(incident.to().plus(bucket), period.to());
    Duration finer = finer();
    Answer answer = magnifier.look(incident.key(), from, to, finer);
    long minutes = Math.max(1, Duration.between(incident.from(), incident.to()).toMinutes());
    double perMinute = incident.calls() / (double) minutes;
    double usualPerMinute = incident.usual() / minutes;
    // A third of the way up from the usual rate to the incident's.
    double threshold = (usualPerMinute + (perMinute - usualPerMinute) / 3) * finer.toMinutes();
    Instant first = incident.to();
    Instant last = incident.from();
    for (Row row : answer.rows().get(0)) {
      Instant at = Instant.ofEpochMilli(Long.parseLong(row.key()));
      if (size(row) >= threshold) {
        first = min(first, at);
        last = max(last, min(at.plus(finer), period.to()));
      }
    }
    boolean exact = first.isBefore(last);
    return new Incident(
        incident.key(),
        exact ? first : incident.from(),
        exact ? last : incident.to(),
        incident.fromStart(),
        incident.lasting(),
        incident.calls(),
        incident.usual(),
        main(answer),
        List.of());
  }

  private Duration finer() {
    long minutes = bucket.toMinutes();
    return Duration.ofMinutes(minutes <= 5 ? minutes : minutes <= 15 ? 5 : minutes <= 60 ? 10 : 60);
  }

  private Optional<Incident.Main> main(Answer answer) {
    long calls = Math.max(answer.total().failures(), 0);
    calls = calls == 0 ? answer.total().seizures() : calls;
    Optional<Incident.Main> gateway = main(answer.rows().get(1), true, calls, evidence.gateways());
    return gateway.isPresent()
        ? gateway
        : main(answer.rows().get(2), false, calls, evidence.customers());
  }

  private static Optional<Incident.Main> main(
      List<Row> rows, boolean gateway, long calls, List<Row> all) {
    if (rows.isEmpty() || calls == 0 || all.size() < 2) {
      return Optional.empty();
    }
    Row first = rows.get(0);
    double share = (double) size(first) / calls;
    return first.key().isEmpty() || share < Thresholds.MAIN
        ? Optional.empty()
        : Optional.of(new Incident.Main(gateway, first.key(), share));
  }

  private static long size(Row row) {
    return row.counts().failures() > 0 ? row.counts().failures() : row.counts().seizures();
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant max(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
