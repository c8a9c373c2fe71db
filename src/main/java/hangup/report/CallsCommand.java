package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.cdr.CallQuery;
import hangup.cdr.CallQuery.By;
import hangup.cdr.Cdr;
import hangup.cdr.CdrDatabase;
import hangup.cdr.EndDirection;
import hangup.cdr.FoundCalls;
import hangup.cdr.Mask;
import hangup.cdr.SourceException;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandLines;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.PeriodParser;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.Names;
import hangup.stats.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /calls}: the last failed calls of a number, a customer or a gateway, looked up in the CDR
 * databases themselves. The last digits of numbers are hidden from everybody whom no rule allows
 * them.
 */
public final class CallsCommand implements Command {
  private static final Logger log = LoggerFactory.getLogger(CallsCommand.class);

  private static final int SHOWN = 10;
  private static final Duration BUDGET = Duration.ofSeconds(3);
  private static final int LONGEST_NUMBER = 32;

  private final Supplier<Catalog> catalogs;
  private final List<CdrDatabase> sources;
  private final Names names;
  private final PeriodParser periods;
  private final Access access;

  /**
   * @param sources where to look; none if there are only imported files
   * @param access also decides who sees full numbers
   */
  public CallsCommand(
      Supplier<Catalog> catalogs,
      List<? extends CdrDatabase> sources,
      Names names,
      PeriodParser periods,
      Access access) {
    this.catalogs = catalogs;
    this.sources = List.copyOf(sources);
    this.names = names;
    this.periods = periods;
    this.access = access;
  }

  @Override
  public CommandSpec spec() {
    return CallsSpec.SPEC;
  }

  /** Whose calls are asked for. */
  private record Who(By by, String value) {}

  /** A call and the source it is from. */
  private record Call(String source, Cdr cdr) {}

  @Override
  public Reply run(Arguments arguments, Context context) {
    if (sources.isEmpty()) {
      throw new CommandException(
          "Single calls are looked up in a CDR database, and none is set up. The figures of"
              + " imported files are in /summary.",
          "/summary");
    }
    Catalog catalog = catalogs.get();
    String typed = arguments.get("who").orElse("");
    Who who = who(typed.strip(), arguments.get("as"));
    Period period = periods.parse(arguments.get("period").orElse("today"), context.zone());
    OptionalInt code =
        arguments
            .get("code")
            .map(text -> OptionalInt.of(code(catalog, text, who)))
            .orElse(OptionalInt.empty());
    boolean full = access.refusal(CallsSpec.NUMBERS, context).isEmpty();
    CallQuery query =
        new CallQuery(
            who.by(),
            who.value(),
            code,
            catalog.notFailureCodes(),
            period.from().toEpochMilli(),
            period.to().toEpochMilli(),
            SHOWN,
            BUDGET);
    return reply(
        search(chosen(arguments.get("source"), who), query), who, period, code, catalog, full);
  }

  private static int code(Catalog catalog, String typed, Who who) {
    return ReasonLookup.code(typed)
        .orElseGet(
            () ->
                ReasonLookup.one(catalog, typed, found -> "/calls " + safe(who) + " " + found)
                    .code());
  }

  /** As it may be suggested in a channel. */
  private static String safe(Who who) {
    return who.by() == By.NUMBER
        ? who.value().substring(0, Math.min(CallsSpec.LEAST_DIGITS, who.value().length()))
        : who.value();
  }

  private List<CdrDatabase> chosen(Optional<String> named, Who who) {
    if (named.isEmpty()) {
      return sources;
    }
    List<CdrDatabase> found =
        sources.stream().filter(source -> source.name().equalsIgnoreCase(named.get())).toList();
    if (found.isEmpty()) {
      if (names.sources().stream().anyMatch(named.get()::equalsIgnoreCase)) {
        throw new CommandException(
            "Single calls cannot be looked up in the files of "
                + ReasonLookup.echo(named.get())
                + ", only in databases: "
                + sources.stream().map(CdrDatabase::name).collect(Collectors.joining(", "))
                + ".");
      }
      throw SourceOption.unknown(
          named.get(),
          new TreeSet<>(sources.stream().map(CdrDatabase::name).toList()),
          name -> "/calls " + safe(who) + " source:" + CommandLines.value(name));
    }
    return found;
  }

  private Who who(String typed, Optional<String> as) {
    if (as.isPresent()) {
      return switch (as.get().toLowerCase(Locale.ROOT)) {
        case "gateway" -> new Who(By.GATEWAY, typed);
        case "customer" -> new Who(By.CUSTOMER, account(typed).orElse(typed));
        default -> new Who(By.NUMBER, number(typed));
      };
    }
    Optional<String> gateway =
        names.gateways().stream().filter(typed::equalsIgnoreCase).findFirst();
    if (gateway.isPresent()) {
      return new Who(By.GATEWAY, gateway.get());
    }
    Optional<String> customer = account(typed);
    if (customer.isPresent()) {
      return new Who(By.CUSTOMER, customer.get());
    }
    return new Who(By.NUMBER, number(typed));
  }

  private Optional<String> account(String typed) {
    return names.customers().stream()
        .filter(
            known ->
                known.account().equalsIgnoreCase(typed) || known.name().equalsIgnoreCase(typed))
        .map(Names.Customer::account)
        .findFirst();
  }

  /** The digits of a number as people write it, perhaps with a mark that it goes on. */
  private static String number(String typed) {
    String bare = typed.replaceFirst("(\\*|…|\\.\\.\\.)$", "").replaceAll("[\\s()./-]", "");
    String digits = bare.startsWith("+") ? bare.substring(1) : bare;
    boolean number =
        !digits.isEmpty()
            && digits.length() <= LONGEST_NUMBER
            && digits
                .chars()
                .allMatch(c -> (c >= '0' && c <= '9') || c == '*' || c == '#' || c == '+');
    if (!number) {
      throw new CommandException(
          "“"
              + ReasonLookup.echo(typed)
              + "” is neither a gateway nor a customer in the data, nor a number. Give one of them,"
              + " or say what it is with as:gateway or as:customer.",
          "/calls 8801712",
          "/summary by gateway",
          "/summary by customer");
    }
    if (digits.length() < CallsSpec.LEAST_DIGITS) {
      throw new CommandException(
          "Give at least the first "
              + CallsSpec.LEAST_DIGITS
              + " digits of the number: fewer match too many calls.",
          "/calls 88017");
    }
    return digits;
  }

  /** What all sources gave. */
  private record Result(
      List<Call> calls, boolean complete, long searchedFromMs, int gone, List<String> failed) {}

  private static Result search(List<CdrDatabase> sources, CallQuery query) {
    List<Call> calls = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    boolean complete = true;
    long searchedFromMs = query.fromMs();
    int gone = 0;
    for (CdrDatabase source : sources) {
      try {
        FoundCalls found = source.find(query);
        found.calls().forEach(cdr -> calls.add(new Call(source.name(), cdr)));
        gone += found.gone();
        if (!found.complete()) {
          complete = false;
          searchedFromMs = Math.max(searchedFromMs, found.searchedFromMs());
        }
      } catch (SourceException e) {
        // For the admin; the asker is told that it could not be asked.
        log.warn("{}", e.getMessage());
        failed.add(source.name());
      }
    }
    if (failed.size() == sources.size()) {
      throw new CommandException(
          "The CDR database cannot be asked now"
              + (sources.size() > 1 ? ", neither can the others" : "")
              + "; the log says why. What the codes mean and the figures read so far are there:"
              + " /reason, /summary.",
          "/summary",
          "/reasons");
    }
    calls.sort(Comparator.comparingLong((Call call) -> call.cdr().startMs()).reversed());
    return new Result(
        List.copyOf(calls.subList(0, Math.min(SHOWN, calls.size()))),
        complete,
        searchedFromMs,
        gone,
        failed);
  }

  private Reply reply(
      Result result, Who who, Period period, OptionalInt code, Catalog catalog, boolean full) {
    Labels labels = new Labels(catalog, names);
    String subject = subject(who, labels, full);
    String title = "Failed calls of " + subject + " · " + period.label();
    List<Call> calls = result.calls();
    Reply.Builder reply =
        Reply.builder(title, calls.isEmpty() ? Severity.INFO : severity(calls, catalog));
    if (full) {
      reply.forAskerOnly();
    }
    if (calls.isEmpty()) {
      reply.text(
          "No failed call"
              + (code.isPresent() ? " with code " + code.getAsInt() : "")
              + " was found for "
              + period.label()
              + ".");
    } else {
      reply.add(table(calls, period, labels, full));
      advice(reply, calls, catalog);
    }
    if (!result.complete()) {
      reply.note(
          "Searched back to "
              + Figures.dayTime(Instant.ofEpochMilli(result.searchedFromMs()), period.zone())
              + " only: older calls are not indexed, and there was no time to look at each. Ask for"
              + " a shorter period, or by the caller's number.");
    }
    if (result.gone() > 0) {
      reply.note(
          (result.gone() == 1 ? "Perhaps one more call" : "Up to " + result.gone() + " more calls")
              + " that fit can no longer be shown: the database does not have them any more.");
    }
    if (!result.failed().isEmpty()) {
      reply.note("Could not be asked now: " + String.join(", ", result.failed()) + ".");
    }
    if (who.by() == By.CUSTOMER) {
      reply.button("Its summary", "/summary " + period.command() + " customer:" + who.value());
    } else if (who.by() == By.GATEWAY) {
      reply.button("Its summary", "/summary " + period.command() + " gateway:" + who.value());
    }
    return reply
        .footer(
            RichText.of(
                calls.size()
                    + (calls.size() == SHOWN ? " newest" : "")
                    + " failed calls · times in "
                    + Freshness.zone(period.zone())
                    + (full ? "" : " · numbers masked")))
        .data(data(result, who, period, full))
        .build();
  }

  private static String subject(Who who, Labels labels, boolean full) {
    return switch (who.by()) {
      case NUMBER -> full ? who.value() : Mask.number(who.value());
      case CUSTOMER -> labels.customer(who.value());
      case GATEWAY -> who.value();
    };
  }

  private static Severity severity(List<Call> calls, Catalog catalog) {
    return calls.stream()
        .map(call -> catalog.byCode(call.cdr().reason()).map(EndReason::severity))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(Severity.INFO);
  }

  private Block table(List<Call> calls, Period period, Labels labels, boolean full) {
    List<List<String>> rows = new ArrayList<>();
    for (Call call : calls) {
      Cdr cdr = full ? call.cdr() : Mask.numbers(call.cdr());
      rows.add(
          List.of(
              Figures.dayTime(Instant.ofEpochMilli(cdr.startMs()), period.zone()),
              labels.codeAndName(reason(cdr)),
              cdr.callee(),
              cdr.caller(),
              cdr.endedBy() == EndDirection.UNKNOWN ? Figures.NONE : cdr.endedBy().word(),
              Labels.gateway(cdr.routingGateway()),
              cdr.mappingGateway(),
              labels.customer(cdr.customerAccount()),
              cdr.pddMillis() < 0 ? Figures.NONE : cdr.pddMillis() + " ms"));
    }
    return new Block.Table(
        "",
        List.of(
            new Block.Column("Time", Block.Align.LEFT, true),
            new Block.Column("End reason", Block.Align.LEFT, true),
            new Block.Column("Called", Block.Align.LEFT, true),
            new Block.Column("Caller", Block.Align.LEFT, false),
            new Block.Column("Ended by", Block.Align.LEFT, false),
            new Block.Column("Out by", Block.Align.LEFT, false),
            new Block.Column("In by", Block.Align.LEFT, false),
            new Block.Column("Customer", Block.Align.LEFT, false),
            new Block.Column("PDD", Block.Align.RIGHT, false)),
        rows);
  }

  private static String reason(Cdr cdr) {
    String text = cdr.reasonText();
    return text == null ? Integer.toString(cdr.reason()) : text;
  }

  /** What to do about the reasons that occur, the most frequent first. */
  private static void advice(Reply.Builder reply, List<Call> calls, Catalog catalog) {
    Map<Integer, Long> counts =
        calls.stream()
            .filter(call -> call.cdr().reasonText() == null)
            .collect(Collectors.groupingBy(call -> call.cdr().reason(), Collectors.counting()));
    List<EndReason> reasons =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .flatMap(entry -> catalog.byCode(entry.getKey()).stream())
            .limit(3)
            .toList();
    List<RichText> items =
        reasons.stream()
            .filter(reason -> !reason.remedies().isEmpty())
            .map(
                reason ->
                    RichText.strong(Card.title(reason))
                        .plus(": " + reason.remedies().get(0).text()))
            .toList();
    if (!items.isEmpty()) {
      reply.heading("What to do first").add(new Block.Bullets(items));
    }
    reasons.forEach(
        reason -> reply.button("About " + Card.title(reason), "/reason " + reason.code()));
  }

  private static Map<String, @Nullable Object> data(
      Result result, Who who, Period period, boolean full) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("by", who.by().name().toLowerCase(Locale.ROOT));
    data.put("who", who.by() == By.NUMBER && !full ? Mask.number(who.value()) : who.value());
    data.put("from", period.from().toString());
    data.put("to", period.to().toString());
    data.put("complete", result.complete());
    data.put("searchedFrom", Instant.ofEpochMilli(result.searchedFromMs()).toString());
    data.put("gone", result.gone());
    data.put("masked", !full);
    data.put("calls", result.calls().stream().map(call -> data(call, full)).toList());
    return data;
  }

  private static Map<String, @Nullable Object> data(Call call, boolean full) {
    Cdr cdr = full ? call.cdr() : Mask.numbers(call.cdr());
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("source", call.source());
    data.put("start", Instant.ofEpochMilli(cdr.startMs()).toString());
    data.put("reason", cdr.reasonText() == null ? cdr.reason() : cdr.reasonText());
    data.put("endedBy", cdr.endedBy().word());
    data.put("caller", cdr.caller());
    data.put("callee", cdr.callee());
    data.put("mappingGateway", cdr.mappingGateway());
    data.put("routingGateway", cdr.routingGateway());
    data.put("customer", cdr.customerAccount());
    data.put("pddMillis", cdr.pddMillis() < 0 ? null : cdr.pddMillis());
    return data;
  }
}
