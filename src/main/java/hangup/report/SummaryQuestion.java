package hangup.report;

import hangup.command.CommandLines;
import hangup.stats.Filter;
import hangup.stats.Period;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a summary is asked for.
 *
 * @param by what to list; empty for the overview
 * @param reason code and name of the reason that is filtered for
 * @param coarse whether the calls of its beginning are kept by the quarter of an hour only
 */
record SummaryQuestion(
    Period period, Optional<By> by, Filter filter, Optional<String> reason, boolean coarse) {

  private static final Duration QUARTER = Duration.ofMinutes(15);

  SummaryQuestion(Period period, Optional<By> by, Filter filter, Optional<String> reason) {
    this(period, by, filter, reason, false);
  }

  /** The command line that asks this. */
  String line() {
    return line(period.command(), by, filter);
  }

  /** The line with another period. */
  String lineFor(String otherPeriod) {
    return line(otherPeriod, by, filter);
  }

  /** The line that lists something else. */
  String lineBy(By other) {
    return line(period.command(), Optional.of(other), filter);
  }

  /** The line for fewer calls. */
  String lineOf(Filter narrower) {
    return line(period.command(), Optional.empty(), narrower);
  }

  private static String line(String period, Optional<By> by, Filter filter) {
    StringBuilder line = new StringBuilder("/").append(SummarySpec.NAME).append(' ').append(period);
    by.ifPresent(what -> line.append(" by:").append(what.word()));
    filter.code().ifPresent(code -> line.append(" code:").append(code));
    filter.gateway().ifPresent(g -> line.append(" gateway:").append(CommandLines.value(g)));
    filter.customer().ifPresent(c -> line.append(" customer:").append(CommandLines.value(c)));
    filter.endedBy().ifPresent(side -> line.append(" direction:").append(side.word()));
    filter.source().ifPresent(name -> line.append(" source:").append(CommandLines.value(name)));
    return line.toString();
  }

  /** The filter in words; empty without one. */
  String filterWords() {
    List<String> parts = new ArrayList<>();
    reason.ifPresent(parts::add);
    filter.gateway().ifPresent(g -> parts.add("gateway " + g));
    filter.customer().ifPresent(c -> parts.add("customer " + c));
    filter.endedBy().ifPresent(side -> parts.add("ended by " + side.word()));
    filter.source().ifPresent(name -> parts.add("source " + name));
    return String.join(", ", parts);
  }

  /** The width of a time bucket that is shown: some 12 to 48 of them. */
  Duration bucket() {
    Duration length = period.length();
    if (length.compareTo(Duration.ofHours(2)) <= 0) {
      return coarse ? QUARTER : Duration.ofMinutes(5);
    }
    if (length.compareTo(Duration.ofHours(6)) <= 0) {
      return QUARTER;
    }
    if (length.compareTo(Duration.ofHours(50)) <= 0) {
      return Duration.ofHours(1);
    }
    return length.compareTo(Duration.ofDays(8)) <= 0 ? Duration.ofHours(6) : Duration.ofDays(1);
  }

  /**
   * The width of a bucket in which incidents are looked for; a whole number of them makes a {@link
   * #bucket}.
   */
  Duration fineBucket() {
    Duration length = period.length();
    if (length.compareTo(Duration.ofHours(3)) <= 0) {
      return coarse ? QUARTER : Duration.ofMinutes(1);
    }
    if (length.compareTo(Duration.ofHours(50)) <= 0) {
      return QUARTER;
    }
    return length.compareTo(Duration.ofDays(8)) <= 0 ? Duration.ofHours(1) : Duration.ofHours(6);
  }
}
