package hangup.report;

import hangup.catalog.Catalog;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.Context;
import hangup.command.PeriodParser;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.Breakdown;
import hangup.stats.CallStats.Question;
import hangup.stats.Classification;
import hangup.stats.Dimension;
import hangup.stats.Filter;
import hangup.stats.Names;
import hangup.stats.Period;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes digests: what a team must know of a period that has passed. Thread-safe. */
public final class DigestReports {

  private static final int REASONS = 200;
  private static final int NAMES = 500;
  private static final int PAIRS = 1000;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final Supplier<Catalog> catalogs;
  private final CallStats stats;
  private final Names names;
  private final Command summary;
  private final Clock clock;

  /**
   * @param summary {@code /summary}, whose findings and chart a digest has too
   */
  public DigestReports(
      Supplier<Catalog> catalogs, CallStats stats, Names names, Command summary, Clock clock) {
    this.catalogs = catalogs;
    this.stats = stats;
    this.names = names;
    this.summary = summary;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param at the moment from which the period is seen: {@code yesterday} is the day before it
   * @param csv whether the figures are attached
   */
  public record Wanted(String period, Filter filter, ZoneId zone, Instant at, boolean csv) {}

  /**
   * Checks a period.
   *
   * @throws CommandException if it is none
   */
  public void check(String period, ZoneId zone) {
    var unused = new PeriodParser(clock).parse(period, zone);
  }

  /**
   * The name of a source as it is written.
   *
   * @param line the command for a source of that name
   * @throws CommandException if there is none
   */
  public String source(String typed, Function<String, String> line) {
    return SourceOption.asWritten(typed, stats, names, line);
  }

  /**
   * Makes a digest.
   *
   * @throws CommandException if the period is none
   * @throws hangup.stats.StatsUnavailableException if there are no figures now
   */
  public Reply digest(Wanted wanted) {
    Period period = absolute(wanted);
    Catalog catalog = catalogs.get();
    Classification flags =
        new Classification(catalog.notFailureCodes(), catalog.networkEffectiveCodes());
    List<Breakdown> breakdowns =
        List.of(
            Breakdown.by(Dimension.REASON, REASONS),
            Breakdown.by(Dimension.ROUTING_GATEWAY, NAMES),
            Breakdown.by(Dimension.CUSTOMER, NAMES),
            Breakdown.by(Dimension.REASON, Dimension.CUSTOMER, PAIRS),
            Breakdown.by(Dimension.REASON, Dimension.MAPPING_GATEWAY, PAIRS),
            Breakdown.by(Dimension.REASON, Dimension.ROUTING_GATEWAY, PAIRS));
    List<Breakdown> few =
        List.of(
            Breakdown.by(Dimension.REASON, REASONS),
            Breakdown.by(Dimension.ROUTING_GATEWAY, NAMES));
    Answer now = ask(period.from(), period.to(), wanted.filter(), flags, breakdowns);
    DigestFacts.Compared dayBefore =
        new DigestFacts.Compared(
            beforeLabel(period),
            ask(period.beforeFrom(), period.beforeTo(), wanted.filter(), flags, few));
    Optional<DigestFacts.Compared> weekBefore = weekBefore(period, wanted.filter(), flags, few);
    Reply overview = summary.run(arguments(period, wanted.filter()), context(wanted.zone()));
    DigestFacts facts =
        new DigestFacts(
            period,
            wanted.filter(),
            now,
            dayBefore,
            weekBefore,
            catalog,
            new Labels(catalog, names));
    Reply reply = new DigestReport(facts, overview, title(period, wanted.filter())).reply();
    return wanted.csv() ? withCsv(reply, facts) : reply;
  }

  /** What is posted when there are no figures. */
  public static Reply unavailable(String title, String why) {
    return Reply.builder(title, Severity.HIGH)
        .text(RichText.strong("No figures: ").plus(why))
        .text("This digest is not complete. /digest now shows it again once the figures are back.")
        .build();
  }

  /** The title of a digest, also of one that cannot be made. */
  public String title(Wanted wanted) {
    return title(absolute(wanted), wanted.filter());
  }

  private Answer ask(
      Instant from, Instant to, Filter filter, Classification flags, List<Breakdown> breakdowns) {
    return stats.ask(new Question(from, to, filter, flags, breakdowns));
  }

  /** The same hours seven local days before, unless the period is longer or that is compared. */
  private Optional<DigestFacts.Compared> weekBefore(
      Period period, Filter filter, Classification flags, List<Breakdown> breakdowns) {
    Instant from = weekBack(period.from(), period.zone());
    Instant to = weekBack(period.to(), period.zone());
    if (period.length().compareTo(Duration.ofHours(26)) > 0
        || from.equals(period.beforeFrom())
        || !from.isBefore(to)) {
      return Optional.empty();
    }
    String day =
        from.atZone(period.zone())
            .getDayOfWeek()
            .getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH);
    return Optional.of(
        new DigestFacts.Compared("last " + day, ask(from, to, filter, flags, breakdowns)));
  }

  private static Instant weekBack(Instant at, ZoneId zone) {
    return at.atZone(zone)
        .toLocalDateTime()
        .minusDays(7)
        .atZone(zone)
        .toInstant()
        .truncatedTo(ChronoUnit.MINUTES);
  }

  /** The period as it stays when it is asked again later: buttons outlive the day. */
  private static Period absolute(Wanted wanted) {
    Period period = parsed(wanted, wanted.at());
    Instant minute = wanted.at().truncatedTo(ChronoUnit.MINUTES);
    if (period.to().isAfter(minute)) {
      // The running minute is not over yet.
      period = parsed(wanted, minute.minusMillis(1));
    }
    Instant to = period.to();
    LocalDateTime from = local(period.from(), period);
    LocalDateTime end = local(to, period);
    LocalDate day = from.toLocalDate();
    boolean wholeDay =
        period.from().equals(day.atStartOfDay(period.zone()).toInstant())
            && to.equals(day.plusDays(1).atStartOfDay(period.zone()).toInstant());
    String command = wholeDay ? day.toString() : MINUTE.format(from) + ".." + MINUTE.format(end);
    String label =
        wholeDay
            ? day.getDayOfWeek().getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH)
                + " "
                + day
            : MINUTE.format(from)
                + "–"
                + (end.toLocalDate().equals(day)
                    ? MINUTE.format(end).substring(11)
                    : MINUTE.format(end));
    return new Period(
        period.from(),
        to,
        period.beforeFrom(),
        period.beforeTo(),
        period.zone(),
        label,
        period.beforeLabel(),
        command);
  }

  private static Period parsed(Wanted wanted, Instant at) {
    return new PeriodParser(Clock.fixed(at, wanted.zone())).parse(wanted.period(), wanted.zone());
  }

  private static LocalDateTime local(Instant at, Period period) {
    return LocalDateTime.ofInstant(at, period.zone());
  }

  private static String beforeLabel(Period period) {
    boolean day =
        Duration.between(period.beforeFrom(), period.from()).compareTo(Duration.ofHours(26)) <= 0
            && period.length().compareTo(Duration.ofHours(22)) >= 0;
    return day ? "day before" : "before";
  }

  private static String title(Period period, Filter filter) {
    StringBuilder title = new StringBuilder("Digest: ").append(period.label());
    filter.source().ifPresent(name -> title.append(", source ").append(name));
    filter.gateway().ifPresent(name -> title.append(", gateway ").append(name));
    filter.customer().ifPresent(name -> title.append(", customer ").append(name));
    filter.code().ifPresent(code -> title.append(", code ").append(code));
    return title.toString();
  }

  private Arguments arguments(Period period, Filter filter) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("period", period.command());
    filter.gateway().ifPresent(name -> values.put("gateway", name));
    filter.customer().ifPresent(name -> values.put("customer", name));
    filter.code().ifPresent(code -> values.put("code", Integer.toString(code)));
    filter.source().ifPresent(name -> values.put("source", name));
    values.keySet().removeIf(name -> summary.spec().option(name).isEmpty());
    return new Arguments(values);
  }

  private static Context context(ZoneId zone) {
    return new Context(ChannelRef.CONSOLE, Asker.OPERATOR, zone);
  }

  private static Reply withCsv(Reply reply, DigestFacts facts) {
    return reply.toBuilder()
        .attach(
            FiguresCsv.of(
                facts.period(),
                facts.now().total(),
                List.of(
                    new FiguresCsv.Part("reason", facts.now().rows().get(0)),
                    new FiguresCsv.Part("gateway", facts.now().rows().get(1)),
                    new FiguresCsv.Part("customer", facts.now().rows().get(2))),
                facts.labels()))
        .build();
  }
}
