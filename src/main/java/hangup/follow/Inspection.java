package hangup.follow;

import hangup.cdr.CdrDatabase;
import hangup.cdr.SourceException;
import hangup.cdr.SourceReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at how a source is set up, first when it can be read for the first time: the log has what
 * was found, and what an admin should mend stands here until it is mended. {@link #look} is called
 * by one thread, {@link #warnings} by any.
 */
final class Inspection {
  private static final Logger log = LoggerFactory.getLogger(Inspection.class);

  private static final Duration EVERY = Duration.ofHours(1);

  /** So that what was mended is soon told no more. */
  private static final Duration EVERY_WHILE_WARNED = Duration.ofMinutes(5);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final CdrDatabase source;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private volatile Optional<List<String>> warnings = Optional.empty();

  Inspection(CdrDatabase source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** What is not as it should be; empty before the first look. */
  Optional<List<String>> warnings() {
    return warnings;
  }

  /** Looks if it is time to. */
  void look() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    try {
      SourceReport report = source.probe();
      tell(report);
      warnings = Optional.of(report.warnings());
      next = now.plus(report.warnings().isEmpty() ? EVERY : EVERY_WHILE_WARNED);
    } catch (SourceException e) {
      log.debug("Source {}: cannot be looked at now: {}", source.name(), e.getMessage());
      next = now.plus(AFTER_FAILURE);
    }
  }

  private void tell(SourceReport report) {
    List<String> before = warnings.orElse(List.of());
    if (warnings.isEmpty()) {
      log.info(
          "Source {}: {}. {}", source.name(), report.server(), String.join(" ", report.facts()));
    }
    report.warnings().stream()
        .filter(warning -> !before.contains(warning))
        .forEach(warning -> log.warn("Source {}: {}", source.name(), warning));
    before.stream()
        .filter(warning -> !report.warnings().contains(warning))
        .forEach(warning -> log.info("Source {}: no longer: {}", source.name(), warning));
  }
}
