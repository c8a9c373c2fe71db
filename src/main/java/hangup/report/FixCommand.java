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
import hangup.reply.Reply;
import hangup.reply.RichText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /fix}: the steps of an end reason alone. */
public final class FixCommand implements Command {

  static final String NAME = "fix";

  private static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "What to do about an end reason, step by step",
              List.of(
                  "The steps in the order to take them: what to check, what to repair, whom to"
                      + " escalate to and with what."),
              List.of(
                  Option.required(
                      "reason",
                      Option.Kind.REASON,
                      "An end reason: its code or words of its name")),
              Permission.PUBLIC,
              List.of("/fix 22", "/fix balance insufficient"))
          .withWords("fix", "how do i fix", "how to fix", "solve", "repair", "what to do");

  private final Supplier<Catalog> catalogs;

  public FixCommand(Supplier<Catalog> catalogs) {
    this.catalogs = catalogs;
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
            .orElseThrow(() -> new CommandException("Fix which end reason?", SPEC.examples()));
    Catalog catalog = catalogs.get();
    ReasonLookup.Result result = ReasonLookup.find(catalog, asked, NAME);
    if (result instanceof ReasonLookup.Several several) {
      return ReasonLookup.offer(several, NAME);
    }
    EndReason reason = ReasonLookup.one(catalog, asked, NAME);
    Reply.Builder reply = Reply.builder("Fix " + Card.title(reason), reason.severity());
    reason
        .resolution()
        .ifPresent(fact -> reply.text(RichText.strong("In short: ").plus(Marks.marked(fact))));
    if (reason.remedies().isEmpty()) {
      reply.note("No steps are written for this code yet; an overlay file can add them.");
    }
    Card.steps(reason).stream()
        .filter(block -> !(block instanceof Block.Heading || block instanceof Block.Bullets))
        .forEach(reply::add);
    reason.contact().ifPresent(contact -> reply.text(RichText.strong("Contact: ").plus(contact)));
    reason
        .runbook()
        .ifPresent(page -> reply.text(RichText.strong("Runbook: ").plusLink("your page", page)));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("code", reason.code());
    data.put("name", reason.name());
    data.put("remedies", CardData.remedies(reason.remedies()));
    return reply
        .footer(RichText.of(Card.sourceOf(catalog, reason)))
        .button("The whole card", "/reason " + reason.code())
        .button("Its calls today", "/summary today code:" + reason.code())
        .data(data)
        .build();
  }
}
