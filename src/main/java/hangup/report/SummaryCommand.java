package hangup.report;

import hangup.catalog.Catalog;
import hangup.cdr.EndDirection;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.PeriodParser;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import hangup.stats.CallStats.Row;
import hangup.stats.Classification;
import hangup.stats.Filter;
import hangup.stats.Names;
import hangup.stats.Period;
import hangup.text.DidYouMean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /summary}: what failed in a period and what stands out, as a whole or by reason, category,
 * gateway, customer or hour.
 */
public final class SummaryCommand implements Command {

  private static final int SUGGESTIONS = 3;

  private final Supplier<Catalog> catalogs;
  private final CallStats stats;
  private final Names names;
  private final PeriodParser periods;

  /**
   * @param names the names in the data, to offer the nearest one
   */
  public SummaryCommand(
      Supplier<Catalog> catalogs, CallStats stats, Names names, PeriodParser periods) {
    this.catalogs = catalogs;
    this.stats = stats;
    this.names = names;
    this.periods = periods;
  }

  @Override
  public CommandSpec spec() {
    return SummarySpec.SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    Catalog catalog = catalogs.get();
    SummaryQuestion question = question(arguments, context, catalog);
    Labels labels = new Labels(catalog, names);
    Classification flags =
        new Classification(catalog.notFailureCodes(), catalog.networkEffectiveCodes());
    Period period = question.period();
    Answer now =
        stats.ask(
            new Question(
                period.from(),
                period.to(),
                question.filter(),
                flags,
                Evidence.breakdowns(question.bucket())));
    if (now.total().seizures() == 0) {
      return nothing(question, now.state(), labels);
    }
    Answer before =
        stats.ask(
            new Question(
                period.beforeFrom(),
                period.beforeTo(),
                question.filter(),
                flags,
                Evidence.breakdownsBefore(question.bucket())));
    Evidence evidence = Evidence.of(now, before);
    List<Finding> findings =
        Findings.of(question, evidence, catalog, labels, new Asked(question, flags));
    return new SummaryReport(question, evidence, findings, labels).reply();
  }

  private SummaryQuestion question(Arguments arguments, Context context, Catalog catalog) {
    Period period = periods.parse(arguments.get("period").orElse("today"), context.zone());
    Filter filter = Filter.NONE;
    Optional<String> reason = Optional.empty();
    if (arguments.get("code").isPresent()) {
      String typed = arguments.get("code").get();
      int code =
          ReasonLookup.code(typed)
              .orElseGet(
                  () ->
                      ReasonLookup.one(
                              catalog,
                              typed,
                              found ->
                                  new SummaryQuestion(
                                          period,
                                          Optional.empty(),
                                          Filter.NONE.withCode(found),
                                          Optional.empty())
                                      .line())
                          .code());
      filter = filter.withCode(code);
      reason =
          Optional.of(
              catalog.byCode(code).map(Card::title).orElse(code + " (not in the catalogue)"));
    }
    if (arguments.get("gateway").isPresent()) {
      filter = filter.withGateway(asWritten(arguments.get("gateway").get(), names.gateways()));
    }
    if (arguments.get("customer").isPresent()) {
      filter = filter.withCustomer(asWritten(arguments.get("customer").get(), customers()));
    }
    if (arguments.get("direction").isPresent()) {
      filter =
          filter.withEndedBy(
              EndDirection.valueOf(arguments.get("direction").get().toUpperCase(Locale.ROOT)));
    }
    return new SummaryQuestion(period, By.of(arguments.get("by")), filter, reason);
  }

  /** The name as the data has it, where only the case differs. */
  private static String asWritten(String typed, Collection<String> known) {
    return known.contains(typed)
        ? typed
        : known.stream().filter(typed::equalsIgnoreCase).findFirst().orElse(typed);
  }

  // --- nothing to count ---

  private Reply nothing(SummaryQuestion question, DataState state, Labels labels) {
    Period period = question.period();
    Reply.Builder reply =
        Reply.builder(SummaryReport.title(question), Severity.INFO)
            .data(SummaryData.of(question, Evidence.none(state), List.of(), labels));
    if (state.isEmpty()) {
      return reply.text("There is no call data yet: " + EmptyData.HOW + ".").build();
    }
    question
        .filter()
        .gateway()
        .ifPresent(
            typed ->
                requireKnown(
                    typed,
                    "gateway",
                    gateways(),
                    known -> question.lineOf(question.filter().withGateway(known))));
    question
        .filter()
        .customer()
        .ifPresent(
            typed ->
                requireKnown(
                    typed,
                    "customer",
                    customers(),
                    known -> question.lineOf(question.filter().withCustomer(known))));
    if (question.filter().isEmpty()) {
      reply.text("There are no calls in the data for " + period.label() + ".");
    } else {
      reply.text(
          RichText.of("No call matches ")
              .plusStrong(question.filterWords())
              .plus(" for " + period.label() + "."));
      reply.button(
          "Without the filter",
          new SummaryQuestion(period, question.by(), Filter.NONE, Optional.empty()).line());
    }
    state
        .lastCall()
        .filter(at -> at.isBefore(period.from()) || !at.isBefore(period.to()))
        .ifPresent(
            at -> {
              String day = at.atZone(period.zone()).toLocalDate().toString();
              reply.text(
                  "The newest call in the data is of " + Figures.dayTime(at, period.zone()) + ".");
              reply.button("That day", question.lineFor(day));
            });
    return reply
        .footer(
            RichText.of(
                    Figures.dayTime(period.from(), period.zone())
                        + " to "
                        + Figures.near(period.to(), period.from(), period.zone())
                        + " "
                        + Freshness.zone(period.zone())
                        + " · ")
                .plus(Freshness.of(state, period.to().minusSeconds(60), period.zone())))
        .build();
  }

  private Collection<String> gateways() {
    return names.gateways();
  }

  private Collection<String> customers() {
    return names.customers().stream()
        .flatMap(customer -> Stream.of(customer.name(), customer.account()))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static void requireKnown(
      String typed, String what, Collection<String> known, Function<String, String> line) {
    if (known.isEmpty() || known.stream().anyMatch(typed::equalsIgnoreCase)) {
      return;
    }
    List<String> near = new ArrayList<>(DidYouMean.among(typed, known, SUGGESTIONS));
    String lower = typed.toLowerCase(Locale.ROOT);
    known.stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(lower) && !near.contains(name))
        .limit(Math.max(0, SUGGESTIONS - near.size()))
        .forEach(near::add);
    String message = "No " + what + " in the data is called “" + ReasonLookup.echo(typed) + "”.";
    if (near.isEmpty()) {
      List<String> some = known.stream().limit(SUGGESTIONS).toList();
      throw new CommandException(
          message + " Known are for example " + String.join(", ", some) + ".",
          some.stream().map(line).toList());
    }
    throw new CommandException(
        message + " Did you mean " + String.join(", ", near) + "?",
        near.stream().map(line).toList());
  }

  // --- when it began ---

  /** Asks the statistics for calls over time. */
  private final class Asked implements Histogram {
    private final SummaryQuestion question;
    private final Classification flags;
    private final Duration bucket;
    private final int size;
    private long @Nullable [] traffic;

    Asked(SummaryQuestion question, Classification flags) {
      this.question = question;
      this.flags = flags;
      this.bucket = question.onsetBucket();
      this.size =
          Math.toIntExact(
              (question.period().length().toMillis() + bucket.toMillis() - 1) / bucket.toMillis());
    }

    @Override
    public long[] failures(Filter filter) {
      // Where only one harmless reason is asked for, its calls are what piles up.
      boolean failing = filter.code().isEmpty() || fails(filter.code().getAsInt());
      return counts(filter, failing);
    }

    private boolean fails(int code) {
      return !flags.notFailure().contains(code);
    }

    @Override
    public long[] calls() {
      long[] known = traffic;
      if (known == null) {
        // Of the traffic as a whole: calls of one reason cannot explain themselves.
        Filter filter = question.filter();
        known =
            counts(
                new Filter(
                    OptionalInt.empty(),
                    filter.gateway(),
                    filter.customer(),
                    Optional.empty(),
                    filter.source()),
                false);
        traffic = known;
      }
      return known;
    }

    private long[] counts(Filter filter, boolean failures) {
      Period period = question.period();
      Answer answer =
          stats.ask(
              new Question(
                  period.from(), period.to(), filter, flags, List.of(Breakdown.overTime(bucket))));
      long[] counts = new long[size];
      for (Row row : answer.rows().get(0)) {
        long since = Long.parseLong(row.key()) - period.from().toEpochMilli();
        int i = Math.toIntExact(since / bucket.toMillis());
        if (i >= 0 && i < size) {
          counts[i] += failures ? row.counts().failures() : row.counts().seizures();
        }
      }
      return counts;
    }

    @Override
    public Instant start(int i) {
      Instant at = question.period().from().plus(bucket.multipliedBy(i));
      return at.isBefore(question.period().to()) ? at : question.period().to();
    }
  }
}
