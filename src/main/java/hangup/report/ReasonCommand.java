package hangup.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallStats;
import hangup.stats.CallStats.DataState;
import hangup.stats.Names;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /reason}: the card of an end reason, with today's figures for those who may see them. The
 * card answers whether or not there are figures.
 */
public final class ReasonCommand implements Command {

  static final String NAME = "reason";

  private static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "What an end reason means: cause, what to do, billing, SIP and Q.850; today's calls",
              List.of(
                  "Give the code, negative ones too, or words of its name; typing slips are"
                      + " forgiven. One clear hit answers at once, several are offered.",
                  "What the code table's source documents stands without a mark; our own advice is"
                      + " marked (practice), your overlay (operator).",
                  "Where call data is at hand, it adds today's calls with this reason, against the"
                      + " same hours of the days before, and the gateways and customers most hit."),
              List.of(
                  Option.required(
                      "reason", Option.Kind.REASON, "An end reason: its code or words of its name"),
                  SourceOption.OPTION),
              Permission.PUBLIC,
              List.of("/reason 22", "/reason no route", "/reason -9"))
          .withWords(
              "why",
              "what is",
              "what does",
              "meaning",
              "means",
              "mean",
              "explain",
              "reason",
              "end reason");

  private final Supplier<Catalog> catalogs;
  private final CodeTables tables;
  private final CallStats stats;
  private final Access access;
  private final Names names;
  private final TodayFigures figures;
  private final Cards cards = new Cards();
  private final Cache<Key, Reply> answers = Caffeine.newBuilder().maximumSize(500).build();

  /** An answer stays right as long as nothing of this changes. */
  private record Key(
      Catalog catalog,
      int code,
      Optional<String> source,
      ZoneId zone,
      Instant minute,
      DataState state) {}

  /**
   * @param names the names of customers
   * @param access asked whether the asker may see figures, as for {@code /summary}
   */
  public ReasonCommand(
      Supplier<Catalog> catalogs,
      CodeTables tables,
      CallStats stats,
      Names names,
      Access access,
      Clock clock) {
    this.catalogs = catalogs;
    this.tables = tables;
    this.stats = stats;
    this.names = names;
    this.access = access;
    this.figures = new TodayFigures(stats, clock);
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    String asked =
        arguments
            .get("reason")
            .orElseThrow(() -> new CommandException("Which end reason?", SPEC.examples()));
    Catalog catalog = catalogs.get();
    ReasonLookup.Result result = ReasonLookup.find(catalog, asked, NAME);
    if (result instanceof ReasonLookup.Several several) {
      return ReasonLookup.offer(several, NAME);
    } else if (result instanceof ReasonLookup.UnknownCode unknown) {
      return unknown(catalog, unknown.code(), arguments, context);
    }
    Card card = cards.of(catalog, ((ReasonLookup.Known) result).reason());
    if (access.refusal(SummarySpec.SPEC, context).isPresent()) {
      return card.reply();
    }
    try {
      DataState state = stats.state();
      if (state.isEmpty()) {
        return card.reply();
      }
      int code = card.reason().code();
      Optional<String> source = source(arguments, code);
      Key key = new Key(catalog, code, source, context.zone(), figures.minute(), state);
      Reply known = answers.getIfPresent(key);
      if (known == null) {
        TodayFigures.Section section =
            figures.of(code, source, catalog, new Labels(catalog, names), context.zone());
        known = card.with(section.blocks(), section.footer(), section.data());
        if (section.state().note().isEmpty()) {
          answers.put(key, known);
        }
      }
      return known;
    } catch (StatsUnavailableException e) {
      return card.with(
          List.of(new Block.Note(RichText.of("No figures right now: " + e.getMessage()))),
          RichText.empty(),
          Map.of());
    }
  }

  private Optional<String> source(Arguments arguments, int code) {
    return arguments
        .get(SourceOption.NAME)
        .map(
            typed ->
                SourceOption.asWritten(
                    typed,
                    stats,
                    names,
                    found -> "/" + NAME + " " + code + TodayFigures.words(Optional.of(found))));
  }

  private Reply unknown(Catalog catalog, int code, Arguments arguments, Context context) {
    String sentence = ReasonLookup.notInCatalogue(catalog, code);
    List<EndReason> elsewhere = tables.elsewhere(code, catalog);
    Optional<TodayFigures.Section> section = section(catalog, code, arguments, context);
    Reply.Builder reply =
        Reply.builder(sentence.substring(0, sentence.length() - 1), Severity.LOW)
            .text(
                ReasonLookup.codesOf(catalog)
                    + (elsewhere.isEmpty()
                        ? " No other shipped table has it."
                        : elsewhere.size() == 1
                            ? " Another table has it:"
                            : " Other tables have it:"));
    List<RichText> meanings = new ArrayList<>();
    for (EndReason reason : elsewhere) {
      meanings.add(
          RichText.strong(reason.table())
              .plus(": " + Card.title(reason))
              .plus(reason.cause().map(c -> ". " + c.value()).orElse("")));
    }
    if (!meanings.isEmpty()) {
      reply.add(new Block.Bullets(meanings));
    }
    section.ifPresent(s -> s.blocks().forEach(reply::add));
    reply.note(
        elsewhere.isEmpty()
            ? "If your system stores such codes, add them in an overlay file."
            : "If your CDRs hold such codes, set catalog.table to that table, or add the code in an"
                + " overlay file.");
    section.ifPresent(s -> reply.footer(s.footer()));
    if (section.isPresent()) {
      reply.button(
          "Its calls today",
          "/summary today code:" + code + TodayFigures.words(arguments.get("source")));
    }
    List<String> suggestions = new ArrayList<>();
    for (EndReason reason : elsewhere) {
      SignallingCommand.lineFor(reason)
          .ifPresent(
              line -> {
                reply.button("What the signalling code can stand for", line);
                suggestions.add(line);
              });
    }
    reply.button("All codes", "/reasons");
    suggestions.add("/reasons");
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("error", "user");
    data.put("message", sentence);
    data.put("suggestions", suggestions);
    data.put("code", code);
    data.put("name", null);
    data.put("elsewhere", elsewhere.stream().map(CardData::of).toList());
    section.ifPresent(s -> data.putAll(s.data()));
    return reply.data(data).build();
  }

  private Optional<TodayFigures.Section> section(
      Catalog catalog, int code, Arguments arguments, Context context) {
    if (access.refusal(SummarySpec.SPEC, context).isPresent()) {
      return Optional.empty();
    }
    try {
      return stats.state().isEmpty()
          ? Optional.empty()
          : Optional.of(
              figures.of(
                  code,
                  source(arguments, code),
                  catalog,
                  new Labels(catalog, names),
                  context.zone()));
    } catch (StatsUnavailableException e) {
      return Optional.empty();
    }
  }
}
