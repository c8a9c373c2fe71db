package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.command.Access;
import hangup.command.Context;
import hangup.reply.Button;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Classification;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The reasons that most calls failed with today, as buttons: what is most likely asked next. */
public final class TopReasons {

  private static final int MOST = 6;
  private static final int LABEL = 26;

  private final Supplier<Catalog> catalogs;
  private final CallStats stats;
  private final Access access;
  private final Clock clock;

  /**
   * @param access asked whether the asker may see figures, as for {@code /summary}: the order tells
   *     something of them
   */
  public TopReasons(Supplier<Catalog> catalogs, CallStats stats, Access access, Clock clock) {
    this.catalogs = catalogs;
    this.stats = stats;
    this.access = access;
    this.clock = clock;
  }

  /** Most frequent first; none where there are no figures, or not for this asker. */
  public List<Button> today(Context context) {
    if (access.refusal(SummarySpec.SPEC, context).isPresent()) {
      return List.of();
    }
    Catalog catalog = catalogs.get();
    Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant from =
        to.minusSeconds(60)
            .atZone(context.zone())
            .toLocalDate()
            .atStartOfDay(context.zone())
            .toInstant()
            .truncatedTo(ChronoUnit.MINUTES);
    Question question =
        new Question(
            from,
            to,
            Filter.NONE,
            new Classification(catalog.notFailureCodes(), catalog.networkEffectiveCodes()),
            List.of(Breakdown.by(Dimension.REASON, MOST)));
    List<Button> buttons = new ArrayList<>();
    try {
      for (Row row : stats.ask(question).rows().get(0)) {
        if (row.counts().failures() > 0 && row.key().matches("-?[0-9]{1,9}")) {
          int code = Integer.parseInt(row.key());
          String name = catalog.byCode(code).map(EndReason::name).orElse("");
          buttons.add(new Button(label(code, name), "/" + ReasonCommand.NAME + " " + code));
        }
      }
    } catch (StatsUnavailableException e) {
      // The question can be asked without figures.
      return List.of();
    }
    return buttons;
  }

  private static String label(int code, String name) {
    String label = (code + " " + name).strip();
    return label.length() > LABEL ? label.substring(0, LABEL - 1) + "…" : label;
  }
}
