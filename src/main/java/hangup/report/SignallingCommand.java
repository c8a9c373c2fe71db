package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Block.Align;
import hangup.reply.Block.Column;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sip} and {@code /q850}: all end reasons that a signalling code can stand for, and what
 * the code itself means.
 */
public final class SignallingCommand implements Command {

  private static final List<String> SIP_CLASSES =
      List.of(
          "provisional: the call is still being set up",
          "success",
          "redirection: the call is sent elsewhere",
          "the request failed at this server or phone",
          "the server failed; another one may do it",
          "refused everywhere");

  private final CommandSpec spec;
  private final String label;
  private final int from;
  private final int to;
  private final Supplier<Catalog> catalogs;
  private final Function<Integer, Optional<EndReason>> meaning;
  private final boolean sip;

  private SignallingCommand(
      CommandSpec spec,
      boolean sip,
      int from,
      int to,
      Supplier<Catalog> catalogs,
      Function<Integer, Optional<EndReason>> meaning) {
    this.spec = spec;
    this.sip = sip;
    this.label = sip ? "SIP" : "Q.850";
    this.from = from;
    this.to = to;
    this.catalogs = catalogs;
    this.meaning = meaning;
  }

  /** {@code /sip code}. */
  public static SignallingCommand sip(Supplier<Catalog> catalogs, CodeTables tables) {
    CommandSpec spec =
        new CommandSpec(
                "sip",
                "All end reasons that a SIP response can stand for, and how to tell them apart",
                List.of(
                    "One SIP response can stand for several end reasons: a 503 for 5, 21 and 22. So"
                        + " all that are documented are shown; those we only know from practice"
                        + " stand apart."),
                List.of(
                    Option.required(
                        "code", Option.Kind.INTEGER, "A SIP response code, 100 to 699")),
                Permission.PUBLIC,
                List.of("/sip 503", "/sip 404"))
            .withWords("sip", "sip code", "sip response", "response code");
    return new SignallingCommand(spec, true, 100, 699, catalogs, tables::sip);
  }

  /** {@code /q850 cause}. */
  public static SignallingCommand q850(Supplier<Catalog> catalogs, CodeTables tables) {
    CommandSpec spec =
        new CommandSpec(
                "q850",
                "All end reasons that a Q.850 cause (ISDN, H.323) can stand for",
                List.of(
                    "End reasons do not depend on the protocol: a busy H.323 call shows Q.850 cause"
                        + " 17 and has the same end reason as a SIP 486."),
                List.of(Option.required("cause", Option.Kind.INTEGER, "A Q.850 cause, 1 to 127")),
                Permission.PUBLIC,
                List.of("/q850 17", "/q850 21"))
            .withWords("q850", "q.850", "cause", "cause code", "isdn cause");
    return new SignallingCommand(spec, false, 1, 127, catalogs, tables::q850);
  }

  /** The question after a signalling code, where a reason is one: of the SIP or Q.850 table. */
  static Optional<String> lineFor(EndReason reason) {
    return switch (reason.table()) {
      case CodeTables.SIP -> Optional.of("/sip " + reason.code());
      case CodeTables.Q850 -> Optional.of("/q850 " + reason.code());
      default -> Optional.empty();
    };
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    int code = code(arguments);
    Catalog catalog = catalogs.get();
    List<EndReason> documented = sip ? catalog.bySip(code) : catalog.byQ850(code);
    List<EndReason> practice = sip ? catalog.practiceBySip(code) : catalog.practiceByQ850(code);
    Optional<EndReason> itself = meaning.apply(code);
    Reply.Builder reply =
        Reply.builder(
            label + " " + code + itself.map(r -> " " + r.name()).orElse(""), Severity.INFO);
    reply.text(meaningOf(code, itself));
    if (documented.isEmpty()) {
      reply.text(
          RichText.of("No end reason of " + catalog.table() + " is documented for ")
              .plus(label + " " + code + "."));
    } else {
      candidates(reply, documented);
    }
    if (!practice.isEmpty()) {
      reply.text(RichText.strong("Also seen in practice, not documented:"));
      reply.add(new Block.Bullets(practice.stream().map(SignallingCommand::practiced).toList()));
    }
    List<EndReason> both = new ArrayList<>(documented);
    both.addAll(practice);
    both.stream()
        .limit(4)
        .forEach(r -> reply.button(Card.title(r), "/" + ReasonCommand.NAME + " " + r.code()));
    if (both.isEmpty()) {
      reply.button("All end reasons", "/reasons all");
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("query", code);
    data.put("name", itself.map(EndReason::name).orElse(null));
    data.put("candidates", documented.stream().map(EndReason::code).toList());
    data.put("practice", practice.stream().map(EndReason::code).toList());
    return reply.data(data).build();
  }

  private int code(Arguments arguments) {
    String typed = arguments.get(spec.options().get(0).name()).orElse("");
    OptionalInt code = ReasonLookup.code(typed);
    if (code.isPresent() && code.getAsInt() >= from && code.getAsInt() <= to) {
      return code.getAsInt();
    }
    String message =
        "“"
            + ReasonLookup.echo(typed)
            + (sip
                ? "” is not a SIP response code. They run from 100 to 699, for example 503."
                : "” is not a Q.850 cause. They run from 1 to 127, for example 17.");
    List<String> suggestions = new ArrayList<>(spec.examples());
    if (code.isPresent()) {
      boolean other = sip ? code.getAsInt() >= 1 && code.getAsInt() <= 127 : code.getAsInt() >= 100;
      if (catalogs.get().byCode(code.getAsInt()).isPresent()) {
        message += " " + code.getAsInt() + " is an end reason, though.";
        suggestions.add(0, "/" + ReasonCommand.NAME + " " + code.getAsInt());
      } else if (other && code.getAsInt() <= 699) {
        suggestions.add(0, (sip ? "/q850 " : "/sip ") + code.getAsInt());
      }
    }
    throw new CommandException(message, suggestions);
  }

  private RichText meaningOf(int code, Optional<EndReason> itself) {
    if (itself.isEmpty()) {
      return sip
          ? RichText.of("Not a registered SIP response code; " + code / 100 + "xx means: ")
              .plus(SIP_CLASSES.get(code / 100 - 1) + ".")
          : RichText.of("ITU-T Q.850 assigns no meaning to this cause.");
    }
    EndReason reason = itself.get();
    RichText text =
        reason.cause().map(Marks::marked).orElseGet(() -> RichText.of(reason.name() + "."));
    return reason.category().isPresent()
        ? text.plusMuted(" (" + reason.category().get().value() + ")")
        : text;
  }

  private static void candidates(Reply.Builder reply, List<EndReason> reasons) {
    reply.add(
        new Block.Table(
            reasons.size() == 1 ? "It stands for this end reason" : "It can be any of these",
            List.of(
                new Column("Code", Align.RIGHT, true),
                new Column("End reason", Align.LEFT, true),
                new Column("Category", Align.LEFT, false),
                new Column("Group", Align.LEFT, false),
                new Column("Impact", Align.LEFT, false)),
            reasons.stream().map(SignallingCommand::row).toList()));
    List<RichText> apart = new ArrayList<>();
    for (EndReason reason : reasons) {
      reason
          .tellApart()
          .ifPresent(text -> apart.add(RichText.strong(reason.code() + ": ").plus(text)));
    }
    if (reasons.size() > 1 && !apart.isEmpty()) {
      reply.heading("How to tell them apart");
      reply.add(new Block.Bullets(apart));
    }
  }

  private static List<String> row(EndReason reason) {
    return List.of(
        Integer.toString(reason.code()),
        reason.name(),
        reason.category().map(c -> c.value()).orElse("–"),
        reason.group().map(g -> g.value().name()).orElse("none"),
        reason.group().map(g -> g.value().impact()).orElse("–"));
  }

  private static RichText practiced(EndReason reason) {
    return RichText.strong(Card.title(reason))
        .plus(reason.tellApart().map(text -> ": " + text).orElse(""));
  }
}
