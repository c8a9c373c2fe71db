package hangup.demo;

import hangup.cdr.Cdr;
import hangup.cdr.csv.CdrCsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Eight local days of invented calls up to now: a daily curve, customers and gateways of different
 * size and quality, all 25 end reasons of the table vos3000-25, and one {@link Incident}. The same
 * seed, clock and zone give the same calls; so does another clock, minute by minute, apart from the
 * incident.
 */
public final class DemoDay {
  /** Full days before today. */
  public static final int DAYS_BEFORE = 7;

  /** More calls than a minute ever has. */
  private static final int IDS_PER_MINUTE = 10_000;

  /** While a gateway is down, callers try again. */
  private static final double RETRIES = 1.12;

  private final int daysBefore;
  private final long seed;
  private final Instant now;
  private final ZoneId zone;
  private final Incident incident;

  public DemoDay(long seed, Clock clock, ZoneId zone) {
    this(seed, clock, zone, DAYS_BEFORE);
  }

  /** With another number of full days before today. */
  DemoDay(long seed, Clock clock, ZoneId zone, int daysBefore) {
    this.daysBefore = daysBefore;
    this.seed = seed;
    this.now = clock.instant();
    this.zone = zone;
    this.incident = Incident.before(now, zone, Cast.FALLEN_GATEWAY);
  }

  /** What went wrong. */
  public Incident incident() {
    return incident;
  }

  /** First moment of the first day. */
  public Instant from() {
    return now.atZone(zone).toLocalDate().minusDays(daysBefore).atStartOfDay(zone).toInstant();
  }

  /** The moment up to which calls have ended: when this was made. */
  public Instant to() {
    return now;
  }

  /**
   * Makes the calls that have ended, in order of their start.
   *
   * @return how many
   */
  public long forEach(Consumer<? super Cdr> to) {
    CallMaker calls = new CallMaker(incident);
    DailyCurve curve = new DailyCurve();
    long end = now.toEpochMilli();
    long count = 0;
    for (Instant minute = from().truncatedTo(ChronoUnit.MINUTES);
        minute.isBefore(now);
        minute = minute.plusSeconds(60)) {
      long number = minute.getEpochSecond() / 60;
      // Mixed first: streams whose seeds differ by the generator's own step overlap.
      long mixed = new SplittableRandom(seed * 31 + number).nextLong();
      SplittableRandom random = new SplittableRandom(mixed);
      double expected = curve.callsPerMinute(minute.atZone(zone));
      if (incident.covers(minute.toEpochMilli())) {
        expected *= RETRIES;
      }
      int[] starts = startsWithin(random, expected);
      for (int i = 0; i < starts.length; i++) {
        Cdr cdr =
            calls.make(
                number * IDS_PER_MINUTE + i, minute.toEpochMilli() + starts[i], random.split());
        if (cdr.stopMs() <= end) {
          to.accept(cdr);
          count++;
        }
      }
    }
    return count;
  }

  /**
   * Writes the calls in the form of {@link CdrCsvWriter}.
   *
   * @return how many
   */
  public long writeCsv(OutputStream out) throws IOException {
    CdrCsvWriter writer = new CdrCsvWriter(out);
    try (writer) {
      return forEach(
          cdr -> {
            try {
              writer.write(cdr);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Milliseconds into the minute, ascending; about as many as expected. */
  private static int[] startsWithin(SplittableRandom random, double expected) {
    double calls = expected + Math.sqrt(expected) * random.nextGaussian();
    int[] starts = new int[(int) Math.max(0, Math.min(Math.round(calls), IDS_PER_MINUTE - 1))];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = random.nextInt(60_000);
    }
    Arrays.sort(starts);
    return starts;
  }
}
