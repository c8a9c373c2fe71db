package hangup.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.IngestResult;
import hangup.stats.Names;
import hangup.stats.Period;
import hangup.stats.StatsUnavailableException;
import hangup.text.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code /summary}: what failed in a period and what stands out, as a whole or by reason, category,
 * gateway, customer or hour.
 */
public final class SummaryCommand implements Command {

  private static final int SUGGESTIONS = 3;
  private static final int CSV_ROWS = 5_000;
  private static final int MAPPING_GATEWAYS = 20;

  private final Supplier<Catalog> catalogs;
  private final CallStats stats;
  private final Names names;
  private final PeriodParser periods;
  private final Cache<Key, Reply> answers = Caffeine.newBuilder().maximumSize(200).build();

  /** An answer stays right as long as nothing of this changes. */
  private record Key(Catalog catalog, SummaryQuestion question, DataState state) {}

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
    Optional<Key> key = key(catalog, question);
    Reply known = key.map(answers::getIfPresent).orElse(null);
    Reply reply = known != null ? known : answer(catalog, question, key);
    return arguments.flag(SummarySpec.CSV) ? withCsv(reply, question, catalog) : reply;
  }

  private Reply withCsv(Reply reply, SummaryQuestion question, Catalog catalog) {
    Period period = question.period();
    Answer all =
        stats.ask(
            new Question(
                period.from(),
                period.to(),
                question.filter(),
                new Classification(catalog.notFailureCodes(), catalog.networkEffectiveCodes()),
                List.of(
                    Breakdown.by(Dimension.REASON, CSV_ROWS),
                    Breakdown.by(Dimension.ROUTING_GATEWAY, CSV_ROWS),
                    Breakdown.by(Dimension.MAPPING_GATEWAY, CSV_ROWS),
                    Breakdown.by(Dimension.CUSTOMER, CSV_ROWS))));
    if (all.total().seizures() == 0) {
      return reply;
    }
    return reply.toBuilder()
        .attach(
            FiguresCsv.of(
                period,
                all.total(),
                List.of(
                    new FiguresCsv.Part("reason", all.rows().get(0)),
                    new FiguresCsv.Part("gateway", all.rows().get(1)),
                    new FiguresCsv.Part("mapping_gateway", all.rows().get(2)),
                    new FiguresCsv.Part("customer", all.rows().get(3))),
                new Labels(catalog, names)))
        .build();
  }

  private Optional<Key> key(Catalog catalog, SummaryQuestion question) {
    try {
      return Optional.of(new Key(catalog, question, stats.state()));
    } catch (StatsUnavailableException e) {
      // Older answers may still be at hand.
      return Optional.empty();
    }
  }

  private Reply answer(Catalog catalog, SummaryQuestion question, Optional<Key> key) {
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
                Evidence.breakdowns(question.fineBucket())));
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
    Evidence evidence = Evidence.of(period, now, before, traffic(question, flags));
    List<Incident> incidents = Incidents.of(question, evidence, magnifier(question, flags));
    Scene scene = new Scene(question, evidence, catalog, labels, incidents);
    List<Row> mapping =
        question.by().equals(Optional.of(By.GATEWAY)) ? mapping(question, flags) : List.of();
    Reply reply = new SummaryReport(question, evidence, Findings.of(scene), labels).reply(mapping);
    if (evidence.state().note().isEmpty()) {
      key.ifPresent(k -> answers.put(k, reply));
    }
    return reply;
  }

  private List<Row> mapping(SummaryQuestion question, Classification flags) {
    Breakdown breakdown = Breakdown.by(Dimension.MAPPING_GATEWAY, MAPPING_GATEWAYS);
    return ask(question, question.filter(), flags, breakdown).rows().get(0);
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
    if (arguments.get("source").isPresent()) {
      Filter others = filter;
      filter =
          filter.withSource(
              SourceOption.asWritten(
                  arguments.get("source").get(),
                  stats,
                  names,
                  found ->
                      new SummaryQuestion(
                              period,
                              By.of(arguments.get("by")),
                              others.withSource(found),
                              Optional.empty())
                          .line()));
    }
    if (arguments.get("direction").isPresent()) {
      filter =
          filter.withEndedBy(
              EndDirection.valueOf(arguments.get("direction").get().toUpperCase(Locale.ROOT)));
    }
    return new SummaryQuestion(
        period, By.of(arguments.get("by")), filter, reason, isCoarse(period));
  }

  private boolean isCoarse(Period period) {
    try {
      return stats.state().fineFrom().filter(period.from()::isBefore).isPresent();
    } catch (StatsUnavailableException e) {
      return false;
    }
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
      return reply
          .text("There is no call data yet: " + EmptyData.why(state, names.sources()) + ".")
          .build();
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
    String message =
        "No "
            + what
            + " in the data is called “"
            + ReasonLookup.echo(typed)
            + "”."
            + (known.contains(IngestResult.OTHERS)
                ? " It may be among " + IngestResult.OTHERS + ": there are too many names."
                : "");
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

  // --- looking closer ---

  /** Asks the statistics about a part of the period. */
  private Magnifier magnifier(SummaryQuestion question, Classification flags) {
    return (key, from, to, bucket) ->
        stats.ask(
            new Question(
                from,
                to,
                narrowed(question.filter(), key),
                flags,
                List.of(
                    Breakdown.overTime(bucket),
                    Breakdown.by(Dimension.ROUTING_GATEWAY, 2),
                    Breakdown.by(Dimension.CUSTOMER, 2))));
  }

  /** A reason that is given as a text cannot be filtered for. */
  private static Filter narrowed(Filter filter, String key) {
    OptionalInt code = ReasonLookup.code(key);
    return code.isPresent() ? filter.withCode(code.getAsInt()) : filter;
  }

  /** All calls over time, where the question is about a part that they are measured against. */
  private Optional<List<Row>> traffic(SummaryQuestion question, Classification flags) {
    Filter filter = question.filter();
    if (filter.code().isEmpty()) {
      return Optional.empty();
    }
    Filter wider =
        new Filter(
            OptionalInt.empty(),
            filter.gateway(),
            filter.customer(),
            Optional.empty(),
            filter.source());
    return Optional.of(
        ask(question, wider, flags, Breakdown.overTime(question.fineBucket())).rows().get(0));
  }

  private Answer ask(
      SummaryQuestion question, Filter filter, Classification flags, Breakdown breakdown) {
    return stats.ask(
        new Question(
            question.period().from(), question.period().to(), filter, flags, List.of(breakdown)));
  }
}
