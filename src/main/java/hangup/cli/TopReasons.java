package hangup.cli;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.command.Access;
import hangup.command.Context;
import hangup.reply.Button;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.Classification;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.StatsUnavailableException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The end reasons that most calls failed with today, for whoever asks without saying which. */
final class TopReasons {

  /** Whoever may ask for this may see figures. */
  private static final String SUMMARY = "summary";

  private static final int SHOWN = 6;

  private TopReasons() {}

  /** Empty where the asker may see no figures, or there are none. */
  static List<Button> today(Wiring wiring, Access access, Context context) {
    boolean refused =
        wiring.dispatcher().specs().stream()
            .filter(spec -> spec.name().equals(SUMMARY))
            .anyMatch(spec -> access.refusal(spec, context).isPresent());
    CallStats stats = wiring.stats();
    try {
      if (refused || stats.state().isEmpty()) {
        return List.of();
      }
      ZonedDateTime now = wiring.clock().instant().atZone(context.zone());
      Instant from = now.toLocalDate().atStartOfDay(context.zone()).toInstant();
      Instant to = now.toInstant().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
      Catalog catalog = wiring.catalog();
      Question question =
          new Question(
              from,
              to,
              Filter.NONE,
              new Classification(catalog.notFailureCodes(), catalog.networkEffectiveCodes()),
              List.of(Breakdown.by(Dimension.REASON, SHOWN)));
      return stats.ask(question).rows().get(0).stream()
          .filter(row -> row.counts().failures() > 0)
          .flatMap(row -> reason(catalog, row.key()).stream())
          .map(
              reason -> new Button(reason.code() + " " + reason.name(), "/reason " + reason.code()))
          .toList();
    } catch (StatsUnavailableException e) {
      return List.of();
    }
  }

  /** Empty for a code or a text that the catalogue does not know. */
  private static Optional<EndReason> reason(Catalog catalog, String key) {
    try {
      return catalog.byCode(Integer.parseInt(key));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
